/**
 * The product as the playground runs it: the same process over the same adapters, on a clock that its parent process may
 * set forward. The parent says how far ahead of the machine it is, and asks what is due, so that nothing is leapt over.
 */
import { openStopFile } from './adapters/disk/stop-file.ts';
import { openLedger } from './adapters/sqlite/open.ts';
import { isLibraryRejection } from './adapters/whatsapp/rejection.ts';
import type { LedgerReads } from './core/ledger.ts';
import type { WhatsApp } from './core/whatsapp.ts';
import { createMovedClock } from './moved-clock.ts';
import { runBot } from './process.ts';
import type { FromBot, ToBot } from './simulator/playground/bot.ts';

/** More than these make no difference to whoever waits for them. */
const mostDue = 20;
const clock = createMovedClock(Number(process.argv[2] ?? 0));
let ledger: LedgerReads | null = null;
let whatsapp: WhatsApp | null = null;

const answer = (said: FromBot): void => {
  process.send?.(said);
};

process.on('message', (asked: ToBot) => {
  clock.moveTo(asked.aheadMs);
  const now = clock.own.now();
  answer({
    n: asked.n,
    linked: whatsapp?.link().state === 'connected',
    next: ledger?.nextPlanned(now) ?? null,
    due: ledger?.claimable(now, mostDue).length ?? 0,
    sending: ledger?.count({ statuses: ['sending'] }) ?? 0,
  });
});
// Without its parent nobody sets the clock or looks at what it does.
const orphaned = (): void => void process.kill(process.pid, 'SIGTERM');
process.once('disconnect', orphaned);

process.exitCode = await runBot(
  {
    env: process.env,
    noLink: false,
    say: (line) => {
      process.stderr.write(`${line}\n`);
    },
  },
  {
    clock: clock.own,
    openLedger(opening) {
      const opened = openLedger(opening);
      ledger = opened;
      const { close } = opened;
      // What is asked of a bot that is ending is not asked of a closed ledger.
      return Object.assign(opened, {
        close() {
          ledger = null;
          close();
        },
      });
    },
    openStopFile,
    async connect(ground) {
      const { createWhatsApp } = await import('./adapters/whatsapp/whatsapp.ts');
      whatsapp = createWhatsApp({ ...ground, clock: clock.browsers });
      return whatsapp;
    },
    isForeignRejection: isLibraryRejection,
  },
);
// The way to the parent would keep the process alive.
process.off('disconnect', orphaned);
if (process.connected) process.disconnect();
