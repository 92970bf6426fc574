/**
 * The product: the process over the real clock, the real ledger, and WhatsApp through its library, which is loaded only
 * after the ledger has been opened and looked at.
 */
import { createClock } from './adapters/clock.ts';
import { openStopFile } from './adapters/disk/stop-file.ts';
import { createPainter } from './adapters/pictures/painter.ts';
import { openLedger } from './adapters/sqlite/open.ts';
import { findBrowser } from './adapters/whatsapp/browser.js';
import { isLibraryRejection } from './adapters/whatsapp/rejection.ts';
import type { ExitCode } from './exit.ts';
import { runBot, type StartOptions } from './process.ts';

/** Runs until it is asked to stop; resolves with the exit code. */
export function start(options: StartOptions): Promise<ExitCode> {
  return runBot(options, {
    clock: createClock(),
    openLedger,
    openStopFile,
    async connect(ground) {
      const { createWhatsApp } = await import('./adapters/whatsapp/whatsapp.ts');
      return createWhatsApp(ground);
    },
    painter: ({ browserPath, ...ground }) =>
      createPainter({ ...ground, executable: () => findBrowser(browserPath) }),
    isForeignRejection: isLibraryRejection,
  });
}
