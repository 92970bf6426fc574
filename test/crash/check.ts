/** What must be true after any crash: of the wire, of the ledger, and of what the owner was told. */
import Database from 'better-sqlite3';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { isControl, toldIn } from './owner.ts';
import type { Entry, Stanza } from './world.ts';
import { stanzas } from './world.ts';
import type { Wreck } from './wreck.ts';

export interface Row {
  readonly id: number;
  readonly status: string;
  readonly reserved_id: string;
  readonly chat_id: string;
  readonly body: string;
  readonly file_hash: string | null;
  readonly command_wa_id: string;
  readonly replaces: number | null;
  readonly planned_at: number;
}

export interface Evidence {
  readonly entries: readonly Entry[];
  readonly ledgerFile: string;
  readonly wrecks: readonly Wreck[];
  /** The bot's clock at the end, ms. */
  readonly now: number;
}

/** Every broken promise, as a sentence; none is the answer that is hoped for. */
export function broken(evidence: Evidence): readonly string[] {
  const soundness = unsound(evidence.ledgerFile);
  if (soundness.length > 0) return soundness;
  const db = new Database(evidence.ledgerFile);
  try {
    const rows = db.prepare('SELECT * FROM messages ORDER BY id').all() as Row[];
    return [
      ...twice(evidence.entries, rows),
      ...withoutItsFile(evidence.entries, rows),
      ...afterItsEnd(evidence),
      ...whileStopped(evidence.entries),
      ...untrueEnds(evidence, rows),
      ...untrueReplies(evidence.entries, rows),
      ...untold(db, evidence, rows),
      ...commands(db, evidence.entries),
    ];
  } finally {
    db.close();
  }
}

function unsound(ledgerFile: string): readonly string[] {
  const stopFile = {
    stands: () => false,
    put: () => undefined,
    remove: () => ({ kind: 'removed' }) as const,
  };
  const ledger = openLedger({ file: ledgerFile, stopFile, now: () => 0 });
  const chain = ledger.verifyEvents();
  ledger.close();
  const db = new Database(ledgerFile);
  const whole = db.pragma('integrity_check', { simple: true });
  const foreign = db.pragma('foreign_key_check') as unknown[];
  db.close();
  return [
    ...(chain.kind === 'broken' ? [`the chain of events is broken at ${chain.seq}`] : []),
    ...(whole === 'ok' ? [] : [`integrity_check says ${String(whole)}`]),
    ...(foreign.length === 0 ? [] : [`${foreign.length} references lead nowhere`]),
  ];
}

function repeated<T>(list: readonly T[], key: (one: T) => string): readonly T[] {
  const seen = new Set<string>();
  return list.filter((one) => seen.size === seen.add(key(one)).size);
}

function twice(entries: readonly Entry[], rows: readonly Row[]): readonly string[] {
  const all = stanzas(entries);
  const handed = entries.filter((entry) => entry.kind === 'handed');
  return [
    ...repeated(handed, ({ waId }) => waId).map(({ waId }) => `${waId} was handed over twice`),
    ...repeated(all, ({ waId }) => waId).map(({ waId, text }) => `${waId} (${text}) left twice`),
    ...repeated(
      all.filter((one) => !isControl(one)),
      ({ chatId, text }) => `${chatId} ${text}`,
    ).map(({ text }) => `the recipient got "${text}" twice`),
    ...repeated(
      rows.filter(({ replaces }) => replaces === null),
      (row) => `${row.command_wa_id} ${row.chat_id} ${row.body}`,
    ).map(({ id }) => `#${id} was armed a second time by the same command`),
  ];
}

/** What leaves is the row: with its file, and that one. */
function withoutItsFile(entries: readonly Entry[], rows: readonly Row[]): readonly string[] {
  const fileOf = new Map(rows.map((row) => [row.reserved_id, row.file_hash]));
  return stanzas(entries)
    .filter(({ waId, file }) => fileOf.has(waId) && (file ?? null) !== fileOf.get(waId))
    .map(({ text }) => `"${text}" left with another file than was armed, or without it`);
}

/** Nothing is handed over that a committed row had already ended, or while a committed stop stood. */
function afterItsEnd({ entries, wrecks }: Evidence): readonly string[] {
  const handedAt = new Map<string, number>();
  entries.forEach((entry, place) => {
    if (entry.kind === 'handed') handedAt.set(entry.waId, place);
  });
  return wrecks.flatMap((wreck) => {
    const later = entries.slice(wreck.entries);
    const asked = entries.slice(0, wreck.entries).filter(resumes).length;
    const resumed = asked > wreck.resumes ? 0 : later.findIndex(resumes);
    const stopped = wreck.stopped ? later.slice(0, resumed < 0 ? later.length : resumed) : [];
    return [
      ...wreck.over
        .filter(({ reservedId }) => (handedAt.get(reservedId) ?? -1) >= wreck.entries)
        .map(({ id, status }) => `#${id} was handed over after the crash that found it ${status}`),
      ...stopped
        .filter((entry) => entry.kind === 'handed' && !isControl(entry))
        .map(() => 'something was handed over after the crash that found the bot stopped'),
    ];
  });
}

function resumes(entry: Entry): boolean {
  return entry.kind === 'line' && /resume/.test(entry.text);
}

/** From the reply that all is stopped until the owner writes /resume, nothing begins. */
function whileStopped(entries: readonly Entry[]): readonly string[] {
  // A reply that comes late, or once more, is about a stop that may be over.
  let isMeant = false;
  let stopped = false;
  return entries.flatMap((entry) => {
    if (entry.kind === 'line' && entry.text === '/stop') isMeant = true;
    if (resumes(entry)) isMeant = false;
    if (!isMeant) stopped = false;
    if (isMeant && entry.kind === 'stanza' && isControl(entry) && /🛑 Stopped\./u.test(entry.text))
      stopped = true;
    return stopped && entry.kind === 'handed' && !isControl(entry)
      ? [`"${entry.text}" was handed over after the owner was told that all is stopped`]
      : [];
  });
}

/** At rest, with every question answered truthfully, the ledger says of each message what the recipient would say. */
function untrueEnds({ entries, now }: Evidence, rows: readonly Row[]): readonly string[] {
  const left = new Set(stanzas(entries).map(({ waId }) => waId));
  return rows.flatMap(({ id, status, reserved_id, body, planned_at }) => {
    const arrived = left.has(reserved_id);
    if (status === 'sent' && !arrived) return [`#${id} (${body}) is sent, and nobody got it`];
    if (status !== 'sent' && arrived) return [`#${id} (${body}) is ${status}, and was delivered`];
    if (status === 'sending') return [`#${id} (${body}) is left in sending`];
    return status === 'scheduled' && planned_at < now ? [`#${id} (${body}) is overdue and nobody asks`] : [];
  });
}

const neverLeft = [
  /#(\d+)[^\n#]*cancelled\. It never left/gu,
  /#(\d+) was kept back, it never left/gu,
  /#(\d+)[^\n#]* was not sent:/gu,
  /#(\d+)[^\n#]*: it never left, and I ask no more/gu,
];
const left = [
  /#(\d+)[^\n#]*: too late, WhatsApp took it/gu,
  /#(\d+) had left at/gu,
  /#(\d+)[^\n#]*: now confirmed\. It was sent/gu,
  /#(\d+)[^\n#]* did go out/gu,
];
const ranges = /🚫 ([#\d–, ]+) cancelled\. They never left/u;

/** Every sentence about the wire is held against the wire: before it was said, and for ever. */
function untrueReplies(entries: readonly Entry[], rows: readonly Row[]): readonly string[] {
  const told = toldIn(entries);
  const wire = stanzas(entries);
  const places = new Map(wire.map(({ waId }, at) => [waId, at]));
  const byId = new Map(rows.map((row) => [row.id, row.reserved_id]));
  const place = (id: number): number => places.get(byId.get(id) ?? '') ?? -1;
  const said = (patterns: readonly RegExp[], text: string): readonly number[] =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => Number(match[1])));
  return told.flatMap((reply) => [
    ...[...said(neverLeft, reply.text), ...inRanges(reply.text)]
      .filter((id) => place(id) >= 0)
      .map((id) => `the owner was told that #${id} never left, and it did: ${reply.text}`),
    ...said(left, reply.text)
      .filter((id) => place(id) < 0 || place(id) > (places.get(reply.waId) ?? -1))
      .map((id) => `the owner was told that #${id} left, and it had not: ${reply.text}`),
  ]);
}

function inRanges(text: string): readonly number[] {
  return (ranges.exec(text)?.[1] ?? '').split(',').flatMap((run) => {
    const [from, to] = run.split('–').map((id) => Number(id.replace(/\D/g, '')));
    if (from === undefined || from === 0) return [];
    return Array.from({ length: (to ?? from) - from + 1 }, (_, index) => from + index);
  });
}

interface Unheard {
  readonly body: string;
  readonly about: readonly number[];
  /** Both of its tries were cut off by crashes before they left: the two that a notice has. */
  readonly spent: boolean;
}

/** Notices of which no try ever left. */
function unheard(db: Database.Database, { entries, wrecks }: Evidence): readonly Unheard[] {
  const wire = new Set(toldIn(entries).map(({ waId }) => waId));
  const tries = db.prepare('SELECT reserved_id FROM tellings WHERE notice_id = ?').pluck();
  const open = db.prepare(`SELECT id, body, about, state FROM notices WHERE state <> 'told'`).all() as {
    readonly id: number;
    readonly body: string;
    readonly about: string;
    readonly state: string;
  }[];
  return open
    .filter(({ id }) => !(tries.all(id) as string[]).some((waId) => wire.has(waId)))
    .map(({ body, about, state }) => ({
      body,
      about: JSON.parse(about) as number[],
      spent: state === 'given_up' && wrecks.length > 1,
    }));
}

/** Whatever was held, missed, failed or in doubt was told on the wire, and so was the arming of every message. */
function untold(db: Database.Database, evidence: Evidence, rows: readonly Row[]): readonly string[] {
  const { entries } = evidence;
  const told = toldIn(entries);
  const heard = mentioned(told);
  const alarmed = mentioned(told.filter(({ text }) => /❔|⌛|✋|⚠️|▶️|🛑|❗/u.test(text)));
  const lines = new Set(entries.flatMap((entry) => (entry.kind === 'line' ? [entry.waId] : [])));
  const lost = unheard(db, evidence);
  const spent = new Set(lost.flatMap((notice) => (notice.spent ? notice.about : [])));
  const troubled = db
    .prepare(
      `SELECT DISTINCT message_id AS id, new_state AS state FROM events
       WHERE new_state IN ('held', 'missed', 'failed', 'in_doubt')`,
    )
    .all() as { readonly id: number; readonly state: string }[];
  return [
    ...rows
      .filter(({ id, command_wa_id }) => lines.has(command_wa_id) && !heard.has(id) && !spent.has(id))
      .map(({ id }) => `the owner never heard of #${id}`),
    ...troubled
      .filter(({ id }) => !alarmed.has(id) && !spent.has(id))
      .map(({ id, state }) => `#${id} was ${state}, and the owner was not told`),
    ...lost.filter((notice) => !notice.spent).map(({ body }) => `never told: ${body}`),
  ];
}

/** The ids that these lines name, each by itself or in a run: `#3`, `#5–#7`. */
function mentioned(lines: readonly Stanza[]): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const { text } of lines)
    for (const [, from, to] of text.matchAll(/#(\d+)(?:–#(\d+))?/gu))
      for (let id = Number(from); id <= Number(to ?? from); id++) ids.add(id);
  return ids;
}

/** Each line of the owner is one command, done, with one answer, told at most twice. */
function commands(db: Database.Database, entries: readonly Entry[]): readonly string[] {
  const lines = entries.flatMap((entry) => (entry.kind === 'line' ? [entry] : []));
  const rows = db.prepare('SELECT wa_id AS waId, state FROM commands').all() as {
    readonly waId: string;
    readonly state: string;
  }[];
  const answers = db
    .prepare(`SELECT count(*) FROM notices WHERE chat_id IS NOT NULL AND kind IN ('reply', 'question')`)
    .pluck()
    .get() as number;
  const often = db.prepare('SELECT reserved_id AS waId, notice_id AS notice FROM tellings').all() as {
    readonly waId: string;
    readonly notice: number;
  }[];
  const wire = new Set(toldIn(entries).map(({ waId }) => waId));
  const times = new Map<number, number>();
  for (const { waId, notice } of often) if (wire.has(waId)) times.set(notice, (times.get(notice) ?? 0) + 1);
  const states = new Map<string, string[]>();
  for (const { waId, state } of rows) states.set(waId, [...(states.get(waId) ?? []), state]);
  return [
    ...lines.flatMap(({ waId, text }) => {
      const found = states.get(waId) ?? [];
      // An answer to nothing is a note to oneself.
      if (found.length === 0 && !/^[/#]/.test(text)) return [];
      if (found.length !== 1) return [`"${text}" was taken in ${found.length} times`];
      return found[0] === 'done' ? [] : [`"${text}" was never carried out`];
    }),
    ...(answers === rows.length ? [] : [`${rows.length} commands had ${answers} answers`]),
    ...[...times].filter(([, count]) => count > 2).map(([notice]) => `notice ${notice} was told over twice`),
  ];
}
