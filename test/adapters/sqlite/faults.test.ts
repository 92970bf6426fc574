import { describe, expect, test } from 'vitest';
import { composeLedger } from '../../../src/adapters/sqlite/ledger.ts';
import { LedgerFault, type LedgerWrites } from '../../../src/core/ledger.ts';
import { armingIn, noon, openGround, stopSwitch } from './ground.ts';

/** The disk is as full as it is now: no page can be added. */
function fillDisk({ db }: ReturnType<typeof openGround>): void {
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
}

const bigText = 'x'.repeat(100_000);

test('on a full disk the write is a fault, and nothing of it remains', () => {
  const ground = openGround();
  const { ledger } = ground;
  const before = ground.arm();
  fillDisk(ground);
  expect(() =>
    ledger.write((tx) => {
      tx.set('zone', 'Asia/Tokyo');
      tx.move({
        id: before.id,
        from: 'scheduled',
        to: 'cancelled',
        actor: 'owner',
        evidence: 'owner_command',
        at: noon,
      });
      tx.set('big', bigText);
    }),
  ).toThrow(new LedgerFault('full'));
  expect(ledger.message(before.id)).toEqual(before);
  expect(ledger.setting('zone')).toBeNull();
  expect(ledger.verifyEvents()).toEqual({ kind: 'sound', checked: 1 });
});

test('a fault swallowed inside a write still ends it: what follows must not be committed by itself', () => {
  const ground = openGround();
  const { ledger } = ground;
  fillDisk(ground);
  expect(() =>
    ledger.write((tx) => {
      try {
        tx.set('big', bigText);
      } catch {
        tx.set('after', 'the fault');
      }
    }),
  ).toThrow(new LedgerFault('full'));
  expect(() =>
    ledger.write((tx) => {
      try {
        tx.set('big', bigText);
      } catch {}
    }),
  ).toThrow(new LedgerFault('full'));
  expect(ledger.setting('after')).toBeNull();
});

test('whatever a write throws is thrown, and nothing of the write remains', () => {
  const { ledger } = openGround();
  const mistake = new Error('the caller erred');
  expect(() =>
    ledger.write((tx) => {
      tx.set('zone', 'Asia/Tokyo');
      throw mistake;
    }),
  ).toThrow(mistake);
  expect(ledger.setting('zone')).toBeNull();
  ledger.write((tx) => tx.set('zone', 'Europe/London'));
  expect(ledger.setting('zone')).toBe('Europe/London');
});

test('a write gives back what it made', () => {
  const { ledger } = openGround();
  expect(ledger.write((tx) => tx.newBatch('3A', noon))).toBe(1);
});

test('(7) a write of an opening that was superseded is refused', () => {
  const { db, ledger } = openGround();
  db.exec('UPDATE epoch SET number = number + 1');
  const write = () => ledger.write((tx) => tx.set('zone', 'Asia/Tokyo'));
  expect(write).toThrow(new LedgerFault('superseded'));
  expect(ledger.setting('zone')).toBeNull();
});

test('every operating fault is reported as it is thrown, and a mistake of the program is not', () => {
  const { db } = openGround();
  const heard: string[] = [];
  const ledger = composeLedger(
    db,
    { number: 0, superseded: () => true },
    { stopFile: stopSwitch(), onFault: ({ kind }) => heard.push(kind) },
  );
  expect(() => ledger.write(() => 1)).toThrow(LedgerFault);
  expect(heard).toEqual(['superseded']);
  db.exec('PRAGMA writable_schema = ON');
  db.exec('DROP TABLE learned');
  expect(() => ledger.learned('mum')).toThrow('no such table');
  expect(heard).toEqual(['superseded']);
});

describe('mistakes of the program', () => {
  test('a write inside a write, an await in a write, and verbs kept for later are refused', async () => {
    const { ledger } = openGround();
    expect(() => ledger.write(() => ledger.write(() => 1))).toThrow('no write inside a write');
    expect(() =>
      ledger.write(async (tx) => {
        tx.set('zone', 'Asia/Tokyo');
      }),
    ).toThrow('without an await');
    expect(ledger.setting('zone')).toBeNull();
    let kept: LedgerWrites | null = null;
    ledger.write((tx) => {
      kept = tx;
    });
    expect(() => (kept as LedgerWrites | null)?.set('zone', 'Asia/Tokyo')).toThrow('it has ended');
    expect(ledger.setting('zone')).toBeNull();
  });

  test('reach the core as plain errors without a text of the owner, not as an error of SQLite', () => {
    const { ledger } = openGround();
    const { arm } = armingIn(ledger);
    let seen: unknown;
    try {
      arm({ body: 'a secret', plannedAt: noon - 1 });
    } catch (error) {
      seen = error;
    }
    expect(seen).toBeInstanceOf(Error);
    expect((seen as Error).constructor).toBe(Error);
    expect(String(seen)).toContain('planned_at >= due_at');
    expect(String(seen)).not.toContain('secret');
  });
});
