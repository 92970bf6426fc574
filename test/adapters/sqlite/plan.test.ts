/** How SQLite goes about the questions that are asked at every tick: by an index, at the same cost in ten years. */
import { expect, test, vi } from 'vitest';
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
  const bound = { now: 0, limit: 1, waId: '' };
  return texts
    .flatMap((text) => {
      const plan = prepare.call(db, `EXPLAIN QUERY PLAN ${text}`);
      const places = text.split('?').length - 1;
      return places > 0 ? plan.all(...Array<number>(places).fill(0)) : plan.all(bound);
    })
    .map((row) => (row as { detail: string }).detail)
    .join('\n');
}

test('what can be claimed is found in the order of its index, without a scan and without sorting', () => {
  const plan = planOf((ledger) => ledger.claimable(noon, 20));
  expect(plan).toMatch(/^SEARCH m USING INDEX messages_(scheduled|by_status)/);
  // The one scan allowed is of the chain of replacements, which is as long as the owner's patience.
  expect(plan.replaceAll('SCAN older', '')).not.toContain('SCAN');
  expect(plan).not.toContain('TEMP B-TREE');
});

test.each<readonly [string, (ledger: LedgerReads) => unknown]>([
  ['nextPlanned', (ledger) => ledger.nextPlanned(noon)],
  ['noticesWaiting', (ledger) => ledger.noticesWaiting()],
  ['openTellings', (ledger) => ledger.openTellings()],
  ['commandsReceived', (ledger) => ledger.commandsReceived()],
  ['openQuestions', (ledger) => ledger.openQuestions()],
  ['needingOwner', (ledger) => ledger.needingOwner()],
  ['claimsSince', (ledger) => ledger.claimsSince(noon)],
  ['lastOutcomes', (ledger) => ledger.lastOutcomes(3)],
  ['plannedBetween', (ledger) => ledger.plannedBetween(noon, noon + 1)],
  ['isOurs', (ledger) => ledger.isOurs('3EB0')],
  ['events', (ledger) => ledger.events(1)],
  ['sending at start', (ledger) => ledger.messages({ statuses: ['sending'] })],
  ['same text to a chat', (ledger) => ledger.messages({ chatId: 'c', bodyIs: 'x', plannedFrom: 1 })],
  ['last changed', (ledger) => ledger.messages({ order: 'changed_last_first', limit: 1 })],
])('%s neither scans a table nor sorts all of it', (_, question) => {
  const plan = planOf(question);
  // A scan USING INDEX is one of a partial index, or stops at its limit.
  expect(plan).not.toMatch(/SCAN (?!.*USING (COVERING )?INDEX)(?!CONSTANT ROW)/);
  expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
});

test('the next expiry is the first entry of its index, whatever stands behind it', () => {
  const plan = planOf((ledger) => ledger.nextExpiry());
  expect(plan).toMatch(/^(SEARCH|SCAN) messages USING (COVERING )?INDEX messages_expiring/);
});

test('with a hundred thousand messages behind and ahead, a tick asks the same few rows', () => {
  const { db, ledger, arm } = openGround();
  const { id } = arm();
  // Copies of one row, all settled long ago or planned far ahead; past the triggers, for speed alone.
  db.exec(
    `
    DROP TRIGGER messages_begin;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO messages (batch_id, part, parts, chat_id, name, chat_kind, body, body_hash, due_at, planned_at, grace_ms,
      zone, status, dry, reserved_id, armed_at, changed_at, command_wa_id)
    SELECT batch_id, 1, 1, chat_id, name, chat_kind, body, body_hash, due_at, iif(i % 2, due_at, due_at + 86400000 + i),
      grace_ms, zone, iif(i % 2, 'missed', 'scheduled'), 0, printf('3EB1%018X', i), armed_at, changed_at, command_wa_id
    FROM messages, n`
      .replace('3EB1', '3EB0F')
      .replace('%018X', '%017X'),
  );
  const asked = (ask: () => unknown): number => {
    const began = process.hrtime.bigint();
    for (let n = 0; n < 100; n += 1) ask();
    return Number(process.hrtime.bigint() - began) / 1e8;
  };
  expect(ledger.claimable(noon, 20).map((m) => m.id)).toEqual([id]);
  // Measured: 0.03 ms or less each; a scan of these rows takes 20 ms and more.
  expect(asked(() => ledger.claimable(noon, 20))).toBeLessThan(3);
  expect(asked(() => ledger.nextPlanned(noon))).toBeLessThan(3);
  expect(asked(() => ledger.nextExpiry())).toBeLessThan(3);
});
