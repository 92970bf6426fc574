/**
 * The bot of a day that is lived fast: the product's own process with the real library and a real browser, on a clock
 * that runs as fast as the world's. What is real work takes as long as it takes: starting a browser, opening a page. It
 * tells every ten seconds what memory it holds after it has thrown away what it can.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { limits } from '../../src/adapters/whatsapp/limits.ts';
import { isLibraryRejection } from '../../src/adapters/whatsapp/rejection.ts';
import { createWhatsApp } from '../../src/adapters/whatsapp/whatsapp.ts';
import { runBot } from '../../src/process.ts';
import type { TimeScale } from '../../src/simulator/time.ts';
import { fastClock } from '../fast-clock.ts';

const tellEveryMs = 10_000;
/** Of the world: how long a page is left alone that another program has taken over, or that WhatsApp refuses. */
const refusedMs = 120_000;
const scale = JSON.parse(process.env.SOAK_TIME ?? '{}') as TimeScale;
const { speed } = scale;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const telling = setInterval(() => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  console.log(JSON.stringify({ level: 'info', msg: 'memory', heapUsed, rss }));
}, tellEveryMs);

process.exitCode = await runBot(
  { env: process.env, say: (text) => console.error(text), noLink: false },
  {
    clock: fastClock(scale),
    openLedger,
    openStopFile,
    connect: (ground) =>
      createWhatsApp({
        ...ground,
        limits: {
          launchFromMs: limits.launchFromMs * speed,
          launchToMs: limits.launchToMs * speed,
          openWithinMs: limits.openWithinMs * speed,
          closeWithinMs: limits.closeWithinMs * speed,
          // The pauses behind a refusal double until there has been peace for as long, and on this day there never is: the
          // bot would be left alone for most of it. That they double is tried by itself.
          conflictFromMs: refusedMs,
          conflictToMs: refusedMs,
          refusedFromMs: refusedMs,
          refusedToMs: refusedMs,
        },
      }),
    isForeignRejection: isLibraryRejection,
  },
);
clearInterval(telling);
