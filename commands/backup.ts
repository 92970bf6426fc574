/** `/backup`: a whole copy of the ledger beside it, checked before it is spoken of. */
import { backupText } from '../src/chat/backup-text.ts';
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';

export const backup: CommandDefinition = {
  name: 'backup',
  aliases: [],
  usage: ['/backup'],
  summary: 'keep a copy of all messages',
  examples: ['/backup'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan({ ground, zone }, input) {
    if (input.words.replace(/[.!…]+$/, '') !== '')
      return say(
        ground,
        `🚫 Nothing done: /backup takes no words,\nfound ${excerpt(input.words)}.\n/backup keeps a copy of everything.`,
      );
    const files = ground.ledger.count({ withFile: true, statuses: ['scheduled', 'held'] });
    return say(ground, backupText(ground.ledger.backup(ground.clock.now()), zone ?? 'UTC', files));
  },
};
