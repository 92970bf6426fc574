/** What stands behind ALERT_URL in a night: it takes lines, refuses them, answers never, or is not there. */
import type { AlertPort } from '../../src/core/alarm.ts';
import type { VirtualClock } from './clock.ts';

export type ReceiverMode = 'accepts' | 'refuses' | 'hangs' | 'gone';

export interface Receiver {
  /** Of the process that asks for it: what is in hand when that one ends is taken, and nobody hears of it. */
  readonly port: AlertPort;
  /** Every line that it took, oldest first. */
  readonly lines: readonly string[];
  become(mode: ReceiverMode): void;
}

const answerMs = 80;
/** After this long the adapter gives up a receiver that does not answer. */
const limitMs = 10_000;

export function createReceiver(clock: VirtualClock): Receiver {
  const lines: string[] = [];
  let mode: ReceiverMode = 'accepts';
  return {
    lines,
    become(next) {
      mode = next;
    },
    port: {
      post: (line) =>
        new Promise((resolve) => {
          if (mode === 'gone') return resolve('unreachable');
          clock.at(mode === 'hangs' ? limitMs : answerMs, () => {
            if (mode !== 'accepts') return resolve(mode === 'refuses' ? 'refused' : 'unreachable');
            lines.push(line);
            resolve('accepted');
          });
        }),
    },
  };
}
