/** Single cells of a row: a when by the rules of time, a recipient by the address book, a text by its limits. */
import type { Chat } from '../../core/message.ts';
import { readWhen } from '../../core/time/parse.ts';
import type { When } from '../../core/time/when.ts';
import type { AddressBook, Found } from '../address-book.ts';
import { fold } from '../fold.ts';
import { characters, limits } from '../limits.ts';
import { excerpt, plain } from '../naming.ts';
import { readPhones } from '../phone.ts';
import { choiceName } from '../schedule/open-text.ts';

/** A string is why the cell cannot be taken: nobody is asked about five thousand rows one by one. */
export type Read<T> = T | string;

export function readMoment(
  phrase: string,
  said: { readonly now: number; readonly zone: string; readonly locale: string },
): Read<Extract<When, { kind: 'at' }>> {
  if (phrase === '') return 'it has no when';
  if (characters(phrase) > limits.whenCharacters) return 'its when is too long';
  const when = readWhen({ phrase, ...said });
  if (when.kind === 'at') return when;
  const quoted = excerpt(phrase);
  if (when.kind === 'ask') return `${quoted} ${unclear[when.reason] ?? 'is not clear as a time'}`;
  return `${quoted} ${never[when.reason] ?? 'is no time'}`;
}

const unclear: Readonly<Partial<Record<Extract<When, { kind: 'ask' }>['reason'], string>>> = {
  hour: 'names no hour',
  half_of_day: 'is morning or evening',
  order: 'may be two dates: write 2026-12-31',
  unread: 'I cannot read as a time',
  zone: 'is in an unclear zone',
  year: 'names no year',
  just_now: 'is just now',
};
const never: Readonly<Partial<Record<Extract<When, { kind: 'refuse' }>['reason'], string>>> = {
  past: 'has passed',
  impossible: 'is in no calendar',
  far: 'is over two years ahead',
  range: 'is two times',
  recurring: 'is a series: /every',
};

/** Looks a recipient up; the same words are looked up once. Rejects nothing. */
export type Whom = (typed: string, phone: string) => Promise<Read<Chat> | 'unreachable'>;

export function whomIn(book: AddressBook, locale: string): Whom {
  const known = new Map<string, Found>();
  const find = async (typed: string): Promise<Found> => {
    const found = known.get(typed) ?? (await book.find(typed, locale));
    known.set(typed, found);
    return found;
  };
  return async (typed, phone) => {
    if (typed === '' && phone === '') return 'it has no to';
    if (characters(typed) > limits.nameCharacters) return 'its to is too long';
    if ([typed, phone].some((one) => /^\d(?:[.,]\d+)?E\+?\d+$/i.test(one)))
      return 'a spreadsheet has cut its number: format it as text';
    // Whom /export calls "me" is oneself, whatever the number is by now.
    const isMe = fold(typed) === 'me';
    const found = await find(phone === '' || isMe ? typed : phone);
    if (found.kind === 'unreachable') return 'unreachable';
    if (found.kind !== 'chat') return notFound(found, phone === '' ? typed : phone);
    const { chat } = found;
    const isOther =
      phone !== '' &&
      typed !== '' &&
      !isMe &&
      readPhones(typed, locale).length === 0 &&
      fold(typed) !== fold(chat.name);
    return isOther ? `${excerpt(phone)} is not ${excerpt(typed)} but ${excerpt(chat.name)}` : chat;
  };
}

function notFound(found: Exclude<Found, { kind: 'chat' | 'unreachable' }>, typed: string): string {
  const quoted = excerpt(typed);
  switch (found.kind) {
    case 'choices': {
      const [first] = found.chats;
      if (found.changed) return `${quoted}: that number changed hands`;
      return first !== undefined && found.chats.length === 1
        ? `${quoted} may be ${plain(choiceName(first), 32)}: write it whole`
        : `${quoted} fits ${found.chats.length + found.more} chats: write the number`;
    }
    case 'none': {
      const [nearest] = found.nearest;
      return `I find no ${quoted}${nearest === undefined ? '' : `: ${plain(choiceName(nearest), 32)}?`}`;
    }
    case 'not_on_whatsapp':
      return `${quoted} is not on WhatsApp`;
    case 'left_group':
      return `you are not in ${quoted} any more`;
    case 'read_only':
      return `only admins may write in ${quoted}`;
    case 'blocked':
      return `you have blocked ${quoted}`;
    case 'unable':
      return `${quoted}: I cannot look numbers up now`;
    case 'nameless':
      return `${quoted}: I see no names now, write the number`;
    default:
      return found satisfies never;
  }
}

/** Null: it can go. */
export function textFault(text: string): string | null {
  if (text.trim() === '') return 'it has no text';
  return characters(text) > limits.textCharacters
    ? `its text is over ${limits.textCharacters} characters`
    : null;
}
