/** `/snooze`: one message later by a length of time, counted from its time, or from now if that has passed. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { readLength } from '../src/chat/length.ts';
import { moveOne } from '../src/chat/move-one.ts';
import { excerpt } from '../src/chat/naming.ts';
import { readTarget, wordsBehind } from '../src/chat/target.ts';

const example = '/snooze 12 1h';

export const snooze: CommandDefinition = {
  name: 'snooze',
  aliases: [],
  usage: ['/snooze 12 1h'],
  summary: 'put one message off',
  examples: ['/snooze 12 1h', '/snooze 12 45 min', '/snooze 12 2 days'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const target = readTarget(context, input.head, { example, times: true });
    if (target.kind === 'refuse') return say(ground, target.text);
    const typed = wordsBehind(target.rest);
    const length = readLength(context, typed);
    if (length !== null) return moveOne(context, target.message, `+${length.words}`);
    const { id } = target.message;
    const found = typed === '' ? 'How much later' : `I need a length, found ${excerpt(typed, 16)}`;
    return say(
      ground,
      `🚫 #${id} is not put off. ${found}${typed === '' ? '?' : '.'}\nTry: /snooze ${id} 1h · /snooze ${id} 45 min\nTo a moment: /move ${id} 18:00`,
      [id],
    );
  },
};
