/** whatsapp-web.js, and what must be different about it for us. The only file that imports the library. */
import library from 'whatsapp-web.js';
import { browserFlags, decidedHere, thisMachine } from './flags.ts';

export type Browser = NonNullable<library.Client['pupBrowser']>;
export type Page = NonNullable<library.Client['pupPage']>;
export type Response = NonNullable<Awaited<ReturnType<Page['goto']>>>;

export interface ClientSetting {
  readonly sessionFolder: string;
  readonly executable: string;
  readonly chromiumArgs: readonly string[];
  /** E.164: link by a code that is typed on this number's phone; null: by QR code. */
  readonly pairingPhone: string | null;
  /** How long WhatsApp Web's program may take to appear after the page was opened, ms. */
  readonly programWithinMs: number;
}

/** Moments of a client's life, each told at most a few times; none of them is believed without a look at the page. */
export interface ClientListener {
  /** The browser runs and its page is still empty. What this returns is awaited before the page is opened. */
  onBrowser(browser: Browser, page: Page): Promise<void>;
  onQr(code: string): void;
  onPairingCode(code: string): void;
  /** WhatsApp gave none for that number; it is asked again while the page waits to be linked. */
  onPairingRefused(error: unknown): void;
  /** Something changed: a good moment to look at the page. */
  onHint(): void;
  /** The library could not enter a page that had been there before. */
  onEntryFailed(error: unknown): void;
}

export interface BotClient {
  /** Resolves when the page is open and entered, not when it is ready; rejects when either failed. */
  open(): Promise<void>;
}

/** WhatsApp Web reloads itself while it starts, after an update or its first pairing: then the page is entered again. */
const entries = 3;
/** Puppeteer's own limit for one question to the page: the last one, when every limit of ours has failed. */
const protocolTimeoutMs = 45_000;
/** A code is good for three minutes, after which a page that shows no new one counts as stuck. */
const pairingEveryMs = 150_000;

export function createClient(setting: ClientSetting, listener: ClientListener): BotClient {
  const auth = new library.LocalAuth({ dataPath: setting.sessionFolder });
  const client = new library.Client({
    authStrategy: auth,
    authTimeoutMs: setting.programWithinMs,
    webVersionCache: { type: 'none' },
    // The library's default poses as a Chrome of 2022; onBrowser sets the browser's own. Its types know no `false`.
    userAgent: false as unknown as string,
    ...(setting.pairingPhone === null ? {} : { pairWithPhoneNumber: pairingWith(setting.pairingPhone) }),
    puppeteer: {
      headless: true,
      // No debugging port, and a browser that ends when this process does, however that ends.
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      protocolTimeout: protocolTimeoutMs,
      executablePath: setting.executable,
      ignoreDefaultArgs: [...decidedHere],
      args: [...browserFlags(thisMachine()), ...setting.chromiumArgs],
    },
  });

  let opened = false;
  // LocalAuth's moment between the launch and the opening of the page: the earliest at which the process is known.
  auth.afterBrowserInitialized = async () => {
    const { pupBrowser, pupPage } = client;
    if (opened || pupBrowser === undefined || pupPage === undefined) return;
    opened = true;
    await listener.onBrowser(pupBrowser, pupPage);
  };
  // The library would delete the profile under the open browser, for an address that any frame of the page shows. Whether
  // the device was unlinked is seen by looks at the page, and the browser is closed first.
  auth.logout = async () => listener.onHint();
  // The library closes the browser at every state that it does not know; when it closes is our decision.
  client.destroy = async () => listener.onHint();

  // The library enters again after every navigation and leaves a failure of that unhandled, which would end Node.
  const entering = client as library.Client & { inject(): Promise<void> };
  const enter = entering.inject.bind(client);
  // Nothing enters again for it before its first entry has succeeded.
  const enterFirst = async (): Promise<void> => {
    for (let left = entries - 1; ; left -= 1) {
      try {
        return await enter();
      } catch (error) {
        if (left === 0 || !isReload(error)) throw error;
        listener.onHint();
      }
    }
  };
  let isFirst = true;
  entering.inject = async () => {
    if (isFirst) {
      isFirst = false;
      return enterFirst();
    }
    await enter().catch((error: unknown) => {
      // It enters once more for the navigation that this one was lost to.
      if (isReload(error)) listener.onHint();
      else listener.onEntryFailed(error);
    });
  };

  // The library asks for it without waiting for the answer, so that a refusal would end Node.
  const ask = client.requestPairingCode.bind(client);
  client.requestPairingCode = async (...wanted) => {
    try {
      return await ask(...wanted);
    } catch (error) {
      if (isReload(error)) listener.onHint();
      else listener.onPairingRefused(error);
      return '';
    }
  };

  client.on('qr', (code) => listener.onQr(code));
  client.on('code', (code) => listener.onPairingCode(code));
  for (const hint of ['ready', 'authenticated', 'change_state', 'disconnected', 'loading_screen']) {
    (client as NodeJS.EventEmitter).on(hint, () => listener.onHint());
  }
  return { open: () => client.initialize() };
}

function pairingWith(phone: string) {
  return { phoneNumber: phone.replace(/\D/g, ''), showNotification: true, intervalMs: pairingEveryMs };
}

/** What puppeteer says when the document went away under a question to it. */
function isReload(error: unknown): boolean {
  return (
    error instanceof Error &&
    /context was destroyed|Cannot find context|context with given id/i.test(error.message)
  );
}
