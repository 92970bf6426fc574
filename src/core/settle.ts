/**
 * Settling: out of `sending` or `in_doubt` with the evidence seen, and nothing else. All of it happens inside one
 * transaction, with the news for the owner; each function looks at the status again there, because evidence may
 * arrive in any order and more than once.
 */
import { inDoubtInARow, refusedInARow } from './breaker.ts';
import { holdScheduled } from './hold.ts';
import type { LedgerWrites } from './ledger.ts';
import type { Actor, Evidence } from './lifecycle.ts';
import type { AckLevel, Message } from './message.ts';
import type { InDoubtWhy, Tell } from './news.ts';
import type { Refusal } from './whatsapp.ts';

export interface Settling {
  readonly tx: LedgerWrites;
  readonly tell: Tell;
  readonly at: number;
  readonly breakerAfter: number;
}

/** An ack as WhatsApp numbers it, from an event or a look-up, for the message with this reserved id. */
export function settleByAck(settling: Settling, message: Message, ack: number, evidence: Evidence): void {
  if (ack >= 1) settleSent(settling, message, Math.min(ack, 4) as AckLevel, evidence);
  else if (ack < 0) settleRefusedByWhatsApp(settling, message, ack);
}

function settleSent(settling: Settling, message: Message, ack: AckLevel, evidence: Evidence): void {
  const { tx, tell, at } = settling;
  const move = (): Message =>
    tx.move({
      id: message.id,
      from: message.status,
      to: 'sent',
      actor: 'whatsapp',
      evidence,
      detail: `ack=${ack}`,
      ack,
      at,
    });
  switch (message.status) {
    case 'sent':
      tx.raiseAck(message.id, ack, at);
      return;
    case 'sending':
      move();
      return;
    case 'in_doubt':
    case 'failed':
    case 'cancelled':
    case 'missed': {
      const sent = move();
      const wentOut = { actor: 'whatsapp', evidence: 'old_one_went_out' } as const;
      const replacement = cancelReplacement(tx, message.id, wentOut, at);
      tell(
        tx,
        { kind: 'did_go_out', message: sent, was: message.status, replacementCancelled: replacement },
        at,
      );
      return;
    }
    case 'scheduled':
      // Somebody else sent it under our id: a copied data folder. It must not go a second time.
      holdScheduled(settling, [message], 'known_id');
      return;
    case 'held':
    case 'rehearsed':
      return;
    default:
      message.status satisfies never;
  }
}

/**
 * That the old one left stops the new one, if that has not begun: the last of the chain, where a new one was replaced in
 * turn. Returns the id that was cancelled.
 */
export function cancelReplacement(
  tx: LedgerWrites,
  oldId: number,
  by: { readonly actor: Actor; readonly evidence: Evidence },
  at: number,
): number | null {
  let last = tx.replacementOf(oldId);
  for (let next = last; next !== null; next = tx.replacementOf(next.id)) last = next;
  if (last?.status !== 'scheduled' && last?.status !== 'held') return null;
  tx.move({ id: last.id, from: last.status, to: 'cancelled', ...by, at });
  return last.id;
}

function settleRefusedByWhatsApp(settling: Settling, message: Message, ack: number): void {
  if (message.status !== 'sending' && message.status !== 'in_doubt') return;
  const { tx, tell, at } = settling;
  const failed = tx.move({
    id: message.id,
    from: message.status,
    to: 'failed',
    actor: 'whatsapp',
    evidence: 'nack',
    detail: `ack=${ack}`,
    at,
  });
  tell(tx, { kind: 'refused_by_whatsapp', message: failed }, at);
  const row = refusedInARow(tx, settling.breakerAfter);
  if (row !== null) trip(settling, 'account_refused', row);
}

/** Contact was lost between acting and recording: only evidence or the owner leads on from here. */
export function settleInDoubt(
  settling: Settling,
  id: number,
  evidence: Evidence,
  why: InDoubtWhy,
): Message | null {
  const { tx, tell, at } = settling;
  if (tx.message(id)?.status !== 'sending') return null;
  const doubted = tx.move({ id, from: 'sending', to: 'in_doubt', actor: 'dispatcher', evidence, at });
  tell(tx, { kind: 'in_doubt', message: doubted, why }, at);
  const row = inDoubtInARow(tx, settling.breakerAfter);
  if (row !== null) trip(settling, 'in_doubt_in_a_row', row);
  return doubted;
}

/** Our own refusal before the hand-over: nothing left, and the owner hears of it. */
export function settleNeverLeft(settling: Settling, id: number, because: Refusal): void {
  const { tx, tell, at } = settling;
  if (tx.message(id)?.status !== 'sending') return;
  const failed = tx.move({
    id,
    from: 'sending',
    to: 'failed',
    actor: 'dispatcher',
    evidence: because === 'aborted' ? 'abort_confirmed' : 'refused_before_hand_over',
    detail: because,
    at,
  });
  tell(tx, { kind: 'never_left', message: failed, because }, at);
}

/** `about`: the messages that tripped it. */
export function trip(
  settling: Settling,
  why: 'in_doubt_in_a_row' | 'account_refused' | 'second_delivery',
  about: readonly number[],
): void {
  const { tx, tell, at } = settling;
  if (tx.latch('breaker') !== null) return;
  tx.setLatch({ name: 'breaker', setAt: at, why, about });
  tell(tx, { kind: 'latched', why, about }, at);
}
