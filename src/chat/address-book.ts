/**
 * The address book: from what the owner typed to chats. Only an alias, the exact name of one chat, a number or "me" is
 * certain; everything else is a question, never a guess.
 */
import type { Ground } from '../core/ground.ts';
import type { Chat } from '../core/message.ts';
import { type Barrier, isOtherAccount } from '../core/recipient.ts';
import { type Directory, directoryOf } from './directory.ts';
import { fold } from './fold.ts';
import { readPhones } from './phone.ts';

/** What made it certain; `choice`: the owner's, from a list that was shown. */
export type FoundBy = 'alias' | 'me' | 'number' | 'learned' | 'name' | 'choice';

export type Found =
  | { readonly kind: 'chat'; readonly chat: Chat; readonly by: FoundBy }
  /** Not exact: asked once. */
  | {
      readonly kind: 'choices';
      readonly chats: readonly Chat[];
      /** So many others fit as well: a longer list is no choice on a phone. */
      readonly more: number;
      /** What is chosen is meant from then on. */
      readonly learn: boolean;
      /** The number that the name stood for belongs to another account now, or the account to another number. */
      readonly changed: boolean;
    }
  /** Nothing like it; the nearest names, at most three, for a choice that is not learned. */
  | { readonly kind: 'none'; readonly nearest: readonly Chat[] }
  | { readonly kind: Barrier; readonly name: string }
  /** Numbers cannot be looked up in this WhatsApp Web. */
  | { readonly kind: 'unable'; readonly lacking: string }
  /** Names cannot be looked up in this WhatsApp Web. */
  | { readonly kind: 'nameless' }
  | { readonly kind: 'unreachable' };

export interface AddressBook {
  find(typed: string, locale: string): Promise<Found>;
  /** A chat that the owner chose from a list, as WhatsApp knows it now: "chat", or why it cannot be written to. */
  check(chat: Chat): Promise<Found>;
  /** Chats of that very name, whatever it means as an alias; none where WhatsApp does not answer. */
  called(name: string): Promise<readonly Chat[]>;
  /** Exact names of all chats, and aliases: they may only make the head's grammar ask. */
  names(): Promise<readonly string[]>;
}

/** The page answers in milliseconds, but a command with many recipients asks many times. */
const freshMs = 30_000;
const mostChoices = 9;

export function createAddressBook(ground: Ground): AddressBook {
  const { ledger, whatsapp, clock } = ground;
  let known: { readonly at: number; readonly directory: Directory } | null = null;
  /** This WhatsApp Web tells no names. */
  let isNameless = false;

  const directory = async (): Promise<Directory | null> => {
    const now = clock.monotonic();
    if (known !== null && now - known.at < freshMs) return known.directory;
    const read = await whatsapp.contacts();
    if (read.kind === 'unreachable') return null;
    // Without a book a number is still a number, and what was learned or named by the owner is still known.
    isNameless = read.kind === 'unable';
    known = { at: now, directory: directoryOf(read.kind === 'unable' ? [] : read.chats) };
    return known.directory;
  };

  return {
    async names() {
      const names = (await directory())?.chats.map((chat) => chat.name) ?? [];
      return [...names, ...ledger.aliases().map(({ spelled }) => spelled)];
    },
    async find(typed, locale) {
      const all = await directory();
      if (all === null) return { kind: 'unreachable' };
      const alias = ledger.alias(fold(typed));
      if (alias !== null) return onWhatsApp(alias.chat, 'alias');
      const phones = readPhones(typed, locale);
      return phones.length > 0 ? findNumber(phones, all, all.exactly(fold(typed))) : findName(typed, all);
    },
    called: async (name) => (await directory())?.exactly(fold(name)) ?? [],
    check: (chat) => onWhatsApp(chat, 'choice'),
  };

  /** Of several readings, and of a chat that is called so, the one that is there; where more are, the owner says which. */
  async function findNumber(
    phones: readonly string[],
    { chats }: Directory,
    named: readonly Chat[],
  ): Promise<Found> {
    const found: Chat[] = [];
    for (const [place, phone] of phones.entries()) {
      const reading = await whatsapp.number(phone);
      if (reading.kind === 'unable' || reading.kind === 'unreachable') return reading;
      if (reading.kind === 'not_on_whatsapp') continue;
      const known = chats.find((chat) => chat.phone === phone && chat.kind !== 'group');
      const chat = known === undefined ? reading.chat : { ...reading.chat, name: known.name };
      if (place === 0 && named.every((one) => one.phone === phone)) return onWhatsApp(chat, 'number');
      found.push(chat);
    }
    const others = named.filter(({ chatId }) => found.every((chat) => chat.chatId !== chatId));
    const [first] = [...found, ...others];
    if (first === undefined) return { kind: 'not_on_whatsapp', name: phones[0] ?? '' };
    // With one way to read it that is a chat's very name, the name is exact; with one number, so is that.
    const sure = found.length + others.length === 1 && (phones.length === 1 || found.length === 0);
    return sure
      ? onWhatsApp(first, found.length === 0 ? 'name' : 'number')
      : choices([...found, ...others], false);
  }

  async function findName(typed: string, all: Directory): Promise<Found> {
    const wanted = fold(typed);
    if (['me', 'myself', 'self'].includes(wanted)) {
      const self = all.chats.find((chat) => chat.kind === 'self') ?? ownChat();
      if (self !== undefined) return { kind: 'chat', chat: self, by: 'me' };
    }
    const exact = all.exactly(wanted);
    const [only] = exact;
    const learned = ledger.learned(wanted);
    if (learned !== null) {
      // Somebody who came to be called just so after that choice may be meant now.
      const newcomer = exact.length === 1 && only !== undefined && !isSame(only, learned);
      return newcomer ? choices([learned, only], true) : onWhatsApp(learned, 'learned');
    }
    if (exact.length === 1 && only !== undefined) return onWhatsApp(only, 'name');
    if (isNameless) return { kind: 'nameless' };
    const alike = exact.length > 0 ? exact : all.alike(wanted);
    return alike.length > 0 ? choices(alike, true) : { kind: 'none', nearest: all.nearest(wanted) };
  }

  function ownChat(): Chat | undefined {
    const link = whatsapp.link();
    return link.state === 'connected' ? { ...link.account, name: 'me', kind: 'self', size: null } : undefined;
  }

  /** A name in the book may stand for a number that has left WhatsApp; the id to send to is the one WhatsApp gives. */
  async function onWhatsApp(chat: Chat, by: FoundBy): Promise<Found> {
    if (chat.kind === 'self') return { kind: 'chat', chat, by };
    const reading = await whatsapp.recipient(chat);
    // The book's own id is then the best that there is; a chat that is not there refuses before anything leaves.
    if (reading.kind === 'unable') return { kind: 'chat', chat, by };
    if (reading.kind === 'unreachable') return { kind: 'unreachable' };
    if (reading.kind !== 'reachable') return { kind: reading.kind, name: chat.name };
    // A name that stood for an account which has another number now, or for a number which has another account.
    if (isOtherAccount(chat, reading.chat)) return { ...choices([reading.chat], true), changed: true };
    return {
      kind: 'chat',
      chat: { ...reading.chat, name: chat.name, lid: reading.chat.lid ?? chat.lid },
      by,
    };
  }
}

function choices(chats: readonly Chat[], learn: boolean): Extract<Found, { kind: 'choices' }> {
  return {
    kind: 'choices',
    chats: chats.slice(0, mostChoices),
    more: Math.max(0, chats.length - mostChoices),
    learn,
    changed: false,
  };
}

function isSame(one: Chat, other: Chat): boolean {
  return one.chatId === other.chatId || (one.lid !== null && one.lid === other.lid);
}
