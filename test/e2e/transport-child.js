// A bot's transport in a process of its own, to be killed by a test. Built files, as the product runs.
// Arguments: session folder, JSON list of Chromium's flags, the chat to send to, the text.

const [sessionFolder, flags, chatId, text] = process.argv.slice(2);
const built = (/** @type {string} */ path) =>
  import(new URL(`../../dist/src/adapters/${path}`, import.meta.url).href);
const { createWhatsApp } = await built('whatsapp/whatsapp.js');
const { createClock } = await built('clock.js');
const { createChance } = await built('random.js');
const chance = createChance();

const silent = () => {};
const whatsapp = createWhatsApp({
  sessionFolder,
  clock: createClock(),
  chance,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  browserPath: null,
  chromiumArgs: JSON.parse(flags ?? '[]'),
});

/** @param {object} said */
const say = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);
process.stdin.setEncoding('utf8');
process.stdin.on('data', async () => {
  const link = whatsapp.link();
  const reservedId = chance.reservedId();
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
