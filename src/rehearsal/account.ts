/** What became of each message in one life, read from the events that it left in the copy. */
import type { EventRow, LedgerReads } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { type Fate, momentOf, type Rehearsed } from '../core/rehearsal.ts';

/** Which messages are told of. */
export interface Told {
  readonly ids: readonly number[];
  /** And every one made later than this one; null: no other. */
  readonly lastId: number | null;
}

/** As far as their time came until `until`. */
export function fatesOf(ledger: LedgerReads, { ids, lastId }: Told, until: number): readonly Rehearsed[] {
  const all = [...ids.flatMap((id) => ledger.message(id) ?? []), ...madeSince(ledger, lastId)];
  return all
    .filter(({ status, plannedAt }) => status !== 'scheduled' || plannedAt <= until)
    .map((message) => ({
      id: message.id,
      chat: message.chat,
      plannedAt: message.plannedAt,
      fate: fateOf(message, ledger.events(message.id)),
    }))
    .sort((a, b) => momentOf(a) - momentOf(b) || a.id - b.id);
}

const perRead = 500;

function madeSince(ledger: LedgerReads, lastId: number | null): readonly Message[] {
  const made: Message[] = [];
  if (lastId === null) return made;
  for (let offset = 0; ; offset += perRead) {
    const some = ledger.messages({ order: 'id_last_first', limit: perRead, offset });
    const fresh = some.filter(({ id }) => id > lastId);
    made.push(...fresh);
    if (fresh.length < perRead) return made;
  }
}

function fateOf(message: Message, events: readonly EventRow[]): Fate {
  const at = events.at(-1)?.at ?? message.changedAt;
  const claimed = events.find(({ to }) => to === 'sending')?.at ?? at;
  switch (message.status) {
    case 'sent':
      return { kind: 'goes', at: claimed, doubted: events.some(({ to }) => to === 'in_doubt') };
    case 'sending':
    case 'in_doubt':
      return { kind: 'in_doubt', at: claimed };
    case 'held':
      if (message.holdReason === null) throw new Error('rehearsal: expected a hold to have its reason');
      return { kind: 'held', at, reason: message.holdReason };
    case 'rehearsed':
      return { kind: 'dry', at };
    case 'missed':
    case 'failed':
    case 'cancelled':
      return { kind: message.status, at };
    case 'scheduled':
      return { kind: 'frozen' };
    default:
      return message.status satisfies never;
  }
}
