/**
 * The world's own record, which no crash of the bot touches and no ledger knows: one file that only grows, written by
 * whoever did it, in the order in which it happened. A stanza has left when its line stands here.
 */
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

export type Entry =
  /** A page of WhatsApp Web was opened; every one before it is dead. */
  | { readonly kind: 'page'; readonly generation: string }
  /** The page took it: the hand-over. Whether it leaves is another matter. */
  | {
      readonly kind: 'handed';
      readonly waId: string;
      readonly chatId: string;
      readonly text: string;
      /** The hash of the file that goes along. */
      readonly file?: string;
    }
  /** WhatsApp's server has it, and so has the recipient. */
  | {
      readonly kind: 'stanza';
      readonly waId: string;
      readonly chatId: string;
      readonly text: string;
      readonly at: number;
      readonly file?: string;
    }
  /** The browser's profile has heard this ack; it outlives the page. */
  | { readonly kind: 'ack'; readonly waId: string; readonly ack: number }
  /** The owner wrote this in the control chat. */
  | Line
  /** What became of the process, for the story. */
  | { readonly kind: 'life'; readonly what: string };

export interface Line {
  readonly kind: 'line';
  readonly waId: string;
  readonly text: string;
  readonly at: number;
  /** The content of the document that hangs on it. */
  readonly file?: string;
}
export type Stanza = Extract<Entry, { kind: 'stanza' }>;

/** One write for each entry, so that it stands there whole or not at all, and in one order with everybody else's. */
export function openRecord(file: string): { note(entry: Entry): void; close(): void } {
  const record = openSync(file, 'a', 0o600);
  return {
    note: (entry) => void writeSync(record, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(record),
  };
}

export function readWorld(file: string): readonly Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}

/** All entries so far, read on from where the last call came to: a long night is asked about often. */
export function followWorld(file: string): { entries(): readonly Entry[]; close(): void } {
  const record = openSync(file, 'r');
  const entries: Entry[] = [];
  const chunk = Buffer.alloc(65_536);
  let rest = Buffer.alloc(0);
  return {
    close: () => closeSync(record),
    entries() {
      for (let size = readSync(record, chunk); size > 0; size = readSync(record, chunk)) {
        const read = Buffer.concat([rest, chunk.subarray(0, size)]);
        const whole = read.lastIndexOf(10) + 1;
        rest = Buffer.from(read.subarray(whole));
        for (const line of read.subarray(0, whole).toString().split('\n'))
          if (line !== '') entries.push(JSON.parse(line) as Entry);
      }
      return entries;
    },
  };
}

export function stanzas(entries: readonly Entry[]): readonly Stanza[] {
  return entries.filter((entry): entry is Stanza => entry.kind === 'stanza');
}
