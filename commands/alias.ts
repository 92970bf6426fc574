/** `/alias`: names of the owner's own for chats; they go before every other name. */
import { aliasesText, forgottenText } from '../src/chat/alias-text.ts';
import { readAliasWords } from '../src/chat/alias-words.ts';
import { setAlias } from '../src/chat/aliasing.ts';
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { certainText } from '../src/chat/found-text.ts';
import { excerpt } from '../src/chat/naming.ts';
import { bySentence } from '../src/chat/sentence.ts';

export const alias: CommandDefinition = {
  name: 'alias',
  aliases: ['nickname'],
  usage: ['/alias', '/alias mum +447700900002', '/alias forget mum'],
  summary: 'give a chat a name of your own',
  examples: [
    '/alias',
    '/alias mum +447700900002',
    '/alias boss Chris Jones',
    '/alias "best friend" Anna',
    '/alias class = 7B parents',
  ],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const { ledger } = ground;
    const words = readAliasWords(input.words.replace(/[.!…]+$/, ''), context.locale);
    switch (words.kind) {
      case 'list':
        return say(ground, aliasesText(ledger.aliases(), ledger.allLearned()));
      case 'show': {
        const known = ledger.alias(fold(words.name));
        return say(
          ground,
          known === null
            ? `🚫 Whom shall ${excerpt(words.name)} mean?\nTry: /alias boss +447700900002`
            : certainText(known.spelled, known.chat, 'alias'),
        );
      }
      case 'forget':
        return decide(ground, (tx) => {
          const name = fold(words.name);
          const known = tx.alias(name);
          const learned = known === null ? tx.learned(name) : null;
          const at = ground.clock.now();
          if (known !== null) {
            tx.endAlias(name, at);
            tx.noteDeed({ kind: 'aliased', name, before: known }, at);
          } else if (learned !== null) tx.forgetLearned(name);
          return { text: forgottenText(words.name, known, learned) };
        });
      case 'set':
        return setAlias(context, words.name, words.target);
      case 'refuse':
        return say(
          ground,
          `${bySentence(`🚫 No alias made. ${words.text}`)}\nTry: /alias boss +447700900002`,
        );
      default:
        return words satisfies never;
    }
  },
};
