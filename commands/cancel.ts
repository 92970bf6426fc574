/** `/cancel`: takes back what has not left, and says for each message which is true. */
import { cancelMessages } from '../src/core/cancel.ts';
import type { Message } from '../src/core/message.ts';
import { cancelText } from '../src/chat/cancel-text.ts';
import { type CommandDefinition, type Decision, type CommandContext, decide, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { counted, excerpt, name } from '../src/chat/naming.ts';
import { readSelection } from '../src/chat/selection.ts';
import { numbered } from '../src/chat/tell.ts';

const example = 'Try: /cancel 12 · /cancel 12, 13 · /cancel last · /cancel Mum';

export const cancel: CommandDefinition = {
  name: 'cancel',
  aliases: ['rm', 'del', 'forget'],
  usage: ['/cancel 12[, 13|-15|all|last|<name>|B3]'],
  summary: 'take back what has not left',
  examples: ['/cancel 12', '/cancel 12, 13', '/cancel 12-15', '/cancel last', '/cancel Mum', '/cancel all', '/cancel B3'],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const { ledger } = ground;
    const selection = readSelection(input.head);
    switch (selection.kind) {
      case 'nothing': {
        const about = context.quoted?.about ?? [];
        if (about.length > 0) return cancelThese(context, about);
        return say(ground, `🚫 Nothing cancelled: which one?\n${example}`);
      }
      case 'refuse':
        return say(ground, `🚫 Nothing cancelled: ${selection.text}\n${example}`);
      case 'ids':
        return cancelThese(context, selection.ids);
      case 'last': {
        const [last] = ledger.messages({ statuses: ['scheduled', 'held', 'sending'], order: 'id_last_first', limit: 1 });
        if (last === undefined) return say(ground, '🚫 Nothing to cancel: nothing is scheduled.');
        return cancelThese(context, [last.id]);
      }
      case 'batch': {
        const batch = ledger.messages({ batchId: selection.id });
        if (batch.length === 0) return say(ground, `🚫 Nothing cancelled: there is no B${selection.id}.`);
        return cancelThese(context, batch.map((message) => message.id));
      }
      case 'all':
        return askFirst(context, open(context), 'everything');
      case 'name':
        return askFirst(
          context,
          open(context).filter((message) => fold(message.chat.name) === fold(selection.name) || isMe(message, selection.name)),
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

/** Cancels in one transaction and answers with the truth about each; what is in doubt takes its page with it. */
export function cancelThese(context: CommandContext, ids: readonly number[]): Decision {
  const { ground, dispatcher } = context;
  let mayLinger: readonly number[] = [];
  return {
    carryOut: (record) =>
      cancelMessages(ground, dispatcher, ids, (tx, truths) => {
        mayLinger = truths.flatMap((truth) => (truth.kind === 'not_confirmed' ? [truth.message.id] : []));
        record(tx, { text: cancelText(truths, context.zone ?? 'UTC'), about: ids });
      }),
    after: async () => {
      const { ledger, whatsapp } = ground;
      const alive = mayLinger.some((id) => {
        const attempt = ledger.attempt(id);
        return attempt !== null && !ledger.pageIsDead(attempt.pageGeneration);
      });
      if (alive) await whatsapp.recycle();
    },
  };
}

/** `/cancel all` and `/cancel <name>` list first and ask. */
function askFirst(context: CommandContext, messages: readonly Message[], what: string): Decision {
  const { ground } = context;
  if (messages.length === 0) return say(ground, `🚫 Nothing cancelled: nothing is scheduled for ${what}.\n/list shows what is.`);
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
