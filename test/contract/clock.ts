/** The machine's own clock, for tests that drive real processes and a real browser. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../src/core/clock.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleepUntil: (instant, signal) =>
    new Promise((resolve) => {
      const wait = () => {
        const ms = instant - Date.now();
        if (ms <= 0 || signal?.aborted) return done();
        timer = setTimeout(wait, ms);
      };
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      let timer: NodeJS.Timeout | undefined;
      signal?.addEventListener('abort', done);
      wait();
    }),
};
