/**
 * Files on their way to a hand-over. What is due soon is looked at on disk, early enough to ask the owner about one that
 * is gone; what is due next is uploaded into the page ahead of its claim, so that the claim and the gate stand as close
 * to the hand-over as they do for a text. An upload sends nothing and may be done again; a message whose file is not in
 * the present page is not claimed.
 */
import { lacks } from './able.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { FileRef } from './files.ts';
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { Message } from './message.ts';

export interface FileWatch {
  /** Whether nothing about its file keeps it from being claimed for this page: it has none, or that is uploaded. */
  isReady(message: Message, link: ConnectedLink): boolean;
  /** One upload at most; returns when to be called again, or null when something else has to happen first. */
  step(): Promise<number | null>;
  /** Deletes what neither a message that has its text nor an open question names, and is older than a day. */
  sweep(): void;
}

export interface FileWatchParts {
  readonly caughtUp: () => ConnectedLink | null;
  /** Every id of every control chat: where the owner's files came from. */
  readonly controlChats: () => readonly string[];
  readonly onChange: () => void;
}

/** What whatsapp-web.js moves through a page without failing: past it, it has been seen to throw. */
export const mostFileBytes = 16 * 1024 * 1024;
const soonMs = 10 * 60_000;
/** Sixteen megabytes at one megabit a second take two minutes. */
const leadMs = 150_000;
/** Each keeps its bytes in the page until it goes. */
const mostPrepared = 3;
const atMost = 100;
const againMs = 10_000;
const dayMs = 24 * 60 * 60_000;

/** Under this key: the owner was asked about the missing file of this message, so that "send" fetches it anew. */
const askedKey = (id: number): string => `file_asked:${id}`;

export function createFileWatch(ground: Ground, parts: FileWatchParts): FileWatch {
  const { ledger, media, whatsapp, clock, log } = ground;
  /** By reserved id: the connection that it was uploaded in. */
  const prepared = new Map<string, number>();
  const looked = new Set<number>();
  /** Until when the next try of an upload waits, by the monotonic clock. */
  const waiting = new Map<number, number>();
  let sweptAt = Number.NEGATIVE_INFINITY;

  const withFile = { statuses: ['scheduled'], withFile: true, dry: false, order: 'planned' } as const;
  /** Mostly there are none, and a step comes with every event. */
  const scheduled = (from: number, before: number, limit: number): readonly Message[] =>
    ledger.messages({ ...withFile, limit: 1 }).length === 0
      ? []
      : ledger.messages({ ...withFile, limit, plannedFrom: from, plannedBefore: before });
  const isReady: FileWatch['isReady'] = ({ file, reservedId }, link) =>
    file === null || prepared.get(reservedId) === link.connection;

  return {
    isReady,
    sweep,
    async step() {
      if (clock.monotonic() - sweptAt >= dayMs) sweep();
      // What comes due under a stop is asked about at the resume.
      if (ledger.latch('stopped') !== null) return null;
      const now = clock.now();
      const due = scheduled(0, now + soonMs, atMost);
      hold(due.filter((message) => isLost(message)));
      for (const reservedId of prepared.keys())
        if (ledger.byReservedId(reservedId)?.status !== 'scheduled') prepared.delete(reservedId);
      const link = parts.caughtUp();
      if (link !== null && !lacks(link, 'files')) {
        const next = due.find((message) => {
          const isFree = (waiting.get(message.id) ?? 0) <= clock.monotonic();
          return message.plannedAt < now + leadMs && isFree && !isReady(message, link);
        });
        if (next !== undefined && prepared.size < mostPrepared && isScheduled(next)) {
          await prepare(next, link);
          return clock.now();
        }
      }
      return wakeAfter(now);
    },
  };

  function isScheduled({ id }: Message): boolean {
    return ledger.message(id)?.status === 'scheduled';
  }

  /** Looked at once in a life of this process, and again before it is uploaded. */
  function isLost(message: Message): boolean {
    if (message.file === null || looked.has(message.id)) return false;
    looked.add(message.id);
    // What the owner wants sent although it is gone is fetched anew when its upload begins.
    return ledger.setting(askedKey(message.id)) === null && media.check(message.file) !== 'whole';
  }

  async function prepare(message: Message, link: ConnectedLink): Promise<void> {
    const { id, reservedId, file } = message;
    if (file === null) return;
    const bytes = media.read(file) ?? (await fetchedAgain(id, file));
    if (bytes === null) return hold([message]);
    const { generation, connection } = link;
    const keep = [...prepared.keys()];
    const outcome = await whatsapp.prepareFile({ reservedId, file, bytes, generation, keep });
    if (outcome.kind === 'prepared' && parts.caughtUp()?.connection === connection) {
      prepared.set(reservedId, connection);
      parts.onChange();
      return;
    }
    log.warn({ id, because: outcome.kind === 'failed' ? outcome.because : 'reconnected' }, 'no upload');
    waiting.set(id, clock.monotonic() + againMs);
  }

  /** From the owner's own message, if it still has the same bytes; only after the owner was asked. */
  async function fetchedAgain(id: number, file: FileRef): Promise<Uint8Array | null> {
    if (ledger.setting(askedKey(id)) === null) return null;
    const reading = await whatsapp.readFile(parts.controlChats(), file.from, mostFileBytes);
    if (reading.kind !== 'file') return null;
    media.keep(reading.bytes, clock.now());
    return media.read(file);
  }

  function hold(messages: readonly Message[]): void {
    const lost = messages.filter(isScheduled);
    if (lost.length === 0) return;
    const at = clock.now();
    ledger.write((tx) => {
      for (const { id } of lost) tx.set(askedKey(id), String(at));
      holdScheduled({ tx, tell: ground.tell, at }, lost, 'file_missing');
    });
    parts.onChange();
  }

  function wakeAfter(now: number): number | null {
    const [nextUpload] = scheduled(now + leadMs, now + soonMs, 1);
    const [nextLook] = scheduled(now + soonMs, Number.MAX_SAFE_INTEGER, 1);
    const tries = [...waiting].flatMap(([id, until]) => {
      if (until > clock.monotonic()) return [now + until - clock.monotonic()];
      waiting.delete(id);
      return [];
    });
    const wakes = [
      ...tries,
      ...(nextUpload === undefined ? [] : [nextUpload.plannedAt - leadMs + 1]),
      ...(nextLook === undefined ? [] : [nextLook.plannedAt - soonMs + 1]),
    ];
    return wakes.length === 0 ? null : Math.min(...wakes);
  }

  /** Files of questions that were never answered; what a message names stays as long as its text does. */
  function sweep(): void {
    sweptAt = clock.monotonic();
    const drafts = ledger.openQuestions().map(({ draft }) => draft);
    const isUsed = (hash: string): boolean =>
      drafts.some((draft) => draft.includes(hash)) || ledger.count({ fileIs: hash, unerased: true }) > 0;
    const swept = media.sweep(clock.now() - dayMs, isUsed);
    if (swept > 0) log.info({ swept }, 'files that nobody scheduled are deleted');
  }
}
