/** `/now`: one message goes in ten seconds, which is long enough to cancel it. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { hurryOne } from '../src/chat/move-one.ts';
import { excerpt } from '../src/chat/naming.ts';
import { readTarget, wordsBehind } from '../src/chat/target.ts';

const example = '/now 12';

export const now: CommandDefinition = {
  name: 'now',
  aliases: [],
  usage: ['/now 12'],
  summary: 'send one message in ten seconds',
  examples: ['/now 12'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const target = readTarget(context, input.head, { example, times: false });
    if (target.kind === 'refuse') return say(ground, target.text);
    const more = wordsBehind(target.rest);
    if (more === '') return hurryOne(context, target.message);
    const { id } = target.message;
    return say(
      ground,
      `🚫 #${id} is not sent now: /now takes a number,\nfound ${excerpt(more, 16)} behind it.\nTry: /now ${id} · /move ${id} 18:00`,
      [id],
    );
  },
};
