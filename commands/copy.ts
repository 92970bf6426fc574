/** `/copy`: the text of one message once more, to the same chat, at another time. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { copyOne } from '../src/chat/copy-one.ts';
import { readTarget, wordsBehind } from '../src/chat/target.ts';

export const copy: CommandDefinition = {
  name: 'copy',
  aliases: [],
  usage: ['/copy 12 <when>'],
  summary: 'send the same text another time too',
  examples: ['/copy 12 tomorrow 9:00', '/copy 12 +1h'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const target = readTarget(context, input.head, { example: '/copy 12 tomorrow 9:00', times: true });
    if (target.kind === 'refuse') return say(context.ground, target.text);
    return copyOne(context, target.message, wordsBehind(target.rest));
  },
};
