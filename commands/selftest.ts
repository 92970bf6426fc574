/** `/selftest`: tries on a line of its own what the promise needs of WhatsApp Web, and says what holds. */
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { selftestReply } from '../src/chat/selftest-text.ts';
import { askSelftest } from '../src/core/selftest.ts';

export const selftest: CommandDefinition = {
  name: 'selftest',
  aliases: [],
  usage: ['/selftest'],
  summary: 'try what I need of WhatsApp',
  examples: ['/selftest'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan({ ground, now }, input) {
    if (input.words.replace(/[.!…]+$/, '') !== '')
      return say(
        ground,
        `🚫 Nothing tested: /selftest takes no words,\nfound ${excerpt(input.words)}.\n/selftest tries all at once.`,
      );
    return decide(ground, (tx) => ({ text: selftestReply(askSelftest(tx, now)) }));
  },
};
