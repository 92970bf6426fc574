/**
 * Whatever the program above tries, in whatever order, the tables keep the promise. The verbs are called at random,
 * sound and unsound ones alike, with raw statements between them; every claim that succeeds is judged by rules
 * written here anew, in another language than the claim's own.
 */
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LatchName } from '../../../src/core/ledger.ts';
import { type Actor, evidences } from '../../../src/core/lifecycle.ts';
import { type Message, statuses } from '../../../src/core/message.ts';
import { choir, mum, noon, type OpenGround, openGround, settle } from './ground.ts';

const pick = { of: fc.nat({ max: 30 }), apt: fc.boolean() };
const actors: readonly Actor[] = ['owner', 'dispatcher', 'whatsapp'];

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('arm' as const),
      batch: fc.nat({ max: 7 }),
      part: fc.integer({ min: 1, max: 3 }),
      group: fc.boolean(),
      dry: fc.nat({ max: 9 }).map((n) => n === 0),
      dueIn: fc.integer({ min: -5, max: 15 }),
      pace: fc.nat({ max: 3 }),
      grace: fc.nat({ max: 60 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      ...pick,
      dueIn: fc.integer({ min: -2, max: 5 }),
    }),
  },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('claim' as const), ...pick, twice: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      ...pick,
      to: fc.constantFrom('sent' as const, 'failed' as const, 'in_doubt' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      ...pick,
      from: fc.constantFrom(...statuses),
      to: fc.constantFrom(...statuses),
      actor: fc.constantFrom(...actors),
      evidence: fc.constantFrom(...evidences),
      ack: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('drop' as const), ...pick }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('absent' as const), ...pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('page' as const), dies: fc.nat({ max: 4 }).map((n) => n === 0) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('stop' as const),
      by: fc.constantFrom('stopped' as const, 'breaker' as const, 'file' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('resume' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat({ max: 6 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('raw' as const), ...pick, which: fc.nat() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What no program may do to the file; every one of them must be refused or change nothing. */
const misdeeds: readonly ((id: number) => string)[] = [
  (id) => `UPDATE messages SET status = 'scheduled' WHERE id = ${id} AND status <> 'held'`,
  () => 'DELETE FROM attempts',
  () => 'DELETE FROM messages',
  (id) => `UPDATE attempts SET message_id = 999 WHERE message_id = ${id}`,
  (id) => `INSERT OR REPLACE INTO attempts SELECT * FROM attempts WHERE message_id = ${id}`,
  (id) => `INSERT OR IGNORE INTO attempts SELECT * FROM attempts WHERE message_id = ${id}`,
  (id) => `INSERT OR REPLACE INTO messages SELECT * FROM messages WHERE id = ${id}`,
  (id) =>
    `UPDATE OR REPLACE messages SET reserved_id = (SELECT reserved_id FROM messages WHERE id = 1) WHERE id = ${id}`,
  (id) => `UPDATE messages SET planned_at = planned_at - 60000 WHERE id = ${id} AND status <> 'held'`,
  () => 'UPDATE events SET at = 0',
];

interface World extends OpenGround {
  now: number;
  page: number;
  /** How often each message was claimed. */
  readonly claims: Map<number, number>;
}

function all(db: Database.Database, sql: string, ...values: unknown[]): Record<string, unknown>[] {
  return db.prepare(sql).all(...values) as Record<string, unknown>[];
}

/** The rules of a claim, asked of the tables as they stood before it. */
function whyNot({ db, stop, ledger, now }: World, message: Message): string | null {
  if (stop.standing || ledger.latch('stopped') || ledger.latch('breaker')) return '(3) under a stop';
  if (now < message.plannedAt || now > message.plannedAt + message.graceMs) return '(10) out of its time';
  if (message.dry) return 'dry';
  if (all(db, `SELECT 1 FROM events WHERE message_id = ? AND new_state = 'cancelled'`, message.id).length > 0)
    return '(2) cancelled';
  if (ledger.attempt(message.id) !== null) return '(1) attempted before';
  for (const earlier of ledger.messages({ batchId: message.batchId, chatId: message.chat.chatId })) {
    if (earlier.part >= message.part || ledger.replacementOf(earlier.id) !== null) continue;
    const asks = ['missed', 'failed'].includes(earlier.status) && earlier.droppedAt === null;
    if (asks || ['scheduled', 'held', 'sending', 'in_doubt'].includes(earlier.status))
      return `(8) part ${earlier.part} is in the way`;
  }
  let old = message.replaces === null ? null : ledger.message(message.replaces);
  while (old !== null) {
    if (old.status === 'sent') return '(1) the one it replaces went out';
    const attempt = ledger.attempt(old.id);
    if (attempt !== null) {
      if (!ledger.pageIsDead(attempt.pageGeneration)) return '(1) the old page may live';
      if (attempt.absentIn === null || attempt.absentIn === attempt.pageGeneration)
        return '(1) the old one was not looked for';
    }
    old = old.replaces === null ? null : ledger.message(old.replaces);
  }
  return null;
}

function claim(world: World, id: number): void {
  const { ledger, now, claims, page } = world;
  const before = ledger.message(id);
  const forbidden = before === null ? 'no such message' : whyNot(world, before);
  const claimed = ledger.write((tx) => tx.claim(id, now, `g${page}`));
  if (claimed === null) return;
  expect(forbidden).toBeNull();
  claims.set(id, (claims.get(id) ?? 0) + 1);
}

/** Half of the steps go to a message that they fit, so that the deep states are reached; the others to any. */
const fitting: Partial<Record<Step['do'], (world: World, m: Message) => boolean>> = {
  claim: ({ now }, m) => m.status === 'scheduled' && m.plannedAt <= now,
  settle: (_, m) => m.status === 'sending',
  replace: (_, m) => ['in_doubt', 'missed', 'failed'].includes(m.status),
  drop: (_, m) => ['missed', 'failed'].includes(m.status),
  absent: ({ ledger }, m) => ledger.attempt(m.id) !== null && ledger.replacementOf(m.id) !== null,
};

function target(world: World, s: Extract<Step, { readonly of: number }>): number {
  const messages = world.ledger.messages({ order: 'id_last_first' });
  const fit = s.apt ? messages.filter((m) => fitting[s.do]?.(world, m) ?? true) : messages;
  return fit[s.of % Math.max(1, fit.length)]?.id ?? 1;
}

/** One step; a refusal of the ledger is a good answer to an unsound one. */
function take(world: World, s: Step): void {
  const { ledger, db, stop, arm, now } = world;
  const id = 'of' in s ? target(world, s) : 0;
  const old = ledger.message(id);
  switch (s.do) {
    case 'arm': {
      const batchId = s.batch + 1;
      const dueAt = now + s.dueIn * 1000;
      const plannedAt = dueAt + s.pace * 1000;
      arm({
        batchId,
        part: s.part,
        parts: 3,
        chat: s.group ? choir : mum,
        dry: s.dry,
        dueAt,
        plannedAt,
        graceMs: s.grace * 1000,
        at: now,
      });
      return;
    }
    case 'replace': {
      if (old === null) return;
      const { batchId, part, parts, chat, dry, graceMs } = old;
      const dueAt = now + s.dueIn * 1000;
      arm({ batchId, part, parts, chat, dry, graceMs, dueAt, plannedAt: dueAt, replaces: id, at: now });
      return;
    }
    case 'claim':
      claim(world, id);
      if (s.twice) claim(world, id);
      return;
    case 'settle':
      ledger.write((tx) => settle(tx, id, 'sending', s.to));
      return;
    case 'move': {
      const { to, actor, evidence } = s;
      const from = s.apt && old !== null ? old.status : s.from;
      ledger.write((tx) =>
        tx.move({
          id,
          from,
          to,
          actor,
          evidence,
          at: now,
          ...(to === 'held' ? { holdReason: 'clock' as const } : {}),
          ...(from === 'held' && to === 'scheduled' ? { plannedAt: now + 1000 } : {}),
          ...(s.ack && to === 'sent' ? { ack: 1 as const } : {}),
        }),
      );
      return;
    }
    case 'drop':
      ledger.write((tx) => tx.drop(id, now));
      return;
    case 'absent':
      ledger.write((tx) => tx.attemptAbsent(id, `g${world.page}`));
      return;
    case 'page':
      if (!s.dies) world.page += 1;
      ledger.write((tx) =>
        s.dies ? tx.pageDied(`g${world.page}`, now) : tx.pageBorn(`g${world.page}`, now),
      );
      return;
    case 'stop':
      if (s.by === 'file') stop.put();
      else ledger.write((tx) => tx.setLatch({ name: s.by as LatchName, setAt: now, why: 'outside' }));
      return;
    case 'resume':
      stop.remove();
      ledger.write((tx) => {
        tx.clearLatch('stopped', 'owner', now);
        tx.clearLatch('breaker', 'owner', now);
      });
      return;
    case 'wait':
      world.now += s.seconds * 1000;
      return;
    case 'raw':
      db.exec(misdeeds[s.which % misdeeds.length]?.(id) ?? '');
      return;
  }
}

/** What must hold of the tables at the end; what was done to a row stands in them for good. */
function judge({ db, claims, ledger }: World): void {
  const attempts = all(db, 'SELECT message_id AS id, reserved_id FROM attempts');
  expect(attempts.map(({ id }) => id).sort()).toEqual([...claims.keys()].sort());
  for (const [id, times] of claims) expect(times, `(1) claims of #${id}`).toBe(1);
  const mixed = `SELECT m.id FROM messages m JOIN attempts a ON a.message_id = m.id
    WHERE m.reserved_id <> a.reserved_id OR m.status IN ('scheduled', 'held', 'missed', 'rehearsed') OR m.dry = 1`;
  expect(all(db, mixed)).toEqual([]);
  // The record and the rows tell the same story.
  const untold = `SELECT m.id FROM messages m WHERE m.status <> (SELECT e.new_state FROM events e
    WHERE e.message_id = m.id AND e.new_state <> 'dropped' ORDER BY seq DESC LIMIT 1)`;
  expect(all(db, untold)).toEqual([]);
  const doubled = `SELECT message_id FROM events WHERE new_state = 'sending' GROUP BY message_id HAVING count(*) > 1`;
  expect(all(db, doubled)).toEqual([]);
  expect(
    all(db, 'SELECT replaces FROM messages WHERE replaces IS NOT NULL GROUP BY replaces HAVING count(*) > 1'),
  ).toEqual([]);
  expect(ledger.verifyEvents().kind).toBe('sound');
}

test('(1, 2, 3, 8, 10) no sequence of verbs and raw statements breaks the promise in the tables', () => {
  const reached = { claims: 0, ofReplacements: 0, ofLaterParts: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 80, maxLength: 160, size: 'max' }), (steps) => {
      const ground = openGround();
      const world: World = { ...ground, now: noon, page: 1, claims: new Map() };
      for (let n = 0; n < 8; n += 1) ground.ledger.write((tx) => tx.newBatch('3A', noon));
      for (const s of steps) {
        try {
          take(world, s);
        } catch (error) {
          if ((error as Error).name === 'AssertionError') throw error;
        }
      }
      judge(world);
      for (const id of world.claims.keys()) {
        const message = ground.ledger.message(id);
        reached.claims += 1;
        if (message?.replaces !== null) reached.ofReplacements += 1;
        if ((message?.part ?? 1) > 1) reached.ofLaterParts += 1;
      }
      ground.db.close();
    }),
    { numRuns: 60 },
  );
  // A run that claims next to nothing proves nothing.
  expect(reached.claims).toBeGreaterThan(100);
  expect(reached.ofLaterParts).toBeGreaterThan(10);
  expect(reached.ofReplacements).toBeGreaterThan(2);
});
