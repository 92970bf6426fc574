/** Which message a command such as /show or /why is about: its number, the quoted one, or the last one. */
import type { Message } from '../core/message.ts';
import type { CommandContext } from './command.ts';

export type About =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'refuse'; readonly text: string };

export function readAbout(context: CommandContext, typed: string, example: string): About {
  const { ledger } = context.ground;
  const match = /^#?\s*(\d{1,9})[.!…]*$/.exec(typed.trim());
  const quoted = context.quoted?.about ?? [];
  if (typed.trim() === '' && quoted.length !== 1)
    return { kind: 'refuse', text: `🚫 Which message? Its number stands in /list.\nTry: ${example}` };
  const id = match?.[1] === undefined ? (typed.trim() === '' ? quoted[0] : undefined) : Number(match[1]);
  if (id === undefined)
    return { kind: 'refuse', text: `🚫 I expected the number of a message.\nTry: ${example}` };
  const message = ledger.message(id);
  return message === null
    ? { kind: 'refuse', text: `🚫 There is no #${id}. /list shows what there is.` }
    : { kind: 'message', message };
}
