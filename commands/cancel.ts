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
import type { Message } from '../src/core/message.ts';

/** One command's batch is never larger. */
const mostCancelled = 5_000;
const example = 'Try: /cancel 12 · /cancel 12, 13\nor /cancel last · /cancel Mum';
/** As many as one looks through before saying yes. */
const mostShown = 6;

export const cancel: CommandDefinition = {
  name: 'cancel',
  aliases: ['rm', 'del', 'forget'],
  usage: ['/cancel 12[, 13|-15|all|last|<name>|B3]'],
  summary: 'take back what has not left',
  examples: [
    '/cancel 12',
    '/cancel 12, 13',
    '/cancel 12-15',
    '/cancel last',
    '/cancel Mum',
    '/cancel all',
    '/cancel B3',
  ],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const { ledger } = ground;
    const selection = readSelection(input.words);
    switch (selection.kind) {
      case 'refuse': {
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
        const [last] = ledger.messages({
          statuses: ['scheduled', 'held', 'sending'],
          order: 'id_last_first',
          limit: 1,
        });
        if (last === undefined) return say(ground, nothingText(''));
        return cancelThese(context, [last.id]);
      }
      case 'all':
        return askFirst(context, open(context), '');
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

function nothingText(what: string): string {
  return `🚫 Nothing cancelled:\nnothing is scheduled${what}. /list`;
}

function lineOf(context: CommandContext, message: Message): string {
  return `${itemText(message, context.zone ?? 'UTC', context.now)}: ${gist(message, 16)}`;
}

/** `/cancel all` and `/cancel <name>` list first and ask. */
function askFirst(context: CommandContext, messages: readonly Message[], what: string): Decision {
  const { ground } = context;
  if (messages.length === 0) return say(ground, nothingText(what));
  const ids = messages.map((message) => message.id);
  const more = messages.length - mostShown;
  return decide(ground, () => ({
    text: [
      messages.length === 1 ? '❓ Cancel this message?' : `❓ Cancel these ${messages.length} messages?`,
      ...messages.slice(0, mostShown).map((message) => lineOf(context, message)),
      ...(more > 0 ? [`… and ${more} more: /list`] : []),
      yesOrNo,
    ].join('\n'),
    about: ids,
    ask: { kind: 'cancel', draft: { kind: 'cancel', ids }, lapses: true },
  }));
}
