/** `/resolve`: the owner's word on a message that is held, missed, failed or in doubt. */

import { isUnclearVerb, readAnswer } from '../src/chat/answer.ts';
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { resolveThese, unclear } from '../src/chat/resolving.ts';

const example = 'Try: /resolve 12 arrived · again · drop\nsend · move tomorrow 9:00';

export const resolve: CommandDefinition = {
  name: 'resolve',
  aliases: [],
  usage: ['/resolve 12 arrived|again|drop|send', '/resolve 12 move <when>'],
  summary: 'answer for one message',
  examples: ['/resolve 12 drop', '/resolve 12 send', '/resolve 12 arrived', '/resolve 12 again'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const match = /^(?:#?\s*(?<id>\d{1,9})\s*[:,]?\s*)?(?<rest>.*)$/s.exec(input.words)?.groups;
    const rest = match?.rest ?? '';
    const id = match?.id === undefined ? context.quoted?.about[0] : Number(match.id);
    if (id === undefined) return say(ground, `🚫 Which message, and what became of it?\n${example}`);
    if (isUnclearVerb(rest)) return unclear(context, [id]);
    const answer = readAnswer(rest);
    if (answer.kind !== 'verbs' || answer.verbs.length !== 1 || answer.verbs[0]?.which !== 'it')
      return say(
        ground,
        `🚫 ${rest === '' ? `What became of #${id}?` : `I cannot use ${excerpt(rest, 16)} for #${id}.`}\nTry: /resolve ${id} arrived · again · drop\nsend · move tomorrow 9:00`,
        [id],
      );
    return resolveThese(context, [{ ...answer.verbs[0], id }]);
  },
};
