/**
 * The owner's changes of one message, in one transaction: each looks at the row in it, so that a claim that was quicker
 * is answered and not overtaken. What was there before is kept, to be taken back.
 */
import type { Lateness, Times } from './amendment.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';

export type Amended =
  /** `before`: as it stood. */
  | { readonly kind: 'amended'; readonly message: Message; readonly before: Message }
  /** It has begun to leave, or has ended: nothing was changed. */
  | { readonly kind: 'too_late'; readonly message: Message }
  /** A latch stands, and this would go sooner. */
  | { readonly kind: 'frozen'; readonly message: Message }
  | { readonly kind: 'none'; readonly id: number };

export function editText(tx: LedgerWrites, id: number, body: string, at: number): Amended {
  return amending(tx, id, (message, from) => {
    tx.noteDeed({ kind: 'edited', id, body: message.body }, at);
    return tx.amend({ kind: 'edited', id, from, body, at });
  });
}

export function setLateness(tx: LedgerWrites, id: number, lateness: Lateness, at: number): Amended {
  return amending(tx, id, (message, from) => {
    tx.noteDeed({ kind: 'late', id, lateness: latenessOf(tx, message) }, at);
    return tx.amend({ kind: 'late', id, from, lateness, at });
  });
}

/** A held one is released by it. `hurried`: it is to go now, which waits for nothing and so goes under no latch. */
export function changeTimes(
  tx: LedgerWrites,
  id: number,
  to: Times,
  { at, hurried }: { readonly at: number; readonly hurried: boolean },
): Amended {
  return amending(tx, id, (message, from) => {
    const sooner = hurried || to.plannedAt < message.plannedAt;
    if (sooner && isLatched(tx)) return 'frozen';
    // What was held is not held again by taking this back.
    if (from === 'scheduled') tx.noteDeed({ kind: 'moved', id, from: timesOf(message), to }, at);
    return tx.amend({ kind: 'moved', id, from, to, hurried, at });
  });
}

export function timesOf({ dueAt, plannedAt, zone }: Message): Times {
  return { dueAt, plannedAt, zone };
}

export function latenessOf(ledger: LedgerReads, { id, graceMs }: Message): Lateness {
  return { graceMs, choice: ledger.lateChoice(id) };
}

export function isLatched(ledger: LedgerReads): boolean {
  return ledger.latch('stopped') !== null || ledger.latch('breaker') !== null;
}

function amending(
  tx: LedgerWrites,
  id: number,
  change: (message: Message, from: 'scheduled' | 'held') => Message | 'frozen',
): Amended {
  const before = tx.message(id);
  if (before === null) return { kind: 'none', id };
  if (before.status !== 'scheduled' && before.status !== 'held') return { kind: 'too_late', message: before };
  const message = change(before, before.status);
  return message === 'frozen' ? { kind: 'frozen', message: before } : { kind: 'amended', message, before };
}
