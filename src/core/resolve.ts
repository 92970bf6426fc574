/**
 * The owner's answers for a message that asks for one: arrived, again, drop, send. "Again" and "send" make one new
 * message that names the old; a second answer gets the first one's. The old row is never sent twice.
 */
import type { Chance } from './clock.ts';
import type { LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';

export type Answer = 'arrived' | 'again' | 'drop' | 'send';

export type Resolved =
  | { readonly kind: 'arrived'; readonly message: Message }
  | { readonly kind: 'dropped'; readonly message: Message; readonly replacementCancelled: number | null }
  /** A held one goes by itself again, planned anew. */
  | { readonly kind: 'released'; readonly message: Message }
  | { readonly kind: 'replaced'; readonly old: Message; readonly by: Message; readonly already: boolean }
  /** The answer does not fit the state: "arrived" for one that is scheduled, "send" for one in doubt. */
  | { readonly kind: 'does_not_fit'; readonly message: Message; readonly fitting: readonly Answer[] }
  | { readonly kind: 'none'; readonly id: number };

/** Which answers a message in this state takes. */
export function fittingAnswers(message: Message): readonly Answer[] {
  switch (message.status) {
    case 'in_doubt':
      return ['arrived', 'again', 'drop'];
    case 'failed':
    case 'missed':
      return ['send', 'drop'];
    case 'held':
      return ['send', 'drop'];
    case 'scheduled':
    case 'sending':
    case 'sent':
    case 'cancelled':
    case 'rehearsed':
      return [];
    default:
      return message.status satisfies never;
  }
}

/** `dry`: whether a new message is armed dry, as everything armed now is. */
export function resolve(
  tx: LedgerWrites,
  chance: Chance,
  id: number,
  answer: Answer,
  commandWaId: string,
  dry: boolean,
  at: number,
): Resolved {
  const message = tx.message(id);
  if (message === null) return { kind: 'none', id };
  const fitting = fittingAnswers(message);
  if (!fitting.includes(answer)) return { kind: 'does_not_fit', message, fitting };
  switch (answer) {
    case 'arrived':
      return {
        kind: 'arrived',
        message: tx.move({
          id,
          from: message.status,
          to: 'sent',
          actor: 'owner',
          evidence: 'owner_answer',
          at,
        }),
      };
    case 'drop':
      return drop(tx, message, at);
    case 'again':
      return replace(tx, chance, message, commandWaId, dry, at);
    case 'send':
      if (message.status !== 'held') return replace(tx, chance, message, commandWaId, dry, at);
      return {
        kind: 'released',
        message: tx.move({
          id,
          from: 'held',
          to: 'scheduled',
          actor: 'owner',
          evidence: 'owner_answer',
          plannedAt: Math.max(message.plannedAt, at),
          at,
        }),
      };
    default:
      return answer satisfies never;
  }
}

function drop(tx: LedgerWrites, message: Message, at: number): Resolved {
  const replacement = tx.replacementOf(message.id);
  let replacementCancelled: number | null = null;
  if (replacement !== null && (replacement.status === 'scheduled' || replacement.status === 'held')) {
    tx.move({
      id: replacement.id,
      from: replacement.status,
      to: 'cancelled',
      actor: 'owner',
      evidence: 'owner_answer',
      at,
    });
    replacementCancelled = replacement.id;
  }
  if (message.status === 'missed' || message.status === 'failed') {
    tx.drop(message.id, at);
    return { kind: 'dropped', message, replacementCancelled };
  }
  const dropped = tx.move({
    id: message.id,
    from: message.status,
    to: 'cancelled',
    actor: 'owner',
    evidence: 'owner_answer',
    at,
  });
  return { kind: 'dropped', message: dropped, replacementCancelled };
}

function replace(
  tx: LedgerWrites,
  chance: Chance,
  old: Message,
  commandWaId: string,
  dry: boolean,
  at: number,
): Resolved {
  const before = tx.replacementOf(old.id);
  if (before !== null) return { kind: 'replaced', old, by: before, already: true };
  const by = tx.arm({
    batchId: old.batchId,
    part: old.part,
    parts: old.parts,
    chat: old.chat,
    body: old.body,
    dueAt: Math.max(old.dueAt, at),
    plannedAt: Math.max(old.plannedAt, at),
    graceMs: old.graceMs,
    zone: old.zone,
    dry,
    reservedId: chance.reservedId(),
    replaces: old.id,
    commandWaId,
    at,
  });
  return { kind: 'replaced', old, by, already: false };
}
