/** `/edit`: another text for one message that has not begun to leave. The text is taken byte for byte. */
import { editedText, tooLateText } from '../src/chat/amended-text.ts';
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { fileNotTaken } from '../src/chat/file-text.ts';
import { limits } from '../src/chat/limits.ts';
import { readParts } from '../src/chat/parts.ts';
import { captionFault } from '../src/chat/schedule/file.ts';
import { readTarget } from '../src/chat/target.ts';
import { editText } from '../src/core/amend.ts';

export const edit: CommandDefinition = {
  name: 'edit',
  aliases: [],
  usage: ['/edit 12: <text>', 'or the text on the lines below'],
  summary: 'give one message another text',
  examples: ['/edit 12: See you at eight!', '/edit 12\nSee you at eight!\nBring a coat.'],
  hasText: true,
  takesFile: true,
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const { ground, command } = context;
    // One that is only quoted is the message's own.
    if (command.file !== null && command.quotedWaId === null) return say(ground, fileNotTaken('edit'));
    const target = readTarget(context, input.head, { example: '/edit 12: See you at eight!', times: false });
    if (target.kind === 'refuse') return say(ground, target.text);
    const { message } = target;
    const { id } = message;
    const zone = context.zone ?? message.zone;
    const text = textOf(target.rest, input.below);
    const body = text.trim() === '' ? '' : bodyOf(text);
    const refused = body === '' ? 'It needs a text.' : typeof body === 'string' ? null : body.because;
    if (refused !== null || typeof body !== 'string')
      return say(ground, `🚫 #${id} is not changed. ${refused}\nTry: /edit ${id}: See you at eight!`, [id]);
    const unfit = message.file === null ? null : captionFault(message.file, [body]);
    if (unfit !== null) return say(ground, unfit.replace('Nothing scheduled', `#${id} is not changed`), [id]);
    return decide(ground, (tx) => {
      const now = ground.clock.now();
      const amended = editText(tx, id, body, now);
      const reply =
        amended.kind === 'amended'
          ? editedText(ground, amended.message, zone, now)
          : tooLateText(tx.message(id) ?? message, zone);
      return { text: reply, about: [id] };
    });
  },
};

/** An optional colon and one blank stand before it; `:)` behind a blank is a text and no colon. */
function textOf(rest: string, below: string | null): string {
  const first = rest.replace(/^(?:\s*[:：](?=\s|$)|[:：])?[^\S\n]?/u, '');
  if (below === null) return first;
  return first.trim() === '' ? below : `${first}\n${below}`;
}

/** One message is one part: a line that would divide is refused, since nobody knows where the rest would go. */
function bodyOf(text: string): string | { readonly because: string } {
  const parts = readParts(text);
  if (parts.kind === 'refuse')
    return {
      because:
        parts.reason === 'text_too_long'
          ? `A text has at most ${limits.textCharacters} characters.`
          : 'It is one message:\na line of --- has no place in it.',
    };
  const [body = '', ...others] = parts.kind === 'parts' ? parts.parts : parts.asText;
  return others.length === 0 ? body : { because: 'It is one message:\na line of --- has no place in it.' };
}
