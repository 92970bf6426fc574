/** The one message that a command changes, and the words behind its number: `12 18:00`, `last 18:00`, or the quoted one. */
import type { LedgerReads } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { CommandContext } from './command.ts';

export type Target =
  | {
      readonly kind: 'message';
      readonly message: Message;
      /** Everything behind its number, as typed. */
      readonly rest: string;
    }
  | { readonly kind: 'refuse'; readonly text: string };

const blank = String.raw`[\s\u200b\u200e\u200f\u2060\ufeff]*`;
/** The number ends where a word ends: "9pm" is none. A full stop or an exclamation mark behind it is dictation's. */
const numbered = new RegExp(
  `^${blank}(?:#${blank}?(?<marked>\\d{1,9})|(?<plain>\\d{1,9})|(?<last>last))(?:[.!\\u2026]+(?=\\s|$))?(?=[\\s:\\uff1a,]|$)`,
  'i',
);
/** Two digits behind a colon make it a clock time, where a time is what follows. */
const clock = /^[:：]\p{Nd}/u;

/** `times`: a time stands behind the number, so that `18:00` is one and no number with a colon. */
export function readTarget(
  { ground, quoted }: Pick<CommandContext, 'ground' | 'quoted'>,
  head: string,
  { example, times }: { readonly example: string; readonly times: boolean },
): Target {
  const { ledger } = ground;
  const match = numbered.exec(head);
  const rest = head.slice(match?.[0].length ?? 0);
  const { marked, plain, last } = match?.groups ?? {};
  const number = marked ?? (times && clock.test(rest) ? undefined : plain);
  if (number !== undefined) return found(ledger, Number(number), rest);
  if (last !== undefined) {
    const [latest] = ledger.messages({
      ...{ statuses: ['scheduled', 'held'], order: 'id_last_first', limit: 1 },
    });
    return latest === undefined
      ? { kind: 'refuse', text: '🚫 Nothing is scheduled. /list' }
      : { kind: 'message', message: latest, rest };
  }
  const about = quoted?.about ?? [];
  if (about.length === 1) return found(ledger, about[0] ?? 0, head);
  return { kind: 'refuse', text: `🚫 Which message? Its number stands in /list.\nTry: ${example}` };
}

function found(ledger: LedgerReads, id: number, rest: string): Target {
  const message = ledger.message(id);
  if (message === null) return { kind: 'refuse', text: `🚫 There is no #${id}. /list shows what there is.` };
  return { kind: 'message', message: present(ledger, message), rest };
}

/** What has ended and was replaced is spoken of by its old number, and the one in its place is meant. */
function present(ledger: LedgerReads, message: Message): Message {
  let last = message;
  for (let next = ledger.replacementOf(last.id); next !== null; next = ledger.replacementOf(next.id))
    last = next;
  return last.status === 'scheduled' || last.status === 'held' ? last : message;
}

/** Words behind a number, without what may stand between them. */
export function wordsBehind(rest: string): string {
  return rest
    .replace(/^[\s:：,]+/, '')
    .trim()
    .replace(/^to\s+/i, '');
}
