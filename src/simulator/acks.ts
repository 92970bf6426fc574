import type { AckMode } from './faults/sending.ts';
import type { Time } from './time.ts';

/** In which order, how often and when the acks of one message go out. */
export interface Acks {
  /** `send` reports one level; `levels` are given from the lowest to the highest. */
  report(levels: readonly number[], send: (level: number) => void): void;
  mode(mode: AckMode): void;
  release(): void;
}

/** Between two levels: they are separate events, and a page handles one before the next comes. */
const stepMs = 30;

export function makeAcks(time: Time): Acks {
  let now: AckMode = 'normal';
  let held: (() => void)[] = [];

  function spread(sends: readonly (() => void)[], delayMs: number): void {
    for (const [i, send] of sends.entries()) {
      const ms = delayMs + i * stepMs;
      if (ms === 0) send();
      else time.after(ms, send);
    }
  }

  return {
    report(levels, send) {
      const sends = levels.map((level) => () => send(level));
      if (now === 'lost') held.push(...sends);
      else if (now === 'twice')
        spread(
          sends.flatMap((one) => [one, one]),
          0,
        );
      else if (now === 'out_of_order') spread([...sends].reverse(), 0);
      else if (now === 'normal') spread(sends, 0);
      else if ('delayMs' in now) spread(sends, now.delayMs);
      else
        spread(
          now.levels.map((level) => () => send(level)),
          0,
        );
    },
    mode(mode) {
      now = mode;
    },
    release() {
      const sends = held;
      held = [];
      spread(sends, 0);
    },
  };
}
