/** `/unclaim`: the group that commands is a group like any other again. Whoever may command may say so, from any chat. */

import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { plain } from '../src/chat/naming.ts';
import { keepControlGroup } from '../src/core/control-group.ts';

export const unclaim: CommandDefinition = {
  name: 'unclaim',
  aliases: ['ungroup'],
  usage: ['/unclaim'],
  summary: 'give up the group that commands me',
  examples: ['/unclaim'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context) {
    const { ground } = context;
    const group = await context.controlGroup();
    if (group === null)
      return say(
        ground,
        'ℹ️ No group commands me.\nFor a code that lets one, on my machine:\nsendonce group-code',
      );
    return decide(ground, (tx) => {
      keepControlGroup(tx, null);
      return {
        text: `✅ ${plain(group.name, 32)} commands me no more.\nI do not listen there, and say nothing.\nA new code: sendonce group-code`,
      };
    });
  },
};
