/** `/cancel`: takes back what has not left, and says for each message which is true. */

import { cancelThese } from '../src/chat/cancelling.ts';
import {
  type CommandContext,
  type CommandDefinition,
  type Decision,
  decide,
  say,
} from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { counted, excerpt, name } from '../src/chat/naming.ts';
import { readSelection } from '../src/chat/selection.ts';
import { numbered } from '../src/chat/tell.ts';
import type { Message } from '../src/core/message.ts';

/** One command's batch is never larger. */
const mostCancelled = 5_000;
const example = 'Try: /cancel 12 · /cancel 12, 13 · /cancel last · /cancel Mum';

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
        return say(ground, `🚫 Nothing cancelled. ${selection.text}\n${example}`);
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
        if (last === undefined) return say(ground, '🚫 Nothing to cancel: nothing is scheduled.');
        return cancelThese(context, [last.id]);
      }
      case 'all':
        return askFirst(context, open(context), 'everything');
      case 'name':
        return askFirst(
          context,
          open(context).filter(
            (message) => fold(message.chat.name) === fold(selection.name) || isMe(message, selection.name),
          ),
          excerpt(selection.name, 24),
        );
      default:
        return selection satisfies never;
    }
  },
};

function open({ ground }: CommandContext): readonly Message[] {
  return ground.ledger.messages({ statuses: ['scheduled', 'held', 'sending'], order: 'planned' });
}

function isMe(message: Message, typed: string): boolean {
  return message.chat.kind === 'self' && ['me', 'myself'].includes(fold(typed));
}

/** `/cancel all` and `/cancel <name>` list first and ask. */
function askFirst(context: CommandContext, messages: readonly Message[], what: string): Decision {
  const { ground } = context;
  if (messages.length === 0)
    return say(ground, `🚫 Nothing cancelled: nothing is scheduled for ${what}.\n/list shows what is.`);
  const ids = messages.map((message) => message.id);
  const [only] = messages;
  return decide(ground, () => ({
    text: [
      messages.length === 1 && only !== undefined
        ? `❓ Cancel #${only.id} to ${name(only.chat)}?`
        : `❓ Cancel these ${counted(messages.length, 'message')}?`,
      ...numbered(messages, context.zone ?? 'UTC'),
      '👍 or yes · no',
    ].join('\n'),
    about: ids,
    ask: { kind: 'cancel', draft: { kind: 'cancel', ids }, lapses: true },
  }));
}
