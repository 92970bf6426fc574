/**
 * The record of every change, each row hashed over the one before it, so that a row changed, added or removed by
 * anything but this program is found. It refuses UPDATE and DELETE by trigger; the chain finds who dropped the trigger.
 */
import type { EventRow, LedgerReads } from '../../core/ledger.ts';
import { sha256 } from './rows.ts';
import type { Store } from './store.ts';

export interface ChainedEvent extends EventRow {
  readonly hash: string;
}

export type NewEvent = Omit<EventRow, 'seq'>;

const genesis = '0'.repeat(64);

const columns = `seq, at, message_id AS messageId, actor, left_state AS "from", new_state AS "to", evidence, detail`;

function hashOf(previous: string, e: EventRow): string {
  return sha256(
    JSON.stringify([previous, e.seq, e.at, e.messageId, e.actor, e.from, e.to, e.evidence, e.detail]),
  );
}

export function appendEvent({ sql }: Store, event: NewEvent): void {
  const last = sql('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1').get() as
    | { seq: number; hash: string }
    | undefined;
  const row: EventRow = { ...event, seq: (last?.seq ?? 0) + 1 };
  sql(
    `INSERT INTO events (seq, at, message_id, actor, left_state, new_state, evidence, detail, hash)
     VALUES (:seq, :at, :messageId, :actor, :from, :to, :evidence, :detail, :hash)`,
  ).run({ ...row, hash: hashOf(last?.hash ?? genesis, row) });
}

export type EventsVerdict =
  | { readonly kind: 'sound'; readonly checked: number }
  /** `seq` is the first row that does not follow from the one before it, or the row that is missing. */
  | { readonly kind: 'broken'; readonly seq: number };

/** Verify the last `count` events, or all of them. The row before the first one checked is taken on trust. */
export function verifyChain(
  { sql }: Pick<Store, 'sql'>,
  count: number = Number.MAX_SAFE_INTEGER,
): EventsVerdict {
  // AUTOINCREMENT keeps the highest number ever given, so that rows cut off the end are missed too.
  const given = sql(`SELECT seq FROM sqlite_sequence WHERE name = 'events'`).get() as
    | { seq: number }
    | undefined;
  const end = given?.seq ?? 0;
  const first = Math.max(1, end - count + 1);
  let expected = first;
  let previous = genesis;
  if (first > 1) {
    const before = sql('SELECT hash FROM events WHERE seq = ?').get(first - 1) as
      | { hash: string }
      | undefined;
    if (before === undefined) return { kind: 'broken', seq: first - 1 };
    previous = before.hash;
  }
  const rows = sql(`SELECT ${columns}, hash FROM events WHERE seq >= ? ORDER BY seq`).iterate(first);
  for (const row of rows as IterableIterator<ChainedEvent>) {
    // The number is part of what is hashed, so a row taken out shows here as well.
    if (row.hash !== hashOf(previous, row)) return { kind: 'broken', seq: expected };
    previous = row.hash;
    expected += 1;
  }
  if (expected !== end + 1) return { kind: 'broken', seq: expected };
  return { kind: 'sound', checked: expected - first };
}

export function eventReads({ sql }: Store): Pick<LedgerReads, 'events' | 'lastEvent' | 'lastEventAt'> {
  return {
    events: (messageId) =>
      sql(`SELECT ${columns} FROM events WHERE message_id = ? ORDER BY seq`).all(messageId) as EventRow[],
    lastEvent: () => (sql('SELECT max(seq) AS seq FROM events').get() as { seq: number | null }).seq ?? 0,
    lastEventAt: () =>
      (sql('SELECT max(at) AS at FROM events INDEXED BY events_by_time').get() as { at: number | null }).at,
  };
}
