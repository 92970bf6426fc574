/**
 * The port to the ledger: the one durable record, and the only place where a message changes its status. Reads may
 * happen at any time; every write happens inside `write`, which is one `BEGIN IMMEDIATE` transaction without an await,
 * checks that this process is still the one that opened the ledger last (the epoch), and is fsynced when it returns.
 */
import type { AlarmReads, AlarmWrites } from './alarm.ts';
import type { AliasReads, AliasWrites } from './alias.ts';
import type { AmendmentReads, AmendmentWrites } from './amendment.ts';
import type { BackupOutcome } from './backup.ts';
import type { ConsentReads, ConsentWrites } from './consent.ts';
import type { DeedReads, DeedWrites } from './deed.ts';
import type { ErasureReads, ErasureWrites } from './erasure.ts';
import type { FileRef } from './files.ts';
import type { Actor, Evidence } from './lifecycle.ts';
import type { AckLevel, Attempt, Chat, Claim, HoldReason, Message, Status } from './message.ts';
import type { NewNotice, Notice, Telling } from './notice.ts';
import type { OutcomeReads } from './outcomes.ts';
import type { Question } from './question.ts';
import type { ScratchLedger } from './rehearsal.ts';
import type { SeriesReads, SeriesWrites } from './series.ts';
import type { UnsendReads, UnsendWrites } from './unsend.ts';
import type { FileKind } from './whatsapp.ts';

export type LatchName = 'stopped' | 'breaker';
export type LatchWhy =
  | 'owner_command'
  | 'outside' // sendonce stop, the emergency stop over HTTP
  | 'stop_file'
  | 'in_doubt_in_a_row'
  | 'account_refused'
  | 'second_delivery'
  | 'crash_loop'
  | 'conflict';
export interface Latch {
  readonly name: LatchName;
  readonly setAt: number;
  readonly why: LatchWhy;
  /** The messages that tripped it, as far as there are any. */
  readonly about?: readonly number[];
}

/** A command or an answer as WhatsApp reported it: identified by (WhatsApp id, hash of its text). */
export interface CommandRow {
  readonly id: number;
  readonly waId: string;
  readonly text: string;
  /** Where the reply goes: the control chat it was written in. */
  readonly chatId: string;
  /** When the owner sent it, by WhatsApp's clock; the reference time of its words. */
  readonly at: number;
  readonly receivedAt: number;
  readonly quotedWaId: string | null;
  /** What hung on it besides its text, or on the message that it quoted. */
  readonly file: FileKind | null;
  /** A later text of a command message that was already known under another text. */
  readonly edited: boolean;
  readonly state: 'received' | 'done';
}

export interface NewCommand {
  readonly waId: string;
  readonly text: string;
  readonly chatId: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly quotedWaId: string | null;
  readonly file: FileKind | null;
}

export interface NewMessage {
  readonly batchId: number;
  readonly part: number;
  readonly parts: number;
  readonly chat: Chat;
  readonly body: string;
  readonly dueAt: number;
  readonly plannedAt: number;
  readonly graceMs: number;
  readonly zone: string;
  readonly dry: boolean;
  readonly reservedId: string;
  readonly replaces: number | null;
  readonly commandWaId: string;
  readonly file: FileRef | null;
  readonly at: number;
}

export interface Move {
  readonly id: number;
  readonly from: Status;
  readonly to: Status;
  readonly actor: Actor;
  readonly evidence: Evidence;
  /** A figure or a closed word, never a body, a name or a number. */
  readonly detail?: string;
  readonly at: number;
  /** Required for `to: 'held'`. */
  readonly holdReason?: HoldReason;
  /** For `held -> scheduled`: planned anew, grace counts from there. */
  readonly plannedAt?: number;
  /** For `to: 'sent'` by an ack. */
  readonly ack?: AckLevel;
}

export interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly messageId: number | null;
  readonly actor: Actor;
  readonly from: string | null;
  readonly to: string;
  readonly evidence: Evidence;
  readonly detail: string | null;
}

export interface MessageFilter {
  readonly statuses?: readonly Status[];
  readonly plannedFrom?: number;
  /** Exclusive. */
  readonly plannedBefore?: number;
  readonly batchId?: number;
  readonly commandWaId?: string;
  readonly chatId?: string;
  /** Also where that text is erased. */
  readonly bodyIs?: string;
  /** The hash of its file; null: without one. */
  readonly fileIs?: string | null;
  readonly withFile?: true;
  /** With its text, and so with its file. */
  readonly unerased?: true;
  readonly dry?: boolean;
  readonly order?: 'planned' | 'changed_last_first' | 'id_last_first';
  readonly limit?: number;
  readonly offset?: number;
}

export interface LedgerReads
  extends AlarmReads,
    AliasReads,
    AmendmentReads,
    ConsentReads,
    DeedReads,
    ErasureReads,
    OutcomeReads,
    SeriesReads,
    UnsendReads {
  message(id: number): Message | null;
  messages(filter: MessageFilter): readonly Message[];
  count(filter: MessageFilter): number;
  byReservedId(reservedId: string): Message | null;
  attempt(messageId: number): Attempt | null;
  replacementOf(messageId: number): Message | null;
  /**
   * Every message that a look-up may still settle, by (planned, id): in doubt or in sending; failed or cancelled after an
   * attempt that no later page has looked for; missed and asked about; and all that stand behind a replacement which has
   * not gone yet.
   */
  openFates(): readonly Message[];
  /** Every message that needs the owner: held, in doubt, and missed or failed ones not dropped nor replaced. */
  needingOwner(): readonly Message[];
  /** Scheduled, live, planned at or before `now`, no part in the way, replacements clear; by (planned, id). */
  claimable(now: number, limit: number): readonly Message[];
  /** Earliest planned instant of a scheduled message after `after`, or null. */
  nextPlanned(after: number): number | null;
  /** Earliest planned + grace among scheduled messages, or null. */
  nextExpiry(): number | null;
  /** When a message of this batch was last claimed, or null. */
  lastClaimInBatch(batchId: number): number | null;
  /** When the `nth` latest claim was made, 1 for the last one; null where there are fewer. */
  nthLastClaim(nth: number): number | null;
  /**
   * What counts towards the caps in [from, before), ascending: the instants of claims, and those for which a live message
   * is scheduled. What was cancelled, missed or rehearsed never left.
   */
  takenBetween(from: number, before: number): readonly number[];
  /** No fewer than there are of them: counted in the indexes alone, where a rehearsal looks like a send. */
  takenAtMost(from: number, before: number): number;
  /** The most recently settled attempts' statuses, last first: for the breaker. */
  lastOutcomes(limit: number): readonly { readonly messageId: number; readonly status: Status }[];
  events(messageId: number): readonly EventRow[];
  /** The number of the last event; 0 before the first. */
  lastEvent(): number;
  /** Messages with an event after that number, each once, in the order of its last one; at most 1,000, the latest. */
  changedAfter(event: number): readonly Message[];
  /** The latest time that any event bears: after a step of the clock not the last event's. */
  lastEventAt(): number | null;
  latch(name: LatchName): Latch | null;
  command(waId: string): readonly CommandRow[];
  /** Commands stored and not carried out yet, in order of arrival. */
  commandsReceived(): readonly CommandRow[];
  /** Commands that the owner wrote after this one, by WhatsApp's clock and, within its seconds, by their arrival. */
  commandsAfter(command: CommandRow): readonly CommandRow[];
  notice(id: number): Notice | null;
  /** Oldest first: those with an id above `after`, at most `limit` of them. */
  noticesWaiting(after?: number, limit?: number): readonly Notice[];
  tellings(noticeId: number): readonly Telling[];
  openTellings(): readonly Telling[];
  /** Whether this bare id is one that the bot made, for a message or for a notice. */
  isOurs(waId: string): boolean;
  noticeByWaId(waId: string): Notice | null;
  /** Null also for one whose words are erased. */
  question(id: number): Question | null;
  openQuestions(): readonly Question[];
  setting(key: string): string | null;
  /** A learned name (already folded by the chat) and the chat it stands for. */
  learned(name: string): Chat | null;
  /** Whether that page generation's browser process is known to be gone. */
  pageIsDead(generation: string): boolean;
}

export interface LedgerWrites
  extends LedgerReads,
    AlarmWrites,
    AliasWrites,
    AmendmentWrites,
    ConsentWrites,
    DeedWrites,
    ErasureWrites,
    SeriesWrites,
    UnsendWrites {
  newBatch(commandWaId: string, at: number): number;
  arm(message: NewMessage): Message;
  /** Exactly one row must change, else it throws. Writes the event. */
  move(move: Move): Message;
  /**
   * The claim: one conditional UPDATE with the attempt's INSERT. Null where any condition no longer holds: status,
   * planned, grace, an earlier part in the way, a latch, the STOP file, a replaced attempt not yet known dead and absent.
   */
  claim(id: number, now: number, generation: string): Claim | null;
  /** The page was seen to take it. */
  handed(messageId: number, at: number): void;
  /** Raise the ack level of a sent message; a lower or equal one changes nothing. */
  raiseAck(messageId: number, ack: AckLevel, at: number): void;
  /** A look-up after catching up, in that page generation, showed no ack for the attempt of this message. */
  attemptAbsent(messageId: number, generation: string): void;
  drop(messageId: number, at: number): void;
  setLatch(latch: Latch): void;
  clearLatch(name: LatchName, actor: Actor, at: number): void;
  /** Null when this very command (id and text) is already known. */
  receiveCommand(command: NewCommand): CommandRow | null;
  commandDone(id: number, at: number): void;
  addNotice(notice: NewNotice): Notice;
  claimTelling(
    noticeId: number,
    reservedId: string,
    generation: string,
    chatId: string,
    at: number,
  ): Telling | null;
  settleTelling(reservedId: string, outcome: 'acked' | 'refused' | 'in_doubt', at: number): void;
  giveUpNotice(id: number): void;
  /** Notice `by` says all that this one, never handed over, was to say. */
  supersedeNotice(id: number, by: number): void;
  ask(question: { kind: string; draft: string; at: number; lapsesAt: number | null }): Question;
  closeQuestion(id: number, to: 'answered' | 'dropped' | 'lapsed'): void;
  set(key: string, value: string | null): void;
  learn(name: string, chat: Chat): void;
  pageBorn(generation: string, at: number): void;
  pageDied(generation: string, at: number): void;
  /** A start of the process is counted; returns the faults among the exits since `since`. */
  recordStart(at: number): void;
  recordExit(at: number, how: 'asked' | 'fault'): void;
  faultExitsSince(since: number): number;
}

export interface Ledger extends LedgerReads {
  /** Runs `act` in one transaction; throws `LedgerFault` for operating faults, and whatever `act` throws. */
  write<T>(act: (tx: LedgerWrites) => T): T;
  /** A number that grows with whatever is written: while it stays the same, so does every answer. */
  writes(): number;
  /** Outside any transaction; never throws a fault. */
  backup(at: number): BackupOutcome;
  /** Outside any transaction: what was erased is gone from the log beside the ledger too. */
  cutLog(): void;
  /** All of it as it stands, in memory, to be closed by whoever asked. Outside any transaction. */
  scratch(at: number): ScratchLedger;
  close(): void;
}

export type LedgerFaultKind = 'busy' | 'full' | 'io' | 'superseded' | 'corrupt';

/** An operating fault of the ledger: nothing of the transaction remains. */
export class LedgerFault extends Error {
  readonly kind: LedgerFaultKind;
  constructor(kind: LedgerFaultKind, cause?: unknown) {
    super(`ledger: ${kind}`, { cause });
    this.name = 'LedgerFault';
    this.kind = kind;
  }
}

/** `DATA_DIR/STOP`: any answer but "there is none" is a stop. */
export interface StopFile {
  stands(): boolean;
  put(): void;
  /** Removes it and syncs the folder; the answer says what stands in the way, with the file's owner. */
  remove(): { readonly kind: 'removed' } | { readonly kind: 'refused'; readonly owner: string };
}
