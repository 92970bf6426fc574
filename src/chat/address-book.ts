/**
 * The address book: from what the owner typed to chats. Only an alias, the exact name of one chat, a number or "me" is
 * certain; everything else is a question, never a guess.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Ground } from '../core/ground.ts';
import type { LedgerReads } from '../core/ledger.ts';
import type { Chat } from '../core/message.ts';
import { type Barrier, isOtherAccount } from '../core/recipient.ts';
import { distance, fold } from './fold.ts';

export type Found =
  | { readonly kind: 'chat'; readonly chat: Chat }
  /** Not exact: asked once, then learned. */
  | { readonly kind: 'choices'; readonly chats: readonly Chat[] }
  /** Nothing like it; the nearest names, at most three, for a choice that is not learned. */
  | { readonly kind: 'none'; readonly nearest: readonly Chat[] }
  | { readonly kind: Barrier; readonly name: string }
  /** Numbers cannot be looked up in this WhatsApp Web. */
  | { readonly kind: 'unable'; readonly lacking: string }
  | { readonly kind: 'unreachable' };

export interface AddressBook {
  find(typed: string, locale: string): Promise<Found>;
  /** A chat that the owner chose from a list, as WhatsApp knows it now: "chat", or why it cannot be written to. */
  check(chat: Chat): Promise<Found>;
  /** Exact names of all chats: they may only make the head's grammar ask. */
  names(): Promise<readonly string[]>;
}

/** The page answers in milliseconds, but a command with many recipients asks many times. */
const freshMs = 30_000;
/** A numbered choice longer than this is no choice on a phone. */
const mostChoices = 9;

/** The chats as they are looked for: folding thousands of names for each name of a command would take seconds. */
interface Directory {
  readonly chats: readonly Chat[];
  /** Without the chat with oneself, which goes by other names. */
  readonly named: readonly Named[];
  /** By folded name. */
  readonly exactly: ReadonlyMap<string, readonly Named[]>;
}

interface Named {
  readonly chat: Chat;
  /** Folded. */
  readonly name: string;
}

function directoryOf(chats: readonly Chat[]): Directory {
  const named = chats.filter((chat) => chat.kind !== 'self').map((chat) => ({ chat, name: fold(chat.name) }));
  const exactly = new Map<string, Named[]>();
  for (const one of named) {
    const same = exactly.get(one.name);
    if (same === undefined) exactly.set(one.name, [one]);
    else same.push(one);
  }
  return { chats, named, exactly };
}

export function createAddressBook(ground: Ground): AddressBook {
  let known: { readonly at: number; readonly directory: Directory } | null = null;

  const directory = async (): Promise<Directory | null> => {
    const now = ground.clock.monotonic();
    if (known !== null && now - known.at < freshMs) return known.directory;
    const read = await ground.whatsapp.contacts();
    if (read.kind === 'unreachable') return null;
    known = { at: now, directory: directoryOf(read.chats) };
    return known.directory;
  };

  return {
    async names() {
      return (await directory())?.chats.map((chat) => chat.name) ?? [];
    },
    async find(typed, locale) {
      const all = await directory();
      if (all === null) return { kind: 'unreachable' };
      const phone = readPhone(typed, locale);
      if (phone !== null) return findNumber(phone, all.chats);
      const found = findName(ground.ledger, typed, all);
      if (found.kind !== 'chat') return found;
      return onWhatsApp(found.chat);
    },
    check: onWhatsApp,
  };

  async function findNumber(phone: string, all: readonly Chat[]): Promise<Found> {
    const reading = await ground.whatsapp.number(phone);
    if (reading.kind === 'unable') return reading;
    if (reading.kind === 'unreachable') return { kind: 'unreachable' };
    if (reading.kind === 'not_on_whatsapp') return { kind: 'not_on_whatsapp', name: phone };
    const named = all.find((chat) => chat.phone === phone && chat.kind !== 'group');
    return onWhatsApp(named === undefined ? reading.chat : { ...reading.chat, name: named.name });
  }

  /** A name in the book may stand for a number that has left WhatsApp; the id to send to is the one WhatsApp gives. */
  async function onWhatsApp(chat: Chat): Promise<Found> {
    if (chat.kind === 'self') return { kind: 'chat', chat };
    const reading = await ground.whatsapp.recipient(chat);
    // The book's own id is then the best that there is; a chat that is not there refuses before anything leaves.
    if (reading.kind === 'unable') return { kind: 'chat', chat };
    if (reading.kind === 'unreachable') return { kind: 'unreachable' };
    if (reading.kind !== 'reachable') return { kind: reading.kind, name: chat.name };
    // A name that was learned for an account which has another number now, or for a number which has another account.
    if (isOtherAccount(chat, reading.chat)) return { kind: 'choices', chats: [reading.chat] };
    return { kind: 'chat', chat: { ...reading.chat, name: chat.name, lid: reading.chat.lid ?? chat.lid } };
  }
}

/** E.164 if the words are a telephone number in any common spelling, the region taken from the locale. */
export function readPhone(typed: string, locale: string): string | null {
  if (!/^\+?[\d\s().\-/\u2010-\u2013]{6,}$/u.test(typed.trim())) return null;
  const region = new Intl.Locale(locale).region as CountryCode | undefined;
  const parsed = parsePhoneNumberFromString(typed.replace(/[\u2010-\u2013]/gu, '-'), region);
  return parsed?.isPossible() === true ? parsed.number : null;
}

function findName(ledger: LedgerReads, typed: string, { chats, named, exactly }: Directory): Found {
  const wanted = fold(typed);
  const learned = ledger.learned(wanted);
  if (learned !== null) return { kind: 'chat', chat: learned };
  if (['me', 'myself', 'self'].includes(wanted)) {
    const self = chats.find((chat) => chat.kind === 'self');
    if (self !== undefined) return { kind: 'chat', chat: self };
  }
  const exact = exactly.get(wanted) ?? [];
  if (exact.length === 1 && exact[0] !== undefined) return { kind: 'chat', chat: exact[0].chat };
  const alike =
    exact.length > 0
      ? exact
      : named.filter(({ name }) => wanted.length > 0 && ` ${name}`.includes(` ${wanted}`));
  if (alike.length > 0)
    return { kind: 'choices', chats: alike.slice(0, mostChoices).map(({ chat }) => chat) };
  return { kind: 'none', nearest: nearest(wanted, named) };
}

function nearest(wanted: string, named: readonly Named[]): readonly Chat[] {
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  const scored = named.map(({ chat, name }) => ({
    chat,
    score: Math.min(
      distance(wanted, name, limit),
      ...name.split(' ').map((word) => distance(wanted, word, limit)),
    ),
  }));
  return scored
    .filter(({ score }) => score <= limit)
    .sort((a, b) => a.score - b.score)
    .slice(0, 3)
    .map(({ chat }) => chat);
}
