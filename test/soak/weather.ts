/** Which trouble comes when: each as often as was asked, in an order that chance makes, and never two of one way at once. */
import type { Chance } from '../kills/chance.ts';
import type { Ground, Trouble } from './faults.ts';

export interface Weather {
  /** Ends what is over and begins what may begin; `isUp`: the bot is connected, so that it would feel it. */
  step(now: number, isUp: boolean): void;
  /** Ends everything. */
  calm(): void;
  /** How often each has come. */
  readonly counts: ReadonlyMap<string, number>;
  left(): number;
}

interface Running {
  readonly trouble: Trouble;
  readonly endsAt: number;
  readonly end: () => void;
}

/** `everyMs`: at least so long from one to the next. All times are ms of the world. */
export function makeWeather(
  troubles: readonly Trouble[],
  each: number,
  everyMs: number,
  ground: Ground,
  note: (text: string) => void,
): Weather {
  const { chance } = ground;
  const rounds = Array.from({ length: each }, () => chance.shuffled(troubles));
  let deck: readonly Trouble[] = rounds.flat();
  let running: readonly Running[] = [];
  let nextAt = 0;
  const counts = new Map<string, number>(troubles.map(({ name }) => [name, 0]));

  function endAll(which: (one: Running) => boolean): void {
    for (const one of running.filter(which)) {
      one.end();
      note(`over: ${one.trouble.name}`);
    }
    running = running.filter((one) => !which(one));
  }

  return {
    counts,
    left: () => deck.length,
    calm: () => endAll(() => true),
    step(now, isUp) {
      endAll(({ endsAt }) => endsAt <= now);
      if (!isUp || now < nextAt) return;
      const next = deck.find(({ way }) => running.every(({ trouble }) => trouble.way !== way));
      if (next === undefined) return;
      const at = deck.indexOf(next);
      deck = [...deck.slice(0, at), ...deck.slice(at + 1)];
      nextAt = now + everyMs;
      counts.set(next.name, (counts.get(next.name) ?? 0) + 1);
      note(next.name);
      running = [...running, { trouble: next, endsAt: now + lasting(next, chance), end: next.begin(ground) }];
    },
  };
}

function lasting({ seconds: [least, most] }: Trouble, chance: Chance): number {
  return 1000 * (least + chance.below(most - least + 1));
}
