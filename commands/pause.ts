/** `/pause`: nothing more of a series goes until `/resume S2`. */
import type { CommandDefinition } from '../src/chat/command.ts';
import { pauseThis } from '../src/chat/series-deeds.ts';
import { oneSeries } from './skip.ts';

export const pause: CommandDefinition = {
  name: 'pause',
  aliases: [],
  usage: ['/pause S2'],
  summary: 'pause a series until /resume S2',
  examples: ['/pause S2'],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const found = oneSeries(context, input.words, '/pause S2');
    return 'carryOut' in found ? found : pauseThis(context, found);
  },
};
