/** One life of one browser with its one page: a page generation, from the launch until its processes are gone. */
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { type Browser, createClient, type Page, type Response } from './client.ts';
import { within } from './limit.ts';
import type { Limits } from './limits.ts';
import type { LifeEnd } from './machine.ts';
import type { Telling } from './page/window.ts';
import type { Profile } from './profile.ts';
import { type Seen, type Watch, watchPage } from './watch.ts';

export interface LifeSetting {
  readonly generation: string;
  readonly sessionFolder: string;
  readonly executable: string;
  readonly chromiumArgs: readonly string[];
  /** E.164: link by a code that is typed on this number's phone; null: by QR code. */
  readonly pairingPhone: string | null;
  readonly profile: Profile;
  /** How long the browser may take to come up with its empty page. */
  readonly launchWithinMs: number;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly log: Log;
}

export interface LifeListener {
  /** The browser runs. */
  onBorn(): void;
  onQr(code: string): void;
  /** Null: WhatsApp gave none. */
  onPairingCode(code: string | null): void;
  onSeen(seen: Seen): void;
  onTelling(telling: Telling): void;
  /** It is about to end, and nothing is asked of its page any more; what the page still tells is true. Told once. */
  onEnding(why: LifeEnd): void;
}

export interface Life {
  readonly generation: string;
  /** Null before the browser runs and once the end has begun. */
  page(): Page | null;
  /** Its browser has run: from then on it may hold what was handed over. */
  isBorn(): boolean;
  /** Begins the end; a second reason changes nothing. */
  end(why: LifeEnd): void;
  /** Resolves when every process of the browser is gone; never rejects. */
  readonly gone: Promise<{ readonly why: LifeEnd; readonly wasBorn: boolean }>;
}

const clearAgainAfterMs = 5_000;

export function openLife(setting: LifeSetting, heard: LifeListener): Life {
  const { generation, clock, log, profile, limits } = setting;
  const over = new AbortController();
  const own: {
    browser: Browser | null;
    page: Page | null;
    watch: Watch | null;
    why: LifeEnd | null;
    /** web.whatsapp.com has answered with its page. */
    reached: boolean;
  } = {
    reached: false,
    browser: null,
    page: null,
    watch: null,
    why: null,
  };

  const end = (reason: LifeEnd): void => {
    if (own.why !== null) return;
    own.why = reason;
    log.info({ generation, why: reason }, 'the page generation ends');
    heard.onEnding(reason);
    over.abort();
  };

  /** A page that lacks what we need to look at it stays, and is told as that: another one would be no better. */
  const notEntered = async (why: LifeEnd): Promise<void> => {
    if ((await own.watch?.hasChanged()) === true) own.watch?.wake();
    else end(why);
  };

  const client = createClient(
    { ...setting, programWithinMs: limits.programWithinMs },
    {
      async onBrowser(ownBrowser, ownPage) {
        own.browser = ownBrowser;
        const pid = ownBrowser.process()?.pid;
        if (pid !== undefined) profile.record(pid);
        ownBrowser.on('disconnected', () => end('browser_gone'));
        if (own.why !== null) return;
        own.page = ownPage;
        ownPage.on('error', () => end('page_gone'));
        ownPage.on('close', () => end('page_gone'));
        ownPage.on('framenavigated', () => own.watch?.wake());
        ownPage.on('pageerror', (error) => log.debug({ generation, error: nameOf(error) }, 'the page threw'));
        const onResponse = (response: Response): void => {
          if (!response.ok() || !response.request().isNavigationRequest()) return;
          if (response.frame() !== ownPage.mainFrame()) return;
          own.reached = true;
          ownPage.off('response', onResponse);
        };
        ownPage.on('response', onResponse);
        heard.onBorn();
        await ownPage.exposeFunction('sendonceTell', (telling: Telling) => {
          if (telling.kind === 'socket') own.watch?.wake();
          heard.onTelling(telling);
        });
        const userAgent = await ownBrowser.userAgent();
        await ownPage.setUserAgent({ userAgent: userAgent.replace('HeadlessChrome', 'Chrome') });
        own.watch = watchPage(
          { clock, log, page: ownPage, generation, limits, byCode: setting.pairingPhone !== null },
          { onSeen: heard.onSeen, onEnd: end },
          over.signal,
        );
      },
      onQr(code) {
        own.watch?.codeShown();
        heard.onQr(code);
      },
      onPairingCode(code) {
        own.watch?.codeShown();
        heard.onPairingCode(code);
      },
      onPairingRefused(error) {
        log.warn({ generation, error: sentenceOf(error) }, 'WhatsApp gives no pairing code');
        heard.onPairingCode(null);
      },
      onHint: () => own.watch?.wake(),
      onEntryFailed(error) {
        log.warn({ generation, error: sentenceOf(error) }, 'the library could not enter the page again');
        void notEntered('entry_failed');
      },
    },
  );

  const live = async (): Promise<void> => {
    const opening = within(clock, limits.openWithinMs, client.open());
    // A page that crashes before puppeteer knows it is an empty one that answers nothing, and nobody says so.
    void clock.sleepUntil(clock.now() + setting.launchWithinMs, over.signal).then(() => {
      if (own.browser !== null || own.why !== null) return;
      log.warn({ generation, withinMs: setting.launchWithinMs }, 'the browser does not come up');
      end('no_browser');
    });
    void opening.then((opened) => {
      if (opened.kind === 'value' || own.why !== null) return;
      const error = opened.kind === 'failed' ? sentenceOf(opened.error) : 'no answer in time';
      log.warn({ generation, error }, own.browser === null ? 'no browser' : 'WhatsApp Web did not open');
      if (own.browser === null) end('no_browser');
      else if (!own.reached) end('unreachable');
      else void notEntered(opened.kind === 'failed' ? 'entry_failed' : 'stuck');
    });
    await new Promise<void>((resolve) => {
      if (over.signal.aborted) resolve();
      else over.signal.addEventListener('abort', () => resolve());
    });
    // A launch under way must come out before its browser can be closed; what hangs comes out when its browser is killed.
    const killAt = clock.monotonic() + (own.why === 'no_browser' ? 0 : limits.closeWithinMs);
    while (own.browser === null) {
      const first = await within(clock, 50, opening);
      if (first.kind === 'value') break;
      if (clock.monotonic() >= killAt) await profile.clear();
    }
    if (own.browser !== null) await close(own.browser, own.page);
    for (;;) {
      const cleared = await profile.clear();
      if (cleared.kind === 'cleared') return;
      log.error({ generation, pids: cleared.pids }, 'a browser of this profile cannot be ended');
      await clock.sleepUntil(clock.now() + clearAgainAfterMs);
    }
  };
  const close = async (open: Browser, itsPage: Page | null): Promise<void> => {
    const closing = async () => {
      await itsPage?.close({ runBeforeUnload: false }).catch(() => undefined);
      await open.close();
    };
    await within(clock, limits.closeWithinMs, closing());
  };

  const gone = live().then(() => ({
    why: own.why ?? ('browser_gone' as const),
    wasBorn: own.page !== null,
  }));
  return {
    generation,
    page: () => (own.why === null ? own.page : null),
    isBorn: () => own.page !== null,
    end,
    gone,
  };
}

/** Errors of the library and of puppeteer name the call that failed, not what it was called with. */
function sentenceOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).slice(0, 200);
}

/** What a page throws may hold anything in its words. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
