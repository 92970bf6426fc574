/** `/unsend`: deletes a message that has left, for everyone, where WhatsApp still allows it. */

import { readAbout } from '../src/chat/about.ts';
import { type CommandContext, type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { unsendReply } from '../src/chat/unsend-text.ts';
import { askUnsend } from '../src/core/unsend.ts';

/** Of several that the quoted words are about, the only one that was sent is meant. */
function onlySent(context: CommandContext): CommandContext {
  const { quoted, ground } = context;
  const sent = quoted?.about.filter((id) => ground.ledger.message(id)?.status === 'sent') ?? [];
  return quoted === null || sent.length !== 1 ? context : { ...context, quoted: { ...quoted, about: sent } };
}

export const unsend: CommandDefinition = {
  name: 'unsend',
  aliases: [],
  usage: ['/unsend 12'],
  summary: 'delete a sent message for everyone',
  examples: ['/unsend 12'],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const about = readAbout(onlySent(context), input.words, '/unsend 12');
    if (about.kind === 'refuse') return say(ground, about.text);
    const { message } = about;
    return decide(ground, (tx) => {
      const truth = askUnsend(tx, message, context.now);
      return { text: unsendReply(truth, context.zone ?? message.zone, context.now), about: [message.id] };
    });
  },
};
