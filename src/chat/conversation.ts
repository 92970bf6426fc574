/**
 * The conversation: stores what the owner says in the turn in which it arrives, and carries it out one at a time, in
 * order of arrival; a stop overtakes. Effects, `done` and reply of a command are one transaction, so a command is
 * executed once however often WhatsApp reports it and wherever the process dies.
 */
import type { Conversation } from '../core/conversation.ts';
import type { Dispatcher } from '../core/dispatcher.ts';
import {
  differsAnew,
  differsFromKnown,
  forgetAsked,
  holdEdited,
  isAskedAbout,
  noteAsked,
} from '../core/edited.ts';
import type { Ground } from '../core/ground.ts';
import type { Holding } from '../core/hold.ts';
import { createLane } from '../core/lane.ts';
import { type CommandRow, LedgerFault, type LedgerWrites } from '../core/ledger.ts';
import { placeOf } from '../core/log.ts';
import { heedStopFile, latchStop, type StopReport, stopSending } from '../core/stop.ts';
import type { Inbound } from '../core/whatsapp.ts';
import { isAddressed } from './addressed.ts';
import type { CommandContext, Decision, Reply } from './command.ts';
import { dropQuestionsOf, lapseQuestions } from './dropping.ts';
import { questionLifeMs } from './question.ts';
import { cancelByRevoke } from './revoked.ts';
import { stopReply } from './stop-reply.ts';
import { isStop } from './verb.ts';

export interface ConversationParts {
  /** When this process began, ms: what lapsed before was not seen to lapse. */
  readonly startedAt: number;
  readonly context: (command: CommandRow, live: boolean) => CommandContext;
  /** What a stored command or answer leads to. */
  readonly route: (context: CommandContext) => Promise<Decision>;
}

interface Queued {
  readonly row: CommandRow;
  /** It overtakes. */
  readonly stop: boolean;
}

function queued(row: CommandRow): Queued {
  return { row, stop: isStop(row.text) };
}

export function createConversation(
  ground: Ground,
  dispatcher: Dispatcher,
  parts: ConversationParts,
): Conversation {
  const { ledger, clock, log } = ground;
  const lane = createLane();
  /** Reports of stops whose gate is being asked, by command. */
  const stops = new Map<number, Promise<StopReport>>();
  /**
   * What the drain in hand has before it, read once: a burst of commands is not read anew for each of them. Null: to be
   * read, because something else may have closed some.
   */
  let queue: Queued[] | null = null;
  /** Command messages whose last words were taken back, until nothing is in hand that could carry those out. */
  const editedBack: Inbound[] = [];
  /** Commands that were written while this process listened. */
  const written = new Set<number>();

  return {
    receive(message, live) {
      if (isStop(message.text)) return receiveStop(message);
      if (!isAddressed(ledger, message)) return;
      const stored = ledger.write((tx) => {
        const row = tx.receiveCommand(rowOf(message));
        if (row !== null) forgetAsked(tx, message.waId);
        return row;
      });
      if (stored !== null) {
        log.info({ waId: message.waId, edited: stored.edited }, 'command received');
        if (live) written.add(stored.id);
      }
      // Edited back to words it had before: they are known, and yet not what stands in the ledger.
      else if (differsAnew(ledger, message.waId, message.text)) {
        ledger.write((tx) => holdEdited(holding(tx), message.waId));
        editedBack.push(message);
      } else if (!differsFromKnown(ledger, message.waId, message.text) && isAskedAbout(ledger, message.waId))
        ledger.write((tx) => forgetAsked(tx, message.waId));
    },
    revoked: (waId) => lane.run(() => cancelByRevoke(ground, dispatcher, waId)),
    drain: () =>
      lane.run(async () => {
        queue = null;
        for (;;) {
          for (const message of editedBack.splice(0)) withdraw(message);
          const row = nextRow();
          if (row === null) return lapseQuestions(ground, parts.startedAt, contextOf);
          await carryOut(row);
        }
      }),
  };

  function contextOf(row: CommandRow): CommandContext {
    return parts.context(row, written.has(row.id));
  }

  function rowOf(message: Inbound) {
    return {
      waId: message.waId,
      text: message.text,
      chatId: message.chatIds[0] ?? '',
      at: message.at,
      receivedAt: clock.now(),
      quotedWaId: message.quotedWaId,
      file: message.file,
    };
  }

  /** No command is in hand: words that were taken back before they were read are not, and what they armed is held. */
  function withdraw({ waId, text }: Inbound): void {
    queue = null;
    if (!differsFromKnown(ledger, waId, text)) return;
    ledger.write((tx) => {
      dropQuestionsOf(tx, waId, clock.now());
      const last = tx.command(waId).at(-1);
      if (last?.state === 'received') tx.commandDone(last.id, clock.now());
      else holdEdited(holding(tx), waId);
      noteAsked(tx, waId, text);
    });
  }

  function holding(tx: LedgerWrites): Holding {
    return { tx, tell: ground.tell, at: clock.now() };
  }

  /** The latch is committed before anything else is looked at, and the gate is asked at once. */
  function receiveStop(message: Inbound): void {
    const stored = ledger.write((tx) => {
      const row = tx.receiveCommand(rowOf(message));
      if (row !== null) latchStop(tx, 'owner_command', clock.now());
      return row;
    });
    if (stored === null) return;
    queue?.push(queued(stored));
    log.warn({ waId: message.waId }, 'stop');
    const report = stopSending(ground, dispatcher);
    stops.set(stored.id, report);
    // The latch stands; a report that failed is asked for anew when the command is answered.
    report.catch(() => stops.delete(stored.id));
  }

  function nextRow(): CommandRow | null {
    queue ??= ledger.commandsReceived().map(queued);
    const stop = queue.findIndex((one) => one.stop);
    return queue.splice(Math.max(0, stop), 1)[0]?.row ?? null;
  }

  async function carryOut(row: CommandRow): Promise<void> {
    await heedStopFile(ground, dispatcher);
    const decision = await decisionFor(row);
    const recorded = await carryOutOrAnswer(row, decision);
    if (recorded !== 1) throw new Error(`a command's reply must be recorded once, not ${recorded} times`);
    log.info({ waId: row.waId }, 'command carried out');
    written.delete(row.id);
    await decision.after?.();
  }

  /** Effects that broke are undone with their transaction. */
  async function carryOutOrAnswer(row: CommandRow, decision: Decision): Promise<number> {
    let recorded = 0;
    const once = (tx: LedgerWrites, reply: Reply): void => {
      recorded++;
      record(tx, row, reply);
    };
    try {
      await decision.carryOut(once);
    } catch (fault) {
      recorded = 0;
      await failed(row, fault).carryOut(once);
    }
    return recorded;
  }

  async function decisionFor(row: CommandRow): Promise<Decision> {
    if (isStop(row.text)) return stopDecision(row);
    try {
      return await parts.route(contextOf(row));
    } catch (fault) {
      return failed(row, fault);
    }
  }

  /** One command that breaks the program must not break it again at every start: it is answered, and changes nothing. */
  function failed(row: CommandRow, fault: unknown): Decision {
    if (fault instanceof LedgerFault) throw fault;
    log.error({ waId: row.waId, ...placeOf(fault) }, 'a command failed');
    const text = '⚠️ I failed at this command.\nNothing was changed. /help';
    return { carryOut: (record) => ledger.write((tx) => record(tx, { text })) };
  }

  async function stopDecision(row: CommandRow): Promise<Decision> {
    const report = await (stops.get(row.id) ?? stopSending(ground, dispatcher));
    stops.delete(row.id);
    return {
      carryOut: (record) => ledger.write((tx) => record(tx, stopReply(report, contextOf(row)))),
    };
  }

  function record(tx: LedgerWrites, row: CommandRow, reply: Reply): void {
    const at = clock.now();
    const question =
      reply.ask === undefined
        ? null
        : tx.ask({
            kind: reply.ask.kind,
            draft: JSON.stringify(reply.ask.draft),
            at,
            lapsesAt: reply.ask.lapses ? at + questionLifeMs : null,
          });
    tx.addNotice({
      kind: question === null ? 'reply' : 'question',
      body: reply.text,
      chatId: row.chatId,
      about: reply.about ?? [],
      questionId: question?.id ?? null,
      picture: reply.picture ?? null,
      at,
    });
    tx.commandDone(row.id, at);
  }
}
