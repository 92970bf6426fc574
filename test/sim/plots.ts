/**
 * Little scripts that bring a night to the moment at which a promise is hard to keep: the instant of a hand-over, the
 * end of a grace, what is read in another order than it was written. Chance chooses the rest, and what comes after.
 */

import { afterwardsPlots } from './afterwards.ts';
import { editingPlots } from './editing.ts';
import type { Night } from './night.ts';
import { type Deed, freshText, people } from './owner.ts';
import { idOf, type Planned, schedules, until } from './planned.ts';
import { reactionPlots } from './reactions.ts';
import { recipientPlots } from './recipients.ts';

const second = 1_000;
const minute = 60 * second;

function cancels(night: Night, planned: Planned): void {
  const id = idOf(night, planned);
  night.says(id === null ? '/cancel last' : `/cancel ${id}`);
}

function deletes(night: Night, { waId }: Planned): void {
  const line = night.written.find((one) => one.waId === waId);
  if (line === undefined) return;
  line.touchedAt = night.clock.trueNow();
  night.note(`owner deletes: ${line.text}`);
  night.world.ownerRevokes(waId);
}

/** Nobody but the owner gets confirmations, or they are that late, ms. */
function withholdsAcks(night: Night, how: 'lost' | { readonly delayMs: number }): void {
  night.note(`acks of what goes to others: ${JSON.stringify(how)}`);
  night.world.faults.acks(({ self }) => (self ? 'normal' : how));
}

function slow(night: Night, ms: number): void {
  night.note(`the page takes ${ms} ms`);
  night.world.faults.latency(() => ms);
}

function cut(night: Night, silently = false): void {
  night.note(silently ? 'the network swallows everything' : 'the network is cut');
  night.world.faults.cutNetwork({ silently });
}

function restore(night: Night): void {
  night.note('the network is back');
  night.world.faults.restoreNetwork();
}

/** The bot hears nothing until the answer is called. */
function goesDeaf(night: Night): () => Promise<void> {
  const how = night.chance.pick(['cut', 'cut', 'killed', 'silent']);
  if (how === 'killed') {
    night.life().kill('killed');
    return () => night.boot();
  }
  cut(night, how === 'silent');
  return async () => restore(night);
}

/** Of a living bot only; a plot that a kill has ended is over. */
const ofTheLiving =
  (act: (night: Night) => Promise<void>) =>
  (night: Night): Promise<void> | void =>
    night.life().alive() ? act(night) : undefined;

/** Killed around the claim and the hand-over, one call or commit after the other. */
async function killedAtTheHandOver(night: Night): Promise<void> {
  const { due } = schedules(night, 4 + night.chance.below(6));
  await until(night, due - 5);
  const count = night.chance.below(12);
  night.note(`to be killed at call ${count} from here`);
  night.life().killIn(count);
  await night.pass(1_500);
  if (!night.life().alive()) await night.boot();
}

/** Taken back or stopped while nobody knows yet whether it has gone. */
async function takenBackAtTheHandOver(night: Night): Promise<void> {
  withholdsAcks(night, { delayMs: 1_000 + night.chance.below(6_000) });
  const planned = schedules(night, 4 + night.chance.below(6));
  if (night.chance.happens(40)) slow(night, 200 + night.chance.below(2_000));
  await until(night, planned.due - 150 + night.chance.below(1_200));
  const deed = night.chance.pick(['cancel', 'cancel', 'delete', 'stop']);
  if (deed === 'cancel') cancels(night, planned);
  else if (deed === 'delete') deletes(night, planned);
  else night.says('/stop');
  await night.pass(9 * second);
  night.world.faults.acks('normal');
  slow(night, 0);
}

/** Due in six seconds, once the owner has said yes; returns the command's WhatsApp id. */
function saysTwoParts(night: Night): string {
  const text = freshText(night);
  const to = night.chance.pick(people);
  return night.says(`/schedule in 6 seconds to ${to}\n${text}, part 1\n---\n${text}, part 2`);
}

/** The second part is due while nobody knows of the first. */
async function partsUnconfirmed(night: Night): Promise<void> {
  withholdsAcks(night, 'lost');
  saysTwoParts(night);
  await night.pass(second);
  night.says('yes');
  await night.pass((58 + night.chance.below(8)) * second);
  if (night.chance.happens(50)) night.world.faults.releaseAcks();
  night.world.faults.acks('normal');
}

/** The owner takes it back while nobody listens, who is back before it is due, or after. */
async function takenBackUnheard(night: Night): Promise<void> {
  const far = night.chance.happens(35);
  const planned = schedules(night, far ? 13 * 60 : 15 + night.chance.below(20));
  await night.pass(3 * second);
  if (!night.life().alive()) return;
  const inTime = far || night.chance.happens(40);
  const id = idOf(night, planned);
  const hears = goesDeaf(night);
  await night.pass(1_500);
  if (night.chance.happens(65)) deletes(night, planned);
  else if (id !== null) night.says(`/cancel ${id}`);
  await (inTime ? night.pass(2 * second) : until(night, planned.due + 4 * second));
  await hears();
  await until(night, planned.due + 5 * second);
}

/** "Go on" is written before the stop, and read after it. */
async function goOnReadLate(night: Night): Promise<void> {
  const { due } = schedules(night, 25 + night.chance.below(10));
  await night.pass(second);
  night.says('/resume', { keysAfterMs: 5 * second });
  await night.pass(1_100);
  night.says('/stop');
  await until(night, due + 5 * second);
}

/** A stop or a cancel while the message waits for a reply that the page is still taking. */
async function takenBackInTheLane(night: Night): Promise<void> {
  const planned = schedules(night, 8 + night.chance.below(4));
  await night.pass(2 * second);
  slow(night, 1_000 + night.chance.below(2_000));
  await until(night, planned.due - 100 - night.chance.below(900));
  night.says('/status');
  await until(night, planned.due + night.chance.below(300));
  if (night.chance.happens(70)) night.says('/stop');
  else cancels(night, planned);
  await night.pass(9 * second);
  slow(night, 0);
}

/** It comes due under a stop, and the owner goes on. */
async function dueUnderAStop(night: Night): Promise<void> {
  const { due } = schedules(night, 5 + night.chance.below(5));
  await night.pass(2 * second);
  night.says('/stop');
  await until(night, due + (1 + night.chance.below(20)) * second);
  night.says('/resume');
  await night.pass(5 * second);
}

/** Handed over, and no word about it for longer than anybody waits. */
async function nobodyConfirms(night: Night): Promise<void> {
  withholdsAcks(night, 'lost');
  const { due } = schedules(night, 5);
  await until(night, due + (50 + night.chance.below(60)) * second);
  if (night.chance.happens(50)) night.world.faults.releaseAcks();
  night.world.faults.acks('normal');
}

/** Nobody can send until its grace is over. */
async function missed(night: Night): Promise<void> {
  const { due } = schedules(night, 6 + night.chance.below(6));
  await night.pass(2 * second);
  if (!night.life().alive()) return;
  const hears = goesDeaf(night);
  await until(night, due + night.settings.graceMs + (1 + night.chance.below(70)) * second);
  await hears();
  await night.pass(5 * second);
}

/** A reply is refused in front of its hand-over, time and again. */
async function refusedReplies(night: Night): Promise<void> {
  slow(night, 2_000);
  night.says('/status');
  for (let time = 0; time < 3; time++) {
    await night.pass(900);
    cut(night);
    await night.pass(2_500);
    restore(night);
    await night.pass(500);
  }
  slow(night, 0);
  await night.pass(5 * second);
}

/** Back just before the grace ends, with an old reply to tell first. */
async function backAtTheEnd(night: Night): Promise<void> {
  const { due } = schedules(night, 10);
  night.world.faults.acks(({ self }) => (self ? 'lost' : 'normal'));
  night.says('/status');
  await night.pass(4 * second);
  cut(night);
  await until(night, due + night.settings.graceMs - 700 - night.chance.below(2_000));
  slow(night, 2_500);
  restore(night);
  await night.pass(6 * second);
  slow(night, 0);
  night.world.faults.acks('normal');
}

/** What stood in the way of the second part is answered for just before its grace ends, and the page is busy then. */
async function freeAtTheEnd(night: Night): Promise<void> {
  withholdsAcks(night, 'lost');
  const commandWaId = saysTwoParts(night);
  await night.pass(second);
  night.says('yes');
  await night.pass(54 * second);
  const [first, later] = night.life().alive() ? night.ledger().messages({ commandWaId }) : [];
  if (first === undefined || later === undefined) return;
  slow(night, 2_000);
  await until(night, later.plannedAt + later.graceMs - 900);
  night.says('/status');
  await night.pass(300);
  night.says(`#${first.id} arrived`);
  await night.pass(6 * second);
  slow(night, 0);
  night.world.faults.releaseAcks();
  night.world.faults.acks('normal');
}

/** The page has it and cannot deliver it; the network is back when its time has passed. */
async function keptInThePage(night: Night): Promise<void> {
  const { due } = schedules(night, 5 + night.chance.below(5));
  await until(night, due - 200);
  cut(night, true);
  await until(night, due + night.settings.graceMs + (10 + night.chance.below(20)) * second);
  restore(night);
  await night.pass(5 * second);
}

/** The clock passes over it: by less than its grace, so that it could still go, or by far. */
async function clockPasses(night: Night): Promise<void> {
  const seconds = 80 + night.chance.below(60);
  schedules(night, seconds);
  await night.pass(3 * second);
  const over = (5 + night.chance.below(100)) * second;
  jumps(night, seconds * second + night.chance.pick([over, over, over, 24 * 60 * minute]));
  await night.pass(5 * second);
}

/** The clock is set by so much, ms. */
export function jumps(night: Night, by: number): void {
  night.note(`the clock is set ${by / second} s`);
  night.disturbed = true;
  const link = night.whatsapp().link();
  const generation = link.state === 'connected' ? link.generation : null;
  night.jumps.push({ at: night.clock.trueNow(), from: night.clock.now(), by, generation });
  night.clock.step(by);
}

/** Words in the owner's chat that are not the owner's: the bot's own, somebody else's, what the owner forwards. */
async function wordsOfOthers(night: Night): Promise<void> {
  schedules(night, 30);
  const words = night.chance.pick(['/stop', '/cancel all', '/schedule in 9 seconds to Mum: evil']);
  const whose = night.chance.pick(['the bot', 'a stranger', 'forwarded']);
  night.note(`${whose}: ${words}`);
  if (whose === 'the bot') night.says(`/schedule in 5 seconds to me: ${words}`);
  else if (whose === 'a stranger') night.world.personWrites('Anna', words, { inSelfChat: true });
  else night.strange.add(night.world.ownerWrites(words, { forwarded: true }));
  await night.pass(9 * second);
  if (night.chance.happens(40)) {
    cut(night);
    await night.pass(second);
    restore(night);
    await night.pass(2 * second);
  }
}

/** The library says nothing clear about a hand-over, which may have been one or not. */
async function noAnswer(night: Night): Promise<void> {
  const { due } = schedules(night, 4 + night.chance.below(4));
  await until(night, due - 5);
  const mode = night.chance.pick(['throws_before', 'throws_after', 'hangs_before', 'hangs_after']);
  night.note(`the next hand-over ${mode.replace('_', ' ')}`);
  night.world.faults.handOver(mode);
  await night.pass((mode.startsWith('hangs') ? 48 : 3) * second);
}

/** The second that was armed is the first that is due. */
async function theLaterOneFirst(night: Night): Promise<void> {
  schedules(night, 60 + night.chance.below(60));
  await night.pass(night.chance.below(4) * second);
  const { due } = schedules(night, 4 + night.chance.below(6));
  await until(night, due + 3 * second);
}

/** In doubt, and the owner has it sent anew. */
async function onceMore(night: Night): Promise<void> {
  withholdsAcks(night, 'lost');
  const planned = schedules(night, 5);
  await until(night, planned.due + 47 * second);
  const id = idOf(night, planned);
  if (id === null) return;
  night.rash.add(night.ledger().message(id)?.body ?? '');
  night.says(`#${id} again`);
  await night.pass(second);
  night.says('yes');
  night.world.faults.acks('normal');
  await night.pass(night.chance.below(3_000));
  night.world.faults.releaseAcks();
  await night.pass(5 * second);
}

export const plots: readonly Deed[] = [
  ...editingPlots,
  ...recipientPlots,
  ...afterwardsPlots,
  ...reactionPlots,
  { weight: 5, act: ofTheLiving(killedAtTheHandOver) },
  { weight: 6, act: ofTheLiving(takenBackAtTheHandOver) },
  { weight: 3, act: ofTheLiving(partsUnconfirmed) },
  { weight: 6, act: ofTheLiving(takenBackUnheard) },
  { weight: 3, act: ofTheLiving(goOnReadLate) },
  { weight: 5, act: ofTheLiving(takenBackInTheLane) },
  { weight: 3, act: ofTheLiving(dueUnderAStop) },
  { weight: 2, act: ofTheLiving(nobodyConfirms) },
  { weight: 3, act: ofTheLiving(noAnswer) },
  { weight: 2, act: ofTheLiving(missed) },
  { weight: 2, act: ofTheLiving(refusedReplies) },
  { weight: 1, act: ofTheLiving(backAtTheEnd) },
  { weight: 4, act: ofTheLiving(freeAtTheEnd) },
  { weight: 2, act: ofTheLiving(keptInThePage) },
  { weight: 3, act: ofTheLiving(clockPasses) },
  { weight: 3, act: ofTheLiving(wordsOfOthers) },
  { weight: 2, act: ofTheLiving(theLaterOneFirst) },
  { weight: 2, act: ofTheLiving(onceMore) },
];
