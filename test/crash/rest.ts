/** Waiting until nothing is open any more, with an owner who answers truthfully whatever is asked. */
import type { Life } from './life.ts';
import type { Owner } from './owner.ts';
import type { Standing } from './plan.ts';
import { stanzas } from './world.ts';

/** Real time: more than any of this takes on a machine that is busy with other things. */
const restWithinMs = 60_000;

/** `life`: the one that lives now. Rejects with what it is busy with. */
export async function rest(owner: Owner, life: () => Life): Promise<void> {
  const until = Date.now() + restWithinMs;
  const answered = new Map<string, number>();
  let standing: Standing | null = null;
  while (Date.now() < until) {
    standing = await life().how();
    if (standing?.atRest === true) {
      if (standing.latched) await owner.asks('/resume', /Going on|not stopped|Still stopped/u);
      const [open] = standing.needing;
      if (open === undefined && !standing.latched && !standing.hasDue) return;
      if (open !== undefined) await answer(owner, open, answered);
    }
    await new Promise((done) => setTimeout(done, 15));
  }
  throw new Error(
    `not at rest after ${restWithinMs / 1000} s: ${standing === null ? 'not running' : standing.busyWith || 'the time of a message'}`,
  );
}

/** `life`: the one that lives now. What is written before it is connected may be due before it is read. */
export async function connected(life: () => Life): Promise<void> {
  const until = Date.now() + restWithinMs;
  while (!/^Connected$/mu.test(life().said())) {
    if (Date.now() > until) throw new Error(`not connected after ${restWithinMs / 1000} s`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** The owner looks at the recipient's phone, and says what is there. */
async function answer(
  owner: Owner,
  open: Standing['needing'][number],
  answered: Map<string, number>,
): Promise<void> {
  const words = `#${open.id} ${truthAbout(owner, open)}`;
  const times = (answered.get(words) ?? 0) + 1;
  answered.set(words, times);
  if (times > 3) throw new Error(`"${words}" does not settle it`);
  await owner.asks(words, /noted|dropped|You can say|no answer/u);
}

/** `drop` is the truth about whatever is not there, and about what never left. */
export function truthAbout(owner: Owner, open: Standing['needing'][number]): 'arrived' | 'drop' {
  const isThere = stanzas(owner.entries()).some(({ waId }) => waId === open.reservedId);
  return open.status === 'in_doubt' && isThere ? 'arrived' : 'drop';
}

export async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${restWithinMs / 1000} s for ${what}`)), restWithinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
