/** `/cancel`: takes back what has not left, and says for each message which is true. */

import { cancelThese } from '../src/chat/cancelling.ts';
import {
  type CommandContext,
  type CommandDefinition,
  type Decision,
  decide,
  say,
} from '../src/chat/command.ts';
import { gist } from '../src/chat/file-text.ts';
import { messagesFor } from '../src/chat/meant.ts';
import { excerpt } from '../src/chat/naming.ts';
import { itemText } from '../src/chat/overdue-list.ts';
import { yesOrNo } from '../src/chat/schedule/open-text.ts';
import { readSelection } from '../src/chat/selection.ts';
import { bySentence } from '../src/chat/sentence.ts';
import { quotedSeries, readSeriesIds } from '../src/chat/series-selection.ts';
import { noSuchSeries, seriesNames } from '../src/chat/series-text.ts';
import type { Message } from '../src/core/message.ts';
import type { Series } from '../src/core/series.ts';

/** One command's batch is never larger. */
const mostCancelled = 5_000;
const example = 'Try: /cancel 12 · /cancel 12, 13\nor /cancel last · /cancel Mum';
/** As many as one looks through before saying yes. */
const mostShown = 6;

export const cancel: CommandDefinition = {
  name: 'cancel',
  aliases: ['rm', 'del', 'forget'],
  usage: ['/cancel 12[, 13|-15|all|last|<name>|B3|S2]'],
  summary: 'take back what has not left',
  examples: [
    '/cancel 12',
    '/cancel 12, 13',
    '/cancel 12-15',
    '/cancel last',
    '/cancel Mum',
    '/cancel all',
    '/cancel B3',
    '/cancel S2',
  ],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const { ledger } = ground;
    const chosen = readSeriesIds(input.words);
    if (chosen !== null) {
      const unknown = chosen.filter((id) => ledger.series(id) === null);
      return unknown.length > 0 ? say(ground, noSuchSeries(unknown)) : cancelThese(context, [], chosen);
    }
    const selection = readSelection(input.words);
    switch (selection.kind) {
      case 'refuse': {
        const quoted = selection.reason === 'empty' ? quotedSeries(context) : null;
        if (quoted !== null) return cancelThese(context, [], [quoted.id]);
        const about = context.quoted?.about ?? [];
        if (selection.reason === 'empty' && about.length > 0) return cancelThese(context, about);
        return say(ground, `🚫 Nothing cancelled.\n${bySentence(selection.text)}\n${example}`);
      }
      case 'ids': {
        const batches = selection.batches.map((id) => ledger.messages({ batchId: id, limit: mostCancelled }));
        const unknown = selection.batches.filter((_, index) => batches[index]?.length === 0);
        if (unknown.length > 0)
          return say(
            ground,
            `🚫 Nothing cancelled: there is no ${unknown.map((id) => `B${id}`).join(', ')}.\n/list shows what there is.`,
          );
        return cancelThese(context, [...selection.ids, ...batches.flat().map((message) => message.id)]);
      }
      case 'last': {
        const last = lastArmed(context);
        if (last === undefined) return say(ground, nothingText(''));
        const made = ledger.occurrenceOf(last.batchId);
        if (made !== null) return cancelThese(context, [], [made.seriesId]);
        return cancelThese(context, [last.id]);
      }
      case 'all':
        return askFirst(context, open(context), '', true);
      case 'name':
        return askFirst(
          context,
          messagesFor(context, open(context), selection.name),
          ` for ${excerpt(selection.name)}`,
        );
      default:
        return selection satisfies never;
    }
  },
};

function open({ ground }: CommandContext): readonly Message[] {
  return ground.ledger.messages({ statuses: ['scheduled', 'held', 'sending'], order: 'planned' });
}

/** What the owner armed last: of a series that is its first occurrence; the others arm themselves. */
function lastArmed({ ground }: CommandContext): Message | undefined {
  const { ledger } = ground;
  return ledger
    .messages({ statuses: ['scheduled', 'held', 'sending'], order: 'id_last_first' })
    .find(({ batchId }) => {
      const made = ledger.occurrenceOf(batchId);
      return made === null || ledger.firstOccurrence(made.seriesId)?.batchId === batchId;
    });
}

/** The series all of whose scheduled messages are among these, and for "all" those that are paused too. */
function seriesAmong(
  { ground }: CommandContext,
  messages: readonly Message[],
  all: boolean,
): readonly Series[] {
  const { ledger } = ground;
  const ids = new Set(messages.map(({ id }) => id));
  return ledger.seriesIn(['active', 'paused']).filter((series) => {
    const standing = ledger.messagesOfSeries(series.id).filter(({ status }) => status === 'scheduled');
    return standing.length === 0 ? all : standing.every(({ id }) => ids.has(id));
  });
}

function nothingText(what: string): string {
  return `🚫 Nothing cancelled:\nnothing is scheduled${what}. /list`;
}

function lineOf(context: CommandContext, message: Message): string {
  return `${itemText(message, context.zone ?? 'UTC', context.now)}: ${gist(message, 16)}`;
}

/** `/cancel all` and `/cancel <name>` list first and ask. */
function askFirst(
  context: CommandContext,
  messages: readonly Message[],
  what: string,
  all = false,
): Decision {
  const { ground } = context;
  const series = seriesAmong(context, messages, all);
  if (messages.length + series.length === 0) return say(ground, nothingText(what));
  const ids = messages.map((message) => message.id);
  const more = messages.length - mostShown;
  return decide(ground, () => ({
    text: [
      messages.length === 1 ? '❓ Cancel this message?' : `❓ Cancel these ${messages.length} messages?`,
      ...(series.length === 0 ? [] : [`and all that comes of ${seriesNames(series.map(({ id }) => id))}`]),
      ...messages.slice(0, mostShown).map((message) => lineOf(context, message)),
      ...(more > 0 ? [`… and ${more} more: /list`] : []),
      yesOrNo,
    ].join('\n'),
    about: ids,
    ask: { kind: 'cancel', draft: { kind: 'cancel', ids, series: series.map(({ id }) => id) }, lapses: true },
  }));
}
