/** How SQLite goes about the questions that are asked at every tick: by an index, at the same cost in ten years. */
import { expect, test, vi } from 'vitest';
import type { SqliteLedger } from '../../../src/adapters/sqlite/ledger.ts';
import type { LedgerReads } from '../../../src/core/ledger.ts';
import { noon, openGround } from './ground.ts';

/** The plan of every statement that a question runs. */
function planOf(question: (ledger: LedgerReads) => unknown): string {
  const { db, ledger } = openGround();
  const texts: string[] = [];
  const { prepare } = db;
  vi.spyOn(db, 'prepare').mockImplementation((text: string) => {
    texts.push(text);
    return prepare.call(db, text);
  });
  question(ledger);
  expect(texts).not.toEqual([]);
  const bound = {
    now: 0,
    limit: 1,
    waId: '',
    from: 0,
    before: 0,
    id: 1,
    generation: 'g1',
    epoch: 0,
  };
  return texts
    .flatMap((text) => {
      const plan = prepare.call(db, `EXPLAIN QUERY PLAN ${text}`);
      const places = text.split('?').length - 1;
      return places > 0 ? plan.all(Array<number>(places).fill(0)) : plan.all(bound);
    })
    .map((row) => (row as { detail: string }).detail)
    .join('\n');
}

test('what can be claimed is found in the order of its index, without a scan and without sorting', () => {
  const plan = planOf((ledger) => ledger.claimable(noon, 20));
  expect(plan).toMatch(/^SEARCH m USING INDEX messages_scheduled /);
  // What is scanned are rows just made: the chain of replacements, as long as the owner's patience.
  expect(plan).not.toMatch(/SCAN (?!older|o$|CONSTANT ROW)/m);
  expect(plan).not.toContain('TEMP B-TREE');
});

test.each<readonly [string, (ledger: LedgerReads) => unknown]>([
  ['nextPlanned', (ledger) => ledger.nextPlanned(noon)],
  ['noticesWaiting', (ledger) => ledger.noticesWaiting()],
  ['the next notices that wait', (ledger) => ledger.noticesWaiting(5, 1)],
  ['nextPlanned from the beginning', (ledger) => ledger.nextPlanned(0)],
  ['nextExpiry', (ledger) => ledger.nextExpiry()],
  ['how many are sending', (ledger) => ledger.count({ statuses: ['sending'] })],
  ['due dry ones', (ledger) => ledger.messages({ statuses: ['scheduled'], plannedBefore: noon, dry: true })],
  ['due ones', (ledger) => ledger.messages({ statuses: ['scheduled'], plannedBefore: noon, limit: 500 })],
  ['in doubt', (ledger) => ledger.messages({ statuses: ['in_doubt'] })],
  ['a page of a day', (ledger) => ledger.messages({ plannedFrom: noon, plannedBefore: noon + 1, limit: 10 })],
  ['a page of what is scheduled', (ledger) => ledger.messages({ statuses: ['scheduled'], limit: 10 })],
  ['by reserved id', (ledger) => ledger.byReservedId('3EB0')],
  ['what replaces it', (ledger) => ledger.replacementOf(1)],
  ['of a batch', (ledger) => ledger.lastClaimInBatch(1)],
  ['noticeByWaId', (ledger) => ledger.noticeByWaId('3EB0')],
  ['openTellings', (ledger) => ledger.openTellings()],
  ['commandsReceived', (ledger) => ledger.commandsReceived()],
  ['openQuestions', (ledger) => ledger.openQuestions()],
  ['needingOwner', (ledger) => ledger.needingOwner()],
  ['nthLastClaim', (ledger) => ledger.nthLastClaim(300)],
  ['lastOutcomes', (ledger) => ledger.lastOutcomes(3)],
  ['takenBetween', (ledger) => ledger.takenBetween(noon, noon + 1)],
  ['takenAtMost', (ledger) => ledger.takenAtMost(noon, noon + 1)],
  ['isOurs', (ledger) => ledger.isOurs('3EB0')],
  ['events', (ledger) => ledger.events(1)],
  ['sending at start', (ledger) => ledger.messages({ statuses: ['sending'] })],
  ['last changed', (ledger) => ledger.messages({ order: 'changed_last_first', limit: 1 })],
])('%s neither scans a table nor sorts all of it', (_, question) => {
  const plan = planOf(question);
  // A scan USING INDEX is one of a partial index, or stops at its limit.
  expect(plan).not.toMatch(/SCAN (?!.*USING (COVERING )?INDEX)(?!CONSTANT ROW)/);
  expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
});

test('what is open among the tellings is found without those that ended', () => {
  expect(planOf((ledger) => ledger.openTellings())).toContain('USING INDEX tellings_open');
});

test('the claim reads its one row by its id, and the parts before it by their index', () => {
  const plan = planOf((ledger) => (ledger as SqliteLedger).write((tx) => tx.claim(1, noon, 'g1')));
  expect(plan).toContain('SEARCH m USING INTEGER PRIMARY KEY (rowid=?)');
  expect(plan).toMatch(/SEARCH e USING INDEX messages_by_batch/);
  expect(plan).not.toMatch(/SCAN (?:m|e|r|a|p|messages|attempts|pages|events)\b/);
});

test('the messages of a command are found by its id', () => {
  const plan = planOf((ledger) => ledger.messages({ commandWaId: 'c' }));
  expect(plan).toContain('SEARCH messages USING INDEX messages_by_command (command_wa_id=?)');
});

test('the same text to a chat is found by its hash', () => {
  const plan = planOf((ledger) => ledger.messages({ chatId: 'c', bodyIs: 'x', plannedFrom: 1 }));
  expect(plan).toContain('SEARCH messages USING INDEX messages_by_text (chat_id=? AND body_hash=?)');
});

test('the next expiry is the first entry of its index, whatever stands behind it', () => {
  const plan = planOf((ledger) => ledger.nextExpiry());
  expect(plan).toMatch(/^(SEARCH|SCAN) messages USING (COVERING )?INDEX messages_expiring/);
});

/** The best of thirty, in ms: what else the machine does can only add. */
function costOf(ask: () => unknown): number {
  const costs = Array.from({ length: 30 }, () => {
    const began = process.hrtime.bigint();
    ask();
    return Number(process.hrtime.bigint() - began) / 1e6;
  });
  return Math.min(...costs);
}

test('with thirty thousand messages behind and ahead, a tick costs what it costs with one', () => {
  const { db, ledger, arm } = openGround();
  const { id } = arm();
  const tick: readonly (() => unknown)[] = [
    () => ledger.claimable(noon, 20),
    () => ledger.nextPlanned(noon),
    () => ledger.nextExpiry(),
  ];
  const alone = tick.map(costOf);
  // Copies of one row, missed long ago or planned far ahead; past the triggers, for speed alone.
  db.exec(`
    DROP TRIGGER messages_begin;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
    INSERT INTO messages (batch_id, part, parts, chat_id, name, chat_kind, body, body_hash, due_at, planned_at, grace_ms,
      zone, status, dry, reserved_id, armed_at, changed_at, command_wa_id)
    SELECT batch_id, 1, 1, chat_id, name, chat_kind, body, body_hash, due_at, iif(i % 2, due_at, due_at + 86400000 + i),
      grace_ms, zone, iif(i % 2, 'missed', 'scheduled'), 0, printf('3EB0F%017X', i), armed_at, changed_at, command_wa_id
    FROM messages, n`);
  expect(ledger.claimable(noon, 20).map((m) => m.id)).toEqual([id]);
  const among = tick.map(costOf);
  // Measured without the right index: 10 ms for nextExpiry where it is 0.01 ms with it.
  for (const [n, cost] of among.entries()) expect(cost).toBeLessThan(4 * (alone[n] ?? 0) + 1);
});
