/**
 * Documents drawn as pictures, in a browser process of its own with an empty profile: never in WhatsApp's page, which may
 * not be slowed, and never with its profile. Scripts are off, the browser knows no name of any machine, and every request
 * is refused. It lives for one picture.
 */
import type { Browser, Page } from 'puppeteer';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Painter } from '../../core/picture.ts';

export interface PainterGround {
  /** The browser's program; null where there is none. */
  readonly executable: () => string | null;
  readonly chromiumArgs: readonly string[];
  readonly clock: Pick<Clock, 'now' | 'sleepUntil'>;
  readonly log: Log;
  /** For a test, which looks at what the document did to its page. */
  readonly onPage?: (page: Page) => void;
}

/** A small machine starts a browser in six seconds. */
const limitMs = 30_000;
const closeMs = 5_000;
/** The pixels of a phone to one of the document. */
const scale = 1.5;
/** Of what the owner gave the other browser, this one gets what lets it start at all. */
const forStarting = /^--(?:no-sandbox|disable-setuid-sandbox|disable-dev-shm-usage)$/;

export function createPainter(ground: PainterGround): Painter {
  const { clock, log } = ground;
  return {
    async paint(document, widthPx) {
      const executable = ground.executable();
      if (executable === null) return null;
      const ended = new AbortController();
      const inTime = clock.sleepUntil(clock.now() + limitMs, ended.signal).then(() => null);
      const own: { browser?: Browser } = {};
      try {
        const launching = launch(executable, ground.chromiumArgs).then((launched) => {
          // It came up when nobody waited any more.
          if (ended.signal.aborted) void end(launched, clock);
          own.browser = launched;
          return launched;
        });
        const drawing = launching.then((launched) => draw(launched, document, widthPx, ground.onPage));
        // Whoever loses the race is not waited for.
        drawing.catch(() => undefined);
        const png = await Promise.race([drawing, inTime]);
        if (png === null) log.warn({}, 'a picture was not drawn in time');
        return png;
      } catch (error) {
        log.warn({ fault: error instanceof Error ? error.name : 'thrown' }, 'a picture could not be drawn');
        return null;
      } finally {
        ended.abort();
        if (own.browser !== undefined) await end(own.browser, clock);
      }
    },
  };
}

async function launch(executable: string, given: readonly string[]): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer');
  return puppeteer.launch({
    headless: true,
    // No debugging port, and a browser that ends when this process does, however that ends.
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    executablePath: executable,
    args: [
      '--disable-gpu',
      '--disable-software-rasterizer',
      // Even where a request slipped through, there would be nobody to send it to.
      '--host-resolver-rules=MAP * ~NOTFOUND',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...given.filter((arg) => forStarting.test(arg)),
    ],
  });
}

async function draw(
  browser: Browser,
  document: string,
  widthPx: number,
  onPage?: (page: Page) => void,
): Promise<Uint8Array> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request) => void request.abort().catch(() => undefined));
  onPage?.(page);
  await page.setViewport({ width: widthPx, height: 100, deviceScaleFactor: scale });
  await page.setContent(document, { waitUntil: 'domcontentloaded' });
  return page.screenshot({ type: 'png', fullPage: true });
}

/** Closed, or else killed: a browser that hangs over its end takes memory from the one that sends. */
async function end(browser: Browser, clock: PainterGround['clock']): Promise<void> {
  const closed = new AbortController();
  const closing = browser.close().catch(() => undefined);
  await Promise.race([closing, clock.sleepUntil(clock.now() + closeMs, closed.signal)]);
  closed.abort();
  browser.process()?.kill('SIGKILL');
}
