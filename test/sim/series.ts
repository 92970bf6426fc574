/** Series in a night: the owner begins, skips, pauses, resumes and ends them, and the wire shows each occurrence once. */
import type { Night } from './night.ts';
import { type Deed, people } from './owner.ts';

/** Every text of a series is its own, and comes as often as the series has occurrences. */
const bodyOf = (night: Night): string => `again ${night.written.length + 1}`;

export const isOfSeries = (body: string): boolean => /^again \d+$/.test(body);

/** Numbers of series that the bot has named, or the first. */
function someSeries(night: Night): number {
  const named = night.world
    .control()
    .flatMap(({ from, text }) => (from === 'page' ? [...text.matchAll(/\bS(\d+)\b/g)] : []))
    .map(([, id]) => Number(id));
  return night.chance.pick([named.at(-1) ?? 1, named[0] ?? 1]);
}

const begin = (night: Night): void => {
  const times = 2 + night.chance.below(3);
  night.says(`/every 15 minutes x${times} to ${night.chance.pick(people)}: ${bodyOf(night)}`);
};

export const seriesDeeds: readonly Deed[] = [
  { weight: 3, act: begin },
  {
    weight: 3,
    act: async (night) => {
      begin(night);
      await night.pass((14 + night.chance.below(3)) * 60_000);
      const verb = night.chance.pick(['skip', 'pause', 'resume', 'cancel', 'cancel']);
      if (night.chance.happens(70)) night.says(`/${verb} S${someSeries(night)}`);
    },
  },
];

/** 1: one occurrence reaches the wire once, unless its owner sent another; 2: nothing begins of one that has ended. */
export function judgeSeries(night: Night): void {
  const ledger = night.ledger();
  for (const series of ledger.seriesIn(['active', 'paused', 'ended'])) {
    const messages = ledger.messagesOfSeries(series.id);
    const keys = new Map<string, number>();
    for (const { batchId, reservedId } of messages) {
      const key = ledger.occurrenceOf(batchId)?.key ?? '';
      const came = night.world.wire().filter(({ waId }) => waId === reservedId).length;
      keys.set(key, (keys.get(key) ?? 0) + came);
    }
    const body = series.messages[0]?.body ?? '';
    for (const [key, came] of keys)
      if (came > 1 && !night.rash.has(body)) night.wrong(1, `S${series.id} came ${came} times for ${key}`);
    const firsts = messages.filter(({ replaces }) => replaces === null);
    if (firsts.length !== keys.size) night.wrong(1, `S${series.id} was armed twice for one of its times`);
    const times = Number(/x(\d+)$/.exec(series.said)?.[1]);
    if (keys.size > times) night.wrong(1, `S${series.id} has ${keys.size} times, and not ${times}`);
    // What the owner sends after all is another wish; and the times of a clock that was set prove nothing.
    if (series.state !== 'ended' || night.disturbed) continue;
    const end = endOf(night, series.id);
    const late = firsts.filter(({ id }) =>
      ledger.events(id).some(({ from, seq }) => from === null && seq > end),
    );
    if (late.length > 0) night.wrong(2, `#${late[0]?.id} of S${series.id} was armed when that had ended`);
  }
}

/** What the owner was told last of this series ends it: from then on nothing of it is armed. */
function endOf(night: Night, id: number): number {
  const told = night.world
    .control()
    .findLast(({ from, text }) => from === 'page' && new RegExp(`S${id} is over: nothing`).test(text));
  if (told === undefined) return Number.POSITIVE_INFINITY;
  const before = night
    .ledger()
    .messages({})
    .flatMap((message) => night.ledger().events(message.id))
    .filter(({ at }) => at <= told.at);
  return Math.max(0, ...before.map(({ seq }) => seq));
}
