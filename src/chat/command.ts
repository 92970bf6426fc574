/**
 * A chat command is data: its name, how it is written, examples that tests run, and `plan`, which looks things up and
 * returns a decision. The decision is carried out in one transaction: the effects, the command's `done` and the reply
 * are committed together, and the reply is then sent from the ledger.
 */
import type { AlertPort } from '../core/alarm.ts';
import type { Dispatcher } from '../core/dispatcher.ts';
import type { ExportShelf } from '../core/export.ts';
import type { FileRef } from '../core/files.ts';
import type { Ground } from '../core/ground.ts';
import type { CommandRow, LedgerWrites } from '../core/ledger.ts';
import type { Paint } from '../core/picture.ts';
import type { Rehearse } from '../core/rehearsal.ts';
import type { AddressBook } from './address-book.ts';
import type { Draft, QuestionKind } from './question.ts';

export interface CommandDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line each, as the owner would write it. */
  readonly usage: readonly string[];
  /** What it does, one short sentence for /help. */
  readonly summary: string;
  /** Whole commands that work as they stand in the test world; every one is run by a test and shown by /help. */
  readonly examples: readonly string[];
  /** A text to be sent may stand on its first line. */
  readonly hasText?: true;
  /** It knows what to do with a file; without it one that has a text is refused with a file. */
  readonly takesFile?: true;
  /** Commands that can lead to a send are not executed when older than a day. */
  readonly mayLeadToSend: boolean;
  /** Commands that move on drop an open question; those that only look leave it open. */
  readonly dropsQuestions: boolean;
  plan(context: CommandContext, input: CommandInput): Promise<Decision> | Decision;
}

export interface CommandInput {
  /** The rest of line 1 after the verb, as typed: the text of a command may begin on it. */
  readonly head: string;
  /** The same without odd and outer spaces, for commands that take words and no text. */
  readonly words: string;
  /** Everything below line 1, byte for byte; null where there is only one line. */
  readonly below: string | null;
}

export interface CommandContext {
  readonly ground: Ground;
  readonly dispatcher: Dispatcher;
  readonly book: AddressBook;
  /** The command or answer that is being carried out. `at` is when the owner sent it: the reference of its words. */
  readonly command: CommandRow;
  /** It was written while this process listened; otherwise it was read afterwards, and may be older than what stands. */
  readonly live: boolean;
  /** When it is carried out, ms. */
  readonly now: number;
  /** The owner's zone; null while it is not known. */
  readonly zone: string | null;
  readonly locale: string;
  /** The messages that the quoted bot message is about, and the question it asked. */
  readonly quoted: { readonly about: readonly number[]; readonly questionId: number | null } | null;
  readonly definitions: readonly CommandDefinition[];
  /** Messages that this very command armed before it was edited. */
  readonly editOf: readonly number[];
  /** The question that led to this command: it is answered, so the command does not drop it as it drops others. */
  readonly answers?: number;
  readonly asking: Asking;
  /** Whether anything makes a sound when the bot has news: a number of its own, or alarms. */
  readonly rings: boolean;
  /** What it is that rings, for /alerts. */
  readonly ringing: { readonly ownNumber: boolean; readonly heartbeat: boolean };
  /** What a command reaches outside the ledger, where nothing can be rolled back; asked for only to use it. */
  readonly outside: () => Outside;
  /** The group that commands beside the owner's own chat, as far as its name is known; null: none does. */
  readonly controlGroup: () => Promise<ControlGroupName | null>;
  /** Lives through what is scheduled over a copy of the ledger. */
  readonly rehearse: Rehearse;
  /** Draws a picture that a reply can carry. */
  readonly paint: Paint;
  /** Says something at once, while the command is still being read; what it says changes nothing. */
  readonly tellNow: (text: string) => void;
  /** How things stand, for /status. */
  readonly standing: () => Standing;
}

/** Null: there is none. */
export interface Outside {
  readonly alert: AlertPort | null;
  readonly shelf: ExportShelf | null;
}

export interface ControlGroupName {
  readonly name: string;
}

/** What the environment wants to be asked about. */
export interface Asking {
  /** The same text to the same chat this close wants a yes, ms. */
  readonly dedupeWindowMs: number;
  /** Two messages of different commands to one chat this close want a yes, ms; default: never. */
  readonly closeMs?: number;
}

export interface Standing {
  readonly link: string;
  readonly caughtUp: boolean;
  readonly startedAt: number;
  readonly version: string;
}

export interface Reply {
  readonly text: string;
  /** Messages that it is about, in the order in which it numbers them. */
  readonly about?: readonly number[];
  /** Goes along with the text, which says the same. */
  readonly picture?: FileRef;
  /** It armed messages: an edited command has been carried out. */
  readonly armed?: true;
  readonly ask?: { readonly kind: QuestionKind; readonly draft: Draft; readonly lapses: boolean };
}

export interface Decision {
  /** Makes the effects in one transaction, in which `record` is called once, with the reply. */
  carryOut(record: (tx: LedgerWrites, reply: Reply) => void): Promise<void> | void;
  /** Once the transaction stands, for what lies outside the ledger. */
  readonly after?: () => Promise<void>;
}

/** A decision whose effects are `act`. */
export function decide(
  ground: Ground,
  act: (tx: LedgerWrites) => Reply,
  after?: () => Promise<void>,
): Decision {
  return {
    carryOut: (record) => ground.ledger.write((tx) => record(tx, act(tx))),
    ...(after === undefined ? {} : { after }),
  };
}

/** A decision that changes nothing. */
export function say(ground: Ground, text: string, about: readonly number[] = []): Decision {
  return decide(ground, () => ({ text, about }));
}
