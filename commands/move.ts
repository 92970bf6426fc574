/** `/move`: another time for one message. A bare time keeps the day, a bare day keeps the time. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { moveOne } from '../src/chat/move-one.ts';
import { readTarget, wordsBehind } from '../src/chat/target.ts';

export const move: CommandDefinition = {
  name: 'move',
  aliases: ['reschedule'],
  usage: ['/move 12 <when>', '/move last <when>'],
  summary: 'give one message another time',
  examples: ['/move 12 18:30', '/move 12 tomorrow', '/move 12 31 Dec 23:59', '/move 12 +1h'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const target = readTarget(context, input.head, { example: '/move 12 18:30', times: true });
    if (target.kind === 'refuse') return say(context.ground, target.text);
    return moveOne(context, target.message, wordsBehind(target.rest));
  },
};
