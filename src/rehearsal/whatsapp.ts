/**
 * WhatsApp as a rehearsal has it: in memory, and willing. It takes what is handed over, refuses what the gate of the page
 * refuses, and confirms as soon or as late as the weather lets it. Any other verb is refused: a rehearsal that reached for
 * one would no longer be one.
 */
import type { Clock } from '../core/clock.ts';
import type { Weather } from '../core/rehearsal.ts';
import type { HandOver, HandOverOutcome, Link, LookUp, WhatsApp } from '../core/whatsapp.ts';

export interface RehearsedWhatsApp {
  readonly port: WhatsApp;
  /** The page that lives. */
  generation(): string;
  /** The next instant at which something changes by itself; null: nothing will. */
  nextChange(): number | null;
  /** Bare ids whose confirmation has come by now, each once, in order. */
  confirmed(): readonly string[];
}

export interface RehearsedGround {
  readonly clock: Pick<Clock, 'now'>;
  readonly weather: Weather;
  /** What WhatsApp has had before: reserved ids of messages that were on their way. */
  readonly had: ReadonlySet<string>;
  readonly onPage: (generation: string) => void;
}

/** Measured over WhatsApp: a third of a second is usual. */
const ackMs = 300;
/** A page is back and caught up by then. */
const backMs = 10_000;
const build = { version: 'rehearsal', lacking: [] };
const account = { phone: '', chatId: '', lid: null };

export function createRehearsedWhatsApp(ground: RehearsedGround): RehearsedWhatsApp {
  const { clock, weather } = ground;
  const known = new Set(ground.had);
  const prepared = new Set<string>();
  let acks: { readonly waId: string; readonly at: number }[] = [];
  const born = clock.now();
  let page = 1;
  let backAt = Number.NEGATIVE_INFINITY;

  // One that died in an earlier life does not come back.
  const generation = (): string => `rehearsal-${born}-${page}`;
  const cutOff = weather.trouble === 'offline' ? weather : null;
  const backAfterCut = cutOff === null ? Number.NEGATIVE_INFINITY : cutOff.to + backMs;
  const isCutOff = (at: number): boolean => cutOff !== null && cutOff.from <= at && at < backAfterCut;

  const link = (): Link => {
    const now = clock.now();
    if (isCutOff(now)) return { state: 'offline', why: 'network' };
    if (now < backAt) return { state: 'recovering', why: 'recycled', tries: 1 };
    const connection = page + (cutOff !== null && now >= backAfterCut ? 1 : 0);
    return { state: 'connected', connection, generation: generation(), account, build };
  };

  const ackAt = (now: number): number => {
    const soon = now + ackMs;
    if (isCutOff(soon)) return backAfterCut + ackMs;
    const isSilent = weather.trouble === 'unconfirmed' && weather.from <= soon && soon < weather.to;
    return isSilent ? weather.to : soon;
  };

  const handOver = (request: HandOver): HandOverOutcome => {
    const now = clock.now();
    if (link().state !== 'connected') return { kind: 'refused', because: 'not_connected' };
    if (request.generation !== generation()) return { kind: 'refused', because: 'page_changed' };
    if (now >= request.notAfter) return { kind: 'refused', because: 'too_late' };
    if (known.has(request.reservedId)) return { kind: 'refused', because: 'known_id' };
    const hasFile = request.file !== undefined && request.file !== null;
    if (hasFile && !prepared.delete(request.reservedId)) return { kind: 'refused', because: 'no_file' };
    known.add(request.reservedId);
    acks.push({ waId: request.reservedId, at: ackAt(now) });
    return { kind: 'handed' };
  };

  const lookUp = (waId: string): LookUp => ({
    reservedId: waId,
    found: known.has(waId) ? { kind: 'present', ack: 1, sendFailure: false } : { kind: 'absent' },
  });

  const verbs: Partial<WhatsApp> = {
    link,
    handOver: async (request) => handOver(request),
    lookUp: async (_, waIds) => waIds.map(lookUp),
    async prepareFile(preparing) {
      if (link().state !== 'connected' || preparing.generation !== generation())
        return { kind: 'failed', because: 'page_changed' };
      prepared.add(preparing.reservedId);
      return { kind: 'prepared' };
    },
    // What is gone from the disk stays gone: only the real WhatsApp could still have it.
    readFile: async () => ({ kind: 'gone' }),
    async recycle() {
      page++;
      prepared.clear();
      backAt = clock.now() + backMs;
      ground.onPage(generation());
    },
  };
  const refuse = (): never => {
    throw new Error('rehearsal: expected nothing else to be asked of WhatsApp');
  };
  return {
    port: new Proxy(verbs as WhatsApp, { get: (_, verb) => verbs[verb as keyof WhatsApp] ?? refuse }),
    generation,
    nextChange() {
      const now = clock.now();
      const changes = [...acks.map(({ at }) => at), backAt, weather.from, weather.to, backAfterCut];
      const ahead = changes.filter((at) => at > now && Number.isFinite(at));
      return ahead.length === 0 ? null : Math.min(...ahead);
    },
    confirmed() {
      const now = clock.now();
      const come = acks.filter(({ at }) => at <= now);
      if (come.length > 0) acks = acks.filter(({ at }) => at > now);
      return come.map(({ waId }) => waId);
    },
  };
}
