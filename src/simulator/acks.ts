import type { WorldFaults } from './simulator.ts';

export type AckMode = Parameters<WorldFaults['acks']>[0];

/** In which order, how often and when the acks of one message go out. */
export interface Acks {
  /** Each `send` reports one level; given from the lowest to the highest. */
  report(sends: readonly (() => void)[]): void;
  mode(mode: AckMode): void;
  release(): void;
  close(): void;
}

/** Between two levels: they are separate events, and a page handles one before the next comes. */
const stepMs = 30;

export function makeAcks(): Acks {
  let now: AckMode = 'normal';
  let held: (() => void)[] = [];
  const timers = new Set<NodeJS.Timeout>();

  function later(ms: number, send: () => void): void {
    if (ms === 0) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      send();
    }, ms);
    timers.add(timer);
  }

  function spread(sends: readonly (() => void)[], delayMs: number): void {
    for (const [i, send] of sends.entries()) later(delayMs + i * stepMs, send);
  }

  return {
    report(sends) {
      if (now === 'lost') held.push(...sends);
      else if (now === 'twice')
        spread(
          sends.flatMap((send) => [send, send]),
          0,
        );
      else if (now === 'out_of_order') spread([...sends].reverse(), 0);
      else spread(sends, now === 'normal' ? 0 : now.delayMs);
    },
    mode(mode) {
      now = mode;
    },
    release() {
      const sends = held;
      held = [];
      spread(sends, 0);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
