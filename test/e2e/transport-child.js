// A bot's transport in a process of its own, to be killed by a test. Built files, as the product runs.
// Arguments: session folder, JSON list of Chromium's flags, the chat to send to, the text.
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';

const [sessionFolder, flags, chatId, text] = process.argv.slice(2);
const built = new URL('../../dist/src/adapters/whatsapp/whatsapp.js', import.meta.url);
const { createWhatsApp } = await import(built.href);

const silent = () => {};
const whatsapp = createWhatsApp({
  sessionFolder,
  clock: {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleepUntil: (/** @type {number} */ instant, /** @type {AbortSignal | undefined} */ signal) =>
      new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
        setTimeout(resolve, Math.max(0, instant - Date.now()));
        signal?.addEventListener('abort', () => resolve());
      }),
  },
  chance: {
    reservedId: () => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`,
    between: (/** @type {number} */ from) => from,
  },
  log: { debug: silent, info: silent, warn: silent, error: silent },
  browserPath: null,
  chromiumArgs: JSON.parse(flags ?? '[]'),
});

/** @param {object} said */
const say = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);
process.stdin.setEncoding('utf8');
process.stdin.on('data', async () => {
  const link = whatsapp.link();
  const reservedId = `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
  const { generation } = link;
  const outcome = await whatsapp.handOver({
    reservedId,
    chatId,
    text,
    notAfter: Date.now() + 20_000,
    generation,
  });
  say({ reservedId, outcome });
});
whatsapp.start((/** @type {{ kind: string, link?: { state: string } }} */ event) => {
  if (event.kind === 'link' && event.link?.state === 'connected') say({ connected: true });
});
