/** `/attention`: everything that waits for the owner's word. */
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { supersede } from '../src/chat/fitting.ts';
import { counted } from '../src/chat/naming.ts';
import { itemText } from '../src/chat/overdue-list.ts';
import { answerList } from '../src/chat/resolved-text.ts';
import type { Message } from '../src/core/message.ts';
import { fittingAnswers } from '../src/core/resolve.ts';

const most = 10;

const what: Readonly<Partial<Record<Message['status'], string>>> = {
  in_doubt: 'may have gone',
  held: 'held',
  missed: 'missed',
  failed: 'not sent',
};

export const attention: CommandDefinition = {
  name: 'attention',
  aliases: [],
  usage: ['/attention'],
  summary: 'show what needs your answer',
  examples: ['/attention'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context) {
    const { ground } = context;
    const zone = context.zone ?? 'UTC';
    const needing = ground.ledger.needingOwner();
    if (needing.length === 0) return say(ground, '👌 Nothing needs you.');
    const shown = needing.slice(0, most);
    const answers = [...new Set(shown.flatMap(fittingAnswers))];
    return decide(ground, (tx) => {
      // All that it counts, shown or not: a longer list that stays open would make the answer to this one unclear.
      supersede(tx, needing);
      return {
        text: [
          `❗ ${counted(needing.length, 'message')} need${needing.length === 1 ? 's' : ''} you`,
          ...shown.map(
            (message, index) =>
              `${index + 1}) ${itemText(message, zone, context.now)}: ${what[message.status] ?? message.status}`,
          ),
          ...(needing.length > most ? [`… and ${needing.length - most} more, once these are answered`] : []),
          shown.length === 1
            ? `Answer: ${answerList(answers)}`
            : `Answer like: 1 ${answers[0] ?? 'drop'} · all drop`,
          ...(shown.length === 1 ? [] : [`You can say: ${answerList(answers)}`]),
        ].join('\n'),
        about: shown.map((message) => message.id),
        ask: {
          kind: 'overdue',
          draft: { kind: 'overdue', ids: shown.map((message) => message.id) },
          lapses: false,
        },
      };
    });
  },
};
