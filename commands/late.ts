/** `/late`: how late one message may still go by itself. */

import { latenessText, standingLines, tooLateText } from '../src/chat/amended-text.ts';
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { type LateReading, readLate } from '../src/chat/late.ts';
import { readTarget, wordsBehind } from '../src/chat/target.ts';
import { setLateness } from '../src/core/amend.ts';

const example = '/late 12 1h';

export const late: CommandDefinition = {
  name: 'late',
  aliases: [],
  usage: ['/late 12 1h|never|ask'],
  summary: 'say how late one may go',
  examples: ['/late 12 1h', '/late 12 never', '/late 12 ask'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const target = readTarget(context, input.head, { example, times: true });
    if (target.kind === 'refuse') return say(ground, target.text);
    const { message } = target;
    const { id } = message;
    const reading: LateReading = readLate(context, wordsBehind(target.rest));
    if (reading.kind === 'refuse')
      return say(
        ground,
        `🚫 Nothing changed for #${id}: ${reading.text}\nTry: /late ${id} 1h · /late ${id} never\n/late ${id} ask`,
        [id],
      );
    const { lateness } = reading;
    const zone = context.zone ?? message.zone;
    return decide(ground, (tx) => {
      const amended = setLateness(tx, id, lateness, ground.clock.now());
      const text =
        amended.kind === 'amended'
          ? [latenessText(amended.message, lateness), ...standingLines(ground, amended.message)].join('\n')
          : tooLateText(message, zone);
      return { text, about: [id] };
    });
  },
};
