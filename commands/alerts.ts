/** `/alerts`: what rings when something needs the owner, whether it works, and a trial of it. */
import { alertsText, trialText } from '../src/chat/alerts-text.ts';
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { trialLine } from '../src/core/alarm-text.ts';

export const alerts: CommandDefinition = {
  name: 'alerts',
  aliases: ['alarms', 'alert'],
  usage: ['/alerts', '/alerts test: ring once'],
  summary: 'show what rings, and try it',
  examples: ['/alerts', '/alerts test'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context, input) {
    const { ground } = context;
    const words = input.words.replace(/[.!…]+$/, '').toLowerCase();
    if (words === '') return say(ground, alertsText(context));
    if (words !== 'test' && words !== 'try')
      return say(ground, `🚫 /alerts knows no ${excerpt(input.words)}.\nTry: /alerts · /alerts test`);
    const { alert } = context.outside();
    if (alert === null) return say(ground, alertsText(context));
    // Posted and not raised: what waits in the ledger is told until it is heard, and a trial is over when it is over.
    return say(ground, trialText(await alert.post(trialLine, new AbortController().signal)));
  },
};
