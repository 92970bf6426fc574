/**
 * Taking back the last deed: a cancel, a move, an edit, a late, an alias. What had ended stays ended, and one new message
 * takes its place. Nothing that this leads to goes at once: a time that has passed is not given back.
 */
import { type Amended, changeTimes, editText, setLateness } from './amend.ts';
import type { Chance } from './clock.ts';
import type { Deed, DoneDeed } from './deed.ts';
import { messagesOf, undoLifeMs } from './deed.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';

export type TakenBack =
  /** `stay`: those that stay cancelled. */
  | { readonly kind: 'back'; readonly by: readonly Message[]; readonly stay: readonly StaysCancelled[] }
  | { readonly kind: 'moved_back' | 'says_again' | 'late_again'; readonly message: Message }
  | { readonly kind: 'alias_back'; readonly name: string; readonly to: string | null }
  /** It has begun to leave, or has ended. */
  | { readonly kind: 'too_late'; readonly message: Message }
  | { readonly kind: 'frozen'; readonly message: Message }
  /** The time that it had before has passed. */
  | { readonly kind: 'time_passed'; readonly message: Message; readonly at: number }
  /** Something else has changed it since. */
  | { readonly kind: 'changed_since'; readonly message: Message };

export interface StaysCancelled {
  readonly message: Message;
  /** Its time has passed · evidence came that it left · one of a series, which has gone on. */
  readonly why: 'time_passed' | 'not_cancelled' | 'of_series';
}

export interface Undoing {
  readonly tx: LedgerWrites;
  readonly chance: Chance;
  /** Whether a new message is armed dry, as everything armed now is. */
  readonly dry: boolean;
  readonly at: number;
}

/** The last deed that may still be taken back, or the last one about this message. */
export function lastDeed(ledger: LedgerReads, now: number, about: number | null): DoneDeed | null {
  return (
    ledger
      .deedsSince(now - undoLifeMs)
      .find(({ deed }) => about === null || messagesOf(deed).includes(about)) ?? null
  );
}

/** A deed of which nothing could be taken back stays what it is. */
export function takeBack(undoing: Undoing, done: DoneDeed): TakenBack {
  const { tx, at } = undoing;
  const taken = takeBackDeed(undoing, done.deed);
  const nothing =
    taken.kind === 'too_late' ||
    taken.kind === 'frozen' ||
    taken.kind === 'time_passed' ||
    taken.kind === 'changed_since' ||
    (taken.kind === 'back' && taken.by.length === 0);
  if (nothing) return taken;
  // Changing it back was noted as a deed of its own: taking back twice must go on to the one before.
  for (const { id } of tx.deedsSince(at)) if (id > done.id) tx.deedUndone(id, at);
  tx.deedUndone(done.id, at);
  return taken;
}

function takeBackDeed(undoing: Undoing, deed: Deed): TakenBack {
  const { tx, at } = undoing;
  switch (deed.kind) {
    case 'cancelled':
      return bringBack(undoing, deed.ids);
    case 'moved': {
      const message = standing(tx, deed.id);
      if (message.status === 'scheduled' && message.plannedAt !== deed.to.plannedAt)
        return { kind: 'changed_since', message };
      if (message.status === 'scheduled' && deed.from.plannedAt <= at)
        return { kind: 'time_passed', message, at: deed.from.dueAt };
      if (message.status === 'held') return { kind: 'changed_since', message };
      return amended(changeTimes(tx, deed.id, deed.from, { at, hurried: false }), 'moved_back', deed.id, tx);
    }
    case 'edited':
      return amended(editText(tx, deed.id, deed.body, at), 'says_again', deed.id, tx);
    case 'late':
      return amended(setLateness(tx, deed.id, deed.lateness, at), 'late_again', deed.id, tx);
    case 'aliased': {
      if (deed.before !== null) tx.setAlias({ ...deed.before, madeAt: at });
      else if (tx.alias(deed.name) !== null) tx.endAlias(deed.name, at);
      return { kind: 'alias_back', name: deed.name, to: deed.before?.chat.name ?? null };
    }
    default:
      return deed satisfies never;
  }
}

function amended(
  outcome: Amended,
  kind: 'moved_back' | 'says_again' | 'late_again',
  id: number,
  tx: LedgerReads,
): TakenBack {
  switch (outcome.kind) {
    case 'amended':
      return { kind, message: outcome.message };
    case 'too_late':
    case 'frozen':
      return outcome;
    case 'none':
      return { kind: 'too_late', message: standing(tx, id) };
    default:
      return outcome satisfies never;
  }
}

/** Each one that may still go gets one new message in its place, at its own time. */
function bringBack({ tx, chance, dry, at }: Undoing, ids: readonly number[]): TakenBack {
  const by: Message[] = [];
  const stay: StaysCancelled[] = [];
  for (const id of ids) {
    const old = standing(tx, id);
    const why = whyNot(tx, old, at);
    if (why !== null) {
      stay.push({ message: old, why });
      continue;
    }
    const { batchId, part, parts, chat, body, file, graceMs, dueAt, plannedAt, zone, commandWaId } = old;
    const back = tx.arm({
      ...{ batchId, part, parts, chat, body, file, graceMs, dueAt, plannedAt, zone, dry, at },
      // What takes the old command back takes this back too.
      commandWaId,
      reservedId: chance.reservedId(),
      replaces: id,
    });
    tx.consent(back.id, tx.consents(id));
    const choice = tx.lateChoice(id);
    if (choice !== null)
      tx.amend({ kind: 'late', id: back.id, from: 'scheduled', lateness: { graceMs, choice }, at });
    by.push(back);
  }
  return { kind: 'back', by, stay };
}

function whyNot(tx: LedgerReads, old: Message, at: number): StaysCancelled['why'] | null {
  if (old.status !== 'cancelled' || tx.replacementOf(old.id) !== null) return 'not_cancelled';
  if (tx.occurrenceOf(old.batchId) !== null) return 'of_series';
  return old.plannedAt <= at ? 'time_passed' : null;
}

/** Rows are never deleted, and a deed names one that was there. */
function standing(ledger: LedgerReads, id: number): Message {
  const message = ledger.message(id);
  if (message === null) throw new Error(`expected #${id} of a deed to be there`);
  return message;
}
