import type { Latch, LatchWhy, LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import type { Actor } from '../../core/lifecycle.ts';
import { appendEvent } from './events.ts';
import { orNull } from './rows.ts';
import type { Store } from './store.ts';

const setBy: Readonly<Record<LatchWhy, Actor>> = {
  owner_command: 'owner',
  outside: 'outside',
  stop_file: 'outside',
  in_doubt_in_a_row: 'dispatcher',
  account_refused: 'whatsapp',
  second_delivery: 'whatsapp',
  crash_loop: 'start',
  conflict: 'whatsapp',
};

export function latchReads({ sql }: Store): Pick<LedgerReads, 'latch'> {
  return {
    latch: (name) =>
      orNull(sql('SELECT name, set_at AS setAt, why, about FROM latches WHERE name = ?').get(name), (row) => {
        const { about, ...latch } = row as Omit<Latch, 'about'> & { readonly about: string };
        return about === '[]' ? latch : { ...latch, about: JSON.parse(about) as number[] };
      }),
  };
}

export function latchWrites(store: Store): Pick<LedgerWrites, 'setLatch' | 'clearLatch'> {
  const { sql } = store;
  return {
    // A latch that stands keeps its first reason: that is the one the owner has to look into.
    setLatch: ({ name, setAt, why, about = [] }) => {
      const { changes } = sql(
        'INSERT INTO latches (name, set_at, why, about) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ).run(name, setAt, why, JSON.stringify(about));
      if (changes === 0) return;
      appendEvent(store, {
        at: setAt,
        messageId: null,
        actor: setBy[why],
        from: null,
        to: name,
        evidence: 'latch',
        detail: why,
      });
    },
    clearLatch: (name, actor, at) => {
      if (sql('DELETE FROM latches WHERE name = ?').run(name).changes === 0) return;
      appendEvent(store, {
        at,
        messageId: null,
        actor,
        from: name,
        to: 'cleared',
        evidence: 'latch',
        detail: null,
      });
    },
  };
}
