/** What the ledger lets the owner change of a message, and what of that can be taken back. */
import { expect, test } from 'vitest';
import { noon, openGround, settle } from './ground.ts';

const at = noon - 10_000;
const later = { dueAt: noon + 3_600_000, plannedAt: noon + 3_600_000, zone: 'Europe/Paris' };

test('a text is changed in its row, and the claim returns it', () => {
  const { ledger, arm } = openGround();
  const before = arm();
  const amended = ledger.write((tx) =>
    tx.amend({ kind: 'edited', id: before.id, from: 'scheduled', body: 'changed', at }),
  );
  expect(amended).toEqual({ ...before, body: 'changed' });
  expect(ledger.messages({ chatId: before.chat.chatId, bodyIs: 'changed' })).toHaveLength(1);
  expect(ledger.messages({ chatId: before.chat.chatId, bodyIs: before.body })).toEqual([]);
  expect(ledger.write((tx) => tx.claim(before.id, noon, 'g1'))?.message.body).toBe('changed');
  expect(ledger.events(before.id).map(({ from, to, detail }) => [from, to, detail])).toEqual([
    [null, 'scheduled', null],
    ['scheduled', 'edited', null],
    ['scheduled', 'sending', null],
  ]);
});

test('a time is changed in its row, and the claim waits for it', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const moved = ledger.write((tx) =>
    tx.amend({ kind: 'moved', id, from: 'scheduled', to: later, hurried: false, at }),
  );
  expect(moved).toMatchObject({ id, status: 'scheduled', ...later });
  expect(ledger.nextPlanned(0)).toBe(later.plannedAt);
  expect(ledger.write((tx) => tx.claim(id, noon, 'g1'))).toBeNull();
  expect(ledger.write((tx) => tx.claim(id, later.plannedAt, 'g1'))).not.toBeNull();
  expect(ledger.events(id)[1]).toMatchObject({
    from: 'scheduled',
    to: 'moved',
    detail: `planned=${later.plannedAt}`,
  });
});

test('(1) nothing of a row that was claimed is changed, whatever the program says it is', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  ledger.write((tx) => tx.claim(id, noon, 'g1'));
  const standing = ledger.message(id);
  for (const from of ['scheduled', 'held'] as const) {
    const changes = [
      { kind: 'edited', id, from, body: 'x', at },
      { kind: 'moved', id, from, to: later, hurried: false, at },
      { kind: 'late', id, from, lateness: { graceMs: 1, choice: 'never' }, at },
    ] as const;
    for (const change of changes) expect(() => ledger.write((tx) => tx.amend(change))).toThrow('0 rows');
  }
  ledger.write((tx) => settle(tx, id, 'sending', 'sent'));
  expect(() =>
    ledger.write((tx) => tx.amend({ kind: 'edited', id, from: 'sent' as never, body: 'x', at })),
  ).toThrow('not begun to leave');
  expect(ledger.message(id)).toMatchObject({ body: standing?.body, plannedAt: standing?.plannedAt });
  expect(ledger.lateChoice(id)).toBeNull();
});

test('(3) under a latch or a STOP file nothing is hurried, and what is put off stays frozen', () => {
  const { ledger, arm, stop } = openGround();
  const { id } = arm();
  const hurry = () =>
    ledger.write((tx) => tx.amend({ kind: 'moved', id, from: 'scheduled', to: later, hurried: true, at }));
  stop.standing = true;
  expect(hurry).toThrow('0 rows');
  stop.standing = false;
  ledger.write((tx) => tx.setLatch({ name: 'stopped', setAt: at, why: 'owner_command' }));
  expect(hurry).toThrow('0 rows');
  const sooner = { ...later, dueAt: noon - 1, plannedAt: noon - 1 };
  const move = (to: typeof later) => () =>
    ledger.write((tx) => tx.amend({ kind: 'moved', id, from: 'scheduled', to, hurried: false, at }));
  expect(move(sooner)).toThrow('brought forward');
  expect(move(later)).not.toThrow();
  expect(ledger.write((tx) => tx.claim(id, later.plannedAt, 'g1'))).toBeNull();
});

test('a held one is released by a new time, also an earlier one, and by nothing else', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const hold = { id, from: 'scheduled', to: 'held', actor: 'owner', evidence: 'latch', at } as const;
  ledger.write((tx) => tx.move({ ...hold, holdReason: 'stopped' }));
  const edited = ledger.write((tx) => tx.amend({ kind: 'edited', id, from: 'held', body: 'x', at }));
  expect(edited).toMatchObject({ status: 'held', holdReason: 'stopped', body: 'x' });
  const sooner = { ...later, dueAt: noon - 5, plannedAt: noon - 5 };
  const released = ledger.write((tx) =>
    tx.amend({ kind: 'moved', id, from: 'held', to: sooner, hurried: false, at: at + 1 }),
  );
  expect(released).toMatchObject({
    status: 'scheduled',
    holdReason: null,
    dueAt: noon - 5,
    changedAt: at + 1,
  });
  expect(ledger.events(id).at(-1)).toMatchObject({ from: 'held', to: 'scheduled' });
});

test('how late a message may be is its own: the last word counts, and none gives it back to GRACE', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const late = (graceMs: number, choice: 'limit' | 'never' | null) =>
    ledger.write((tx) =>
      tx.amend({ kind: 'late', id, from: 'scheduled', lateness: { graceMs, choice }, at }),
    );
  expect(late(3_600_000, 'limit').graceMs).toBe(3_600_000);
  expect(ledger.nextExpiry()).toBe(noon + 3_600_000);
  late(60_000, 'never');
  expect([ledger.lateChoice(id), ledger.message(id)?.graceMs]).toEqual(['never', 60_000]);
  late(900_000, null);
  expect(ledger.lateChoice(id)).toBeNull();
});

test('a deed is listed while it is young, the last one first, and taken back once', () => {
  const { ledger, db } = openGround();
  ledger.write((tx) => {
    tx.noteDeed({ kind: 'cancelled', ids: [1, 2] }, at);
    tx.noteDeed({ kind: 'edited', id: 3, body: ' *a* \n' }, at + 1);
  });
  const deeds = ledger.deedsSince(at);
  expect(deeds.map(({ deed }) => deed)).toEqual([
    { kind: 'edited', id: 3, body: ' *a* \n' },
    { kind: 'cancelled', ids: [1, 2] },
  ]);
  expect(ledger.deedsSince(at + 1)).toHaveLength(1);
  ledger.write((tx) => tx.deedUndone(2, at + 2));
  expect(ledger.deedsSince(at)).toHaveLength(1);
  expect(() => ledger.write((tx) => tx.deedUndone(2, at + 3))).toThrow('0 rows');
  expect(() => db.exec('UPDATE deeds SET undone_at = NULL WHERE id = 2')).toThrow('taken back once');
  expect(() => db.exec('DELETE FROM deeds')).toThrow('never deleted');
});
