/**
 * The owner's answers for a message that asks for one: arrived, again, drop, send, move. "Again", "send" and "move" make
 * one new message that names the old; a second answer gets the first one's. The old row is never sent twice. One that is
 * held has never begun, and is planned anew itself; so is one that is scheduled, at a move.
 */
import { changeTimes, isLatched } from './amend.ts';
import type { Times } from './amendment.ts';
import type { Chance } from './clock.ts';
import type { LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';
import { cancelReplacement } from './settle.ts';

export type Answer = 'arrived' | 'again' | 'drop' | 'send' | 'move';

export type Resolved =
  | { readonly kind: 'arrived'; readonly message: Message; readonly replacementCancelled: number | null }
  | { readonly kind: 'dropped'; readonly message: Message; readonly replacementCancelled: number | null }
  /** A held one goes by itself again, planned anew. */
  | { readonly kind: 'released'; readonly message: Message }
  | { readonly kind: 'replaced'; readonly old: Message; readonly by: Message; readonly already: boolean }
  /** A scheduled one has another time; `before`: as it stood. */
  | { readonly kind: 'moved'; readonly message: Message; readonly before: Message }
  /** A latch stands, and it would go sooner. */
  | { readonly kind: 'frozen'; readonly message: Message }
  /** The answer does not fit the state: "arrived" for one that is scheduled, "send" for one in doubt. */
  | { readonly kind: 'does_not_fit'; readonly message: Message; readonly fitting: readonly Answer[] }
  | { readonly kind: 'none'; readonly id: number };

/** Which answers a message in this state takes. */
export function fittingAnswers(message: Message): readonly Answer[] {
  // There is nothing left to send.
  if (message.erasedAt !== null) return [];
  switch (message.status) {
    case 'in_doubt':
      return ['arrived', 'again', 'drop'];
    case 'failed':
    case 'missed':
    case 'held':
      return ['send', 'drop', 'move'];
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

export interface Answering {
  readonly tx: LedgerWrites;
  readonly chance: Chance;
  /** The WhatsApp id of the answer: its deletion takes back what it armed. */
  readonly commandWaId: string;
  /** Whether a new message is armed dry, as everything armed now is. */
  readonly dry: boolean;
  readonly at: number;
}

export function resolve(answering: Answering, id: number, answer: Exclude<Answer, 'move'>): Resolved {
  const { tx, at } = answering;
  const found = fitting(tx, id, answer);
  if (found.kind !== 'fits') return found;
  const { message } = found;
  switch (answer) {
    case 'arrived':
      return {
        kind: 'arrived',
        message: tx.move({ id, from: 'in_doubt', to: 'sent', actor: 'owner', evidence: 'owner_answer', at }),
        replacementCancelled: cancelReplacement(tx, id, ownersWord, at),
      };
    case 'drop':
      return drop(tx, message, at);
    case 'again':
    case 'send': {
      const now = { dueAt: Math.max(message.dueAt, at), plannedAt: Math.max(message.plannedAt, at) };
      return message.status === 'held'
        ? release(tx, message, now.plannedAt, at)
        : replace(answering, message, { ...now, zone: message.zone });
    }
    default:
      return answer satisfies never;
  }
}

/** `to`: when it is to go, what pacing makes of that, and the IANA zone in which the owner said it. */
export function moveTo(answering: Answering, id: number, to: Times, hurried = false): Resolved {
  const { tx, at } = answering;
  const amended = changeTimes(tx, id, to, { at, hurried });
  switch (amended.kind) {
    case 'amended':
      return amended.before.status === 'held'
        ? { kind: 'released', message: amended.message }
        : { kind: 'moved', message: amended.message, before: amended.before };
    case 'frozen':
    case 'none':
      return amended;
    case 'too_late': {
      const found = fitting(tx, id, 'move');
      if (found.kind !== 'fits') return found;
      if (hurried && isLatched(tx)) return { kind: 'frozen', message: found.message };
      return replace(answering, found.message, to);
    }
    default:
      return amended satisfies never;
  }
}

const ownersWord = { actor: 'owner', evidence: 'owner_answer' } as const;

function fitting(
  tx: LedgerWrites,
  id: number,
  answer: Answer,
):
  | { readonly kind: 'fits'; readonly message: Message }
  | Extract<Resolved, { readonly kind: 'does_not_fit' | 'none' }> {
  const message = tx.message(id);
  if (message === null) return { kind: 'none', id };
  const answers = fittingAnswers(message);
  return answers.includes(answer)
    ? { kind: 'fits', message }
    : { kind: 'does_not_fit', message, fitting: answers };
}

function release(tx: LedgerWrites, { id }: Message, plannedAt: number, at: number): Resolved {
  return {
    kind: 'released',
    message: tx.move({ id, from: 'held', to: 'scheduled', ...ownersWord, plannedAt, at }),
  };
}

function drop(tx: LedgerWrites, message: Message, at: number): Resolved {
  const replacementCancelled = cancelReplacement(tx, message.id, ownersWord, at);
  if (message.status === 'missed' || message.status === 'failed') {
    if (message.droppedAt === null) tx.drop(message.id, at);
    return { kind: 'dropped', message, replacementCancelled };
  }
  const dropped = tx.move({ id: message.id, from: message.status, to: 'cancelled', ...ownersWord, at });
  return { kind: 'dropped', message: dropped, replacementCancelled };
}

function replace({ tx, chance, commandWaId, dry, at }: Answering, old: Message, to: Times): Resolved {
  const before = tx.replacementOf(old.id);
  if (before !== null) return { kind: 'replaced', old, by: before, already: true };
  const { batchId, part, parts, chat, body, graceMs, file } = old;
  const by = tx.arm({
    ...{ batchId, part, parts, chat, body, graceMs, file, ...to, dry, commandWaId, at },
    reservedId: chance.reservedId(),
    replaces: old.id,
  });
  return { kind: 'replaced', old, by, already: false };
}
