/** From stored words to a decision: a command by its verb, an edit of an earlier one, or an answer. */
import { holdQuietly } from '../core/hold.ts';
import type { Message } from '../core/message.ts';
import { isFromBeforeRestore } from '../core/restored.ts';
import { pauseSeries } from '../core/series-change.ts';
import { dayAndTime } from '../core/time/format.ts';
import { answerQuestion } from './answering.ts';
import { verbByContext } from './by-context.ts';
import { ranges } from './cancel-text.ts';
import { type CommandContext, type CommandDefinition, type Decision, decide, say } from './command.ts';
import { dropQuestions } from './dropping.ts';
import { fileNotTaken } from './file-text.ts';
import { excerpt, named } from './naming.ts';
import { normalise } from './normalise.ts';
import { statusText } from './state-text.ts';
import { hasPrefix, readVerb } from './verb.ts';

/** Words older than this may not lead to a send; stop, cancel and drop are executed at any age. */
const oldMs = 24 * 60 * 60_000;

/** As many as the longest selection takes: 256 numbers of nine digits. */
const longestWords = 3_000;

/** More than these are told from the first to the last: a table may have armed thousands. */
const mostNamed = 8;

export async function route(context: CommandContext): Promise<Decision> {
  const { command, ground } = context;
  if (command.edited) return routeEdit(context);
  if (hasPrefix(command.text)) return routeCommand(context, command.text);
  const byContext = verbByContext(context);
  if (byContext !== null) return routeCommand(context, byContext);
  const harmless =
    /\b(?:no|drop|arrived)\b/i.test(command.text) && !/\b(?:send|again|move)\b/i.test(command.text);
  if (context.now - command.at > oldMs && !harmless) return say(ground, tooOld(context));
  // An answer to a question that is not in this ledger would be taken for the answer to another.
  if (isFromBeforeRestore(ground.ledger, command.at)) return say(ground, fromBefore(context));
  return answerQuestion(context, routeCommand);
}

/** A command as it was written, with its prefix. */
export async function routeCommand(context: CommandContext, text: string): Promise<Decision> {
  const { ground, command, definitions } = context;
  const reading = readVerb(text, definitions);
  if (reading.kind === 'none' || (reading.kind === 'unknown' && reading.corrected === null))
    return say(ground, unknownText(reading.kind === 'unknown' ? reading.typed : text));
  if (reading.kind === 'unknown') {
    const corrected = reading.corrected ?? '';
    return decide(ground, () => ({
      text: `❓ I know no ${excerpt(reading.typed, 16)}. Did you mean this?\n${firstLine(corrected)}\n👍 or yes · no`,
      ask: {
        kind: 'corrected',
        draft: {
          ...{ kind: 'corrected', text: corrected, waId: command.waId, saidAt: command.at },
          ...{ file: command.file, quotedWaId: command.quotedWaId },
        },
        lapses: true,
      },
    }));
  }
  const definition = definitions.find((one) => one.name === reading.name) as CommandDefinition;
  if (definition.mayLeadToSend && context.now - command.at > oldMs) return say(ground, tooOld(context));
  // Carried out before the ledger was put back, perhaps, and sent: a second time would be twice.
  if (definition.mayLeadToSend && isFromBeforeRestore(ground.ledger, command.at))
    return say(ground, fromBefore(context));
  // Its text without what hangs on it would be another message than the owner meant.
  if (command.file !== null && definition.hasText === true && definition.takesFile !== true)
    return say(ground, fileNotTaken(definition.name));
  const words = normalise(reading.head).trim();
  // Words so long where no text may stand were pasted by mistake.
  if (words.length > longestWords && definition.hasText !== true)
    return say(
      ground,
      `🚫 Nothing done: that is too long for /${definition.name}.\n/help ${definition.name}`,
    );
  const decision = await definition.plan(context, {
    head: reading.head,
    words,
    below: reading.below,
  });
  return definition.dropsQuestions ? dropping(context, decision) : decision;
}

/** An open question is dropped by the command, in its transaction, and the reply says so. */
function dropping(context: CommandContext, decision: Decision): Decision {
  return {
    ...decision,
    carryOut: (record) =>
      decision.carryOut((tx, reply) => {
        const lost = dropQuestions(tx, context);
        record(tx, { ...reply, text: [reply.text, ...lost].join('\n\n') });
      }),
  };
}

/**
 * An edited command is one transaction that cancels what it armed before and arms the new, or says too late. If the new
 * words need a question or cannot be read, the old messages are held: the owner no longer wants them as they were.
 */
async function routeEdit(context: CommandContext): Promise<Decision> {
  const { ground, command } = context;
  const before = ground.ledger.messages({ commandWaId: command.waId });
  if (before.length === 0)
    return hasPrefix(command.text)
      ? routeCommand(context, command.text)
      : say(ground, 'ℹ️ I went by what you wrote first.\n/list shows how things stand.');
  // Of a series what has gone is no part of what is changed.
  const series = ground.ledger.seriesOfCommand(command.waId)?.id ?? null;
  const left = before.filter(
    ({ status, batchId }) =>
      (series === null || ground.ledger.occurrenceOf(batchId)?.seriesId !== series) &&
      status !== 'scheduled' &&
      status !== 'held' &&
      status !== 'cancelled',
  );
  if (left.length > 0)
    return say(
      ground,
      tooLateToEdit(left),
      left.map(({ id }) => id),
    );
  const editOf = before
    .filter(({ status }) => (series === null ? status !== 'cancelled' : isOpen(status)))
    .map(({ id }) => id);
  const edited = { ...context, editOf };
  const decision = hasPrefix(command.text)
    ? await routeCommand(edited, command.text)
    : say(ground, unknownText(command.text));
  return holdingUnlessArmed(context, decision, editOf);
}

function isOpen(status: Message['status']): boolean {
  return status === 'scheduled' || status === 'held';
}

function holdingUnlessArmed(context: CommandContext, decision: Decision, ids: readonly number[]): Decision {
  return {
    ...decision,
    carryOut: (record) =>
      decision.carryOut((tx, reply) => {
        if (reply.armed === true) return record(tx, reply);
        const scheduled = ids
          .flatMap((id) => tx.message(id) ?? [])
          .filter(({ status }) => status === 'scheduled');
        const at = context.ground.clock.now();
        const series = tx.seriesOfCommand(context.command.waId);
        const paused =
          series !== null && pauseSeries(tx, series.id, at)
            ? `\n🔁 S${series.id} is paused: /resume S${series.id}`
            : '';
        const held = holdQuietly({ tx, at }, scheduled, 'command_edited').map(({ id }) => id);
        const note =
          held.length === 0
            ? ''
            : `\n\n✋ ${held.length > mostNamed ? ranges(held) : held.map((id) => `#${id}`).join(', ')} ${held.length === 1 ? 'is' : 'are'} held until then.\n/attention: send as it was, or drop.`;
        record(tx, { ...reply, text: `${reply.text}${note}${paused}` });
      }),
  };
}

function tooLateToEdit(left: readonly Message[]): string {
  const [first] = left;
  const what = first === undefined ? 'it' : `${named(first)} is ${statusText[first.status]}`;
  return `⚠️ Too late to change: ${what}.\nNothing was changed.\nFor something new, write a new /schedule.`;
}

function tooOld(context: CommandContext): string {
  return `⌛ Nothing done: you wrote this ${writtenAt(context)},\nand I was away until now.\n${onceMore(context)}`;
}

function fromBefore(context: CommandContext): string {
  return `⌛ Nothing done: I was put back to a backup\nafter you wrote this, ${writtenAt(context)}.\n${onceMore(context)}`;
}

function writtenAt({ command, zone, now }: CommandContext): string {
  return dayAndTime(command.at, zone ?? 'UTC', now);
}

function onceMore({ command }: CommandContext): string {
  return `${excerpt(command.text, 40)}\nWrite it again if you still want it.`;
}

function unknownText(typed: string): string {
  const what = typed.trim() === '' ? 'That is no command' : `I know no ${excerpt(typed)}`;
  return `🚫 ${what}.\nTry: /schedule tomorrow 9:00 to Mum: hello\n/list · /help`;
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return Array.from(line).length > 120 ? `${Array.from(line).slice(0, 119).join('')}…` : line;
}
