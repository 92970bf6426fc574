/** What a hurried owner changes in a night, what is judged of it, and the instants at which that is hard to keep. */
import type { Message } from '../../src/core/message.ts';
import type { Night } from './night.ts';
import { type Deed, freshText, people } from './owner.ts';

const second = 1_000;

/** A number that the bot has named, mostly of one that may still be changed. */
function someId(night: Night): number {
  const lines = night.world.control().filter(({ from }) => from === 'page');
  const ids = lines.flatMap(({ text }) => [...text.matchAll(/#(\d+)/g)].map(([, id]) => Number(id)));
  const [first = 1, ...others] = ids.toReversed();
  return night.chance.pick([first, ...others]);
}

function change(night: Night, id: number): string {
  const seconds = 3 + night.chance.below(90);
  return night.chance.pick([
    `/move ${id} in ${seconds} seconds`,
    `/move ${id} +${seconds} seconds`,
    `/snooze ${id} ${seconds} seconds`,
    `/edit ${id}: ${freshText(night)}`,
    `/edit ${id}: ${freshText(night)}`,
    `/now ${id}`,
    `/late ${id} ${night.chance.pick(['5 min', 'never', 'ask'])}`,
  ]);
}

export const editingDeeds: readonly Deed[] = [
  { weight: 10, act: (night) => void night.says(change(night, someId(night))) },
  {
    weight: 2,
    act: (night) => void night.says(`/copy ${someId(night)} in ${5 + night.chance.below(60)} seconds`),
  },
  {
    weight: 4,
    act: (night) => void night.says(night.chance.pick(['/undo', '/undo', `/undo ${someId(night)}`])),
  },
];

function schedules(night: Night, seconds: number): { readonly waId: string; readonly due: number } {
  const due = Math.floor(night.clock.trueNow() / second) * second + seconds * second;
  return {
    due,
    waId: night.says(`/schedule in ${seconds} seconds to ${night.chance.pick(people)}: ${freshText(night)}`),
  };
}

const idOf = (night: Night, waId: string): number | null =>
  night.life().alive() ? (night.ledger().messages({ commandWaId: waId })[0]?.id ?? null) : null;

/** A change is written in the very second in which its message is claimed. */
async function changedAtTheClaim(night: Night): Promise<void> {
  const { waId, due } = schedules(night, 6);
  await night.pass(2 * second);
  const id = idOf(night, waId);
  if (id === null) return;
  if (night.chance.happens(40)) night.world.faults.latency(() => 300);
  await night.pass(Math.max(0, due - night.clock.trueNow() - 300 + night.chance.below(700)));
  night.says(change(night, id));
  if (night.chance.happens(30)) night.says(change(night, id));
  await night.pass(4 * second);
  night.world.faults.latency(() => 0);
}

/** It is to go now, and is taken back or stopped within its ten seconds, or in the instant after them. */
async function hurriedAndTakenBack(night: Night): Promise<void> {
  const { waId } = schedules(night, 600);
  await night.pass(2 * second);
  const id = idOf(night, waId);
  if (id === null) return;
  night.says(`/now ${id}`);
  await night.pass(8_500 + night.chance.below(3_000));
  night.says(night.chance.pick([`/cancel ${id}`, '/stop', '/undo', `/snooze ${id} 20 seconds`]));
  await night.pass(6 * second);
}

/** A cancel is taken back around the time of what it had cancelled, and the process may die over it. */
async function cancelTakenBack(night: Night): Promise<void> {
  const { waId, due } = schedules(night, 12);
  await night.pass(2 * second);
  const id = idOf(night, waId);
  if (id === null) return;
  night.says(`/cancel ${id}`);
  await night.pass(Math.max(0, due - night.clock.trueNow() - 3_000 + night.chance.below(4_000)));
  if (night.chance.happens(50)) night.life().killIn(night.chance.below(12));
  night.says('/undo');
  await night.pass(2 * second);
  night.life().killIn(Number.POSITIVE_INFINITY);
  if (!night.life().alive()) await night.boot();
  if (night.chance.happens(40)) night.world.ownerRevokes(waId);
  const line = night.written.find((one) => one.waId === waId);
  if (line !== undefined && night.world.control().some((one) => one.waId === waId && one.revoked))
    line.touchedAt = night.clock.trueNow();
  await night.pass(8 * second);
}

const ofTheLiving =
  (act: (night: Night) => Promise<void>) =>
  (night: Night): Promise<void> | void =>
    night.life().alive() ? act(night) : undefined;

export const editingPlots: readonly Deed[] = [
  { weight: 5, act: ofTheLiving(changedAtTheClaim) },
  { weight: 4, act: ofTheLiving(hurriedAndTakenBack) },
  { weight: 4, act: ofTheLiving(cancelTakenBack) },
];

/** 1: nothing of it changes once it was claimed, and the phones show the text that stands. */
export function judgeChanges(night: Night, message: Message): void {
  const events = night.ledger().events(message.id);
  const claim = events.find(({ to }) => to === 'sending');
  const after = events.find(
    ({ seq, to }) => claim !== undefined && seq > claim.seq && ['edited', 'moved', 'late'].includes(to),
  );
  if (after !== undefined) night.wrong(1, `#${message.id} was ${after.to} after its claim`);
  const arrived = night.world.wire().find(({ waId }) => waId === message.reservedId);
  if (arrived !== undefined && arrived.text !== message.body)
    night.wrong(1, `#${message.id} says "${arrived.text}" on the phone, and was to say "${message.body}"`);
}
