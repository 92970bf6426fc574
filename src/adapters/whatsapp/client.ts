/** whatsapp-web.js, and what must be different about it for us. The only file that imports the library. */
import library from 'whatsapp-web.js';

export type Browser = NonNullable<library.Client['pupBrowser']>;
export type Page = NonNullable<library.Client['pupPage']>;

export interface ClientSetting {
  readonly sessionFolder: string;
  readonly executable: string;
  readonly chromiumArgs: readonly string[];
}

/** Moments of a client's life, each told at most a few times; none of them is believed without a look at the page. */
export interface ClientListener {
  /** The browser runs and its page is still empty. What this returns is awaited before the page is opened. */
  onBrowser(browser: Browser, page: Page): Promise<void>;
  onQr(code: string): void;
  /** Something changed: a good moment to look at the page. */
  onHint(): void;
  onLogOut(): void;
  /** The library could not enter a page that had been there before. */
  onEntryFailed(error: unknown): void;
}

export interface BotClient {
  /** Resolves when the page is open and entered, not when it is ready; rejects when either failed. */
  open(): Promise<void>;
}

/** How long WhatsApp Web's program may take to appear after the page was opened. */
const programWithinMs = 60_000;
/** Puppeteer's own limit for one question to the page: the last one, when every limit of ours has failed. */
const protocolTimeoutMs = 45_000;

const flags = [
  // Docker gives /dev/shm 64 MB; a page that outgrows it crashes.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-extensions',
  '--mute-audio',
  '--no-first-run',
  '--lang=en-US',
];

export function createClient(setting: ClientSetting, listener: ClientListener): BotClient {
  // Chromium refuses to run as root with its sandbox; anybody else keeps it.
  const isRoot = process.getuid?.() === 0;
  const auth = new library.LocalAuth({ dataPath: setting.sessionFolder });
  const client = new library.Client({
    authStrategy: auth,
    authTimeoutMs: programWithinMs,
    webVersionCache: { type: 'none' },
    // The library's default poses as a Chrome of 2022; onBrowser sets the browser's own. Its types know no `false`.
    userAgent: false as unknown as string,
    puppeteer: {
      headless: true,
      // No debugging port, and a browser that ends when this process does, however that ends.
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      protocolTimeout: protocolTimeoutMs,
      executablePath: setting.executable,
      args: [...flags, ...(isRoot ? ['--no-sandbox'] : []), ...setting.chromiumArgs],
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
  // The library would delete the profile under the open browser; we close the browser first.
  auth.logout = async () => listener.onLogOut();
  // The library closes the browser at every state that it does not know; when it closes is our decision.
  client.destroy = async () => listener.onHint();

  // The library enters again after every navigation and leaves a failure of that unhandled, which would end Node.
  const entering = client as library.Client & { inject(): Promise<void> };
  const enter = entering.inject.bind(client);
  let isFirst = true;
  entering.inject = async () => {
    if (isFirst) {
      isFirst = false;
      return enter();
    }
    await enter().catch((error: unknown) => listener.onEntryFailed(error));
  };

  client.on('qr', (code) => listener.onQr(code));
  for (const hint of ['ready', 'authenticated', 'change_state', 'disconnected', 'loading_screen']) {
    (client as NodeJS.EventEmitter).on(hint, () => listener.onHint());
  }
  return { open: () => client.initialize() };
}
