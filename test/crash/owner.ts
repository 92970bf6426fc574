/** The owner at the phone: writes, waits for what comes back, and looks at what the recipients got. */
import { owner } from '../../src/simulator/cast.ts';
import { type Entry, followWorld, type Line, openRecord, type Stanza, stanzas } from './world.ts';

/** Real time that anything may take to be answered, over a crash and a start: far more than it ever does. */
const patienceMs = 45_000;

export interface Owner {
  /** Writes, and waits for an answer that fits, or that says why there is none; returns it. */
  asks(text: string, pattern: RegExp, file?: string): Promise<string>;
  /** `file`: the content of a document that hangs on it. */
  writes(text: string, file?: string): void;
  /** Waits for something that the bot says after `since` entries of the record. */
  hears(pattern: RegExp, since?: number): Promise<string>;
  /** Waits until the record shows it. */
  sees(what: string, read: (entries: readonly Entry[]) => boolean): Promise<void>;
  /** Whether some recipient has this text: the owner looks there before answering. */
  received(text: string): boolean;
  /** Lets the bot's own time come to `instant`, ms. */
  until(instant: number): Promise<void>;
  now(): number;
  entries(): readonly Entry[];
  /** The record has grown. */
  look(): void;
  close(): void;
}

/** What the bot says when it cannot do what was asked, or asks back. */
const otherwise = /🚫|ℹ️|❓|⚠️/u;

export function isControl({ chatId }: { readonly chatId: string }): boolean {
  return chatId === owner.lid || chatId === `${owner.phone.slice(1)}@c.us`;
}

/** Everything that the bot has told the owner, oldest first. */
export function toldIn(entries: readonly Entry[]): readonly Stanza[] {
  return stanzas(entries).filter(isControl);
}

export function createOwner(worldFile: string, now: () => number, onLine: (line: Line) => void): Owner {
  const record = openRecord(worldFile);
  const waiting = new Set<() => void>();
  const world = followWorld(worldFile);
  let entries = world.entries();
  let lines = 0;

  const self: Owner = {
    now,
    entries: () => entries,
    close() {
      record.close();
      world.close();
    },
    received: (text) => stanzas(entries).some((one) => one.text === text),
    async until(instant) {
      while (now() < instant) await new Promise((done) => setTimeout(done, 5));
    },
    look() {
      entries = world.entries();
      for (const check of [...waiting]) check();
    },
    writes(text, file) {
      const waId = `3A${(entries.length * 1_000 + ++lines).toString(16).toUpperCase().padStart(18, '0')}`;
      const line: Line = { kind: 'line', waId, text, at: now(), ...(file !== undefined && { file }) };
      record.note(line);
      self.look();
      onLine(line);
    },
    asks(text, pattern, file) {
      const since = entries.length;
      self.writes(text, file);
      return self.hears(new RegExp(`${pattern.source}|${otherwise.source}`, 'u'), since);
    },
    async hears(pattern, since = 0) {
      const found = (): Stanza | undefined =>
        toldIn(entries.slice(since)).find(({ text }) => pattern.test(text));
      await self.sees(`the bot to say ${pattern}`, () => found() !== undefined);
      return found()?.text ?? '';
    },
    sees: (what, read) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!read(entries)) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`waited ${patienceMs / 1000} s for ${what}`));
        }, patienceMs);
        waiting.add(check);
        check();
      }),
  };
  return self;
}
