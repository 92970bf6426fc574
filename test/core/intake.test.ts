/** The door: only the owner's own words get through, once known by which ids the owner writes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/core/conversation.ts';
import { createIntake, type Intake } from '../../src/core/intake.ts';
import type { Account, Inbound } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

const account: Account = { phone: '+447700900001', chatId: '447700900001@c.us', lid: '27300000000001@lid' };
const mum = { phone: '+447700900002', chatId: '447700900002@c.us', lid: '27300000000002@lid' };

let home: Home;
let taken: Inbound[];
let heard: number[];
beforeEach(async () => {
  home = await createHome({ memory: true });
  taken = [];
  heard = [];
});
afterEach(() => home.close());

/** The door alone, on the home's own ledger; what gets through is kept. */
function door(owners: readonly string[], linked: Account | null = account): Intake {
  const conversation: Conversation = {
    receive: (message) => void taken.push(message),
    revoked: async () => undefined,
    drain: async () => null,
  };
  return createIntake(home.root().ground, owners, {
    account: () => linked,
    conversation: () => conversation,
    clockWatch: { trusts: () => true, heard: (at) => void heard.push(at) },
  });
}

const words = (change: Partial<Inbound> = {}): Inbound => ({
  waId: '3A00000000000000F1',
  chatIds: [mum.lid, mum.chatId],
  fromMe: false,
  authorIds: [mum.lid, mum.chatId],
  text: '/list',
  at: 1_000,
  forwarded: false,
  quotedWaId: null,
  file: null,
  ...change,
});
const mine = (change: Partial<Inbound> = {}): Inbound =>
  words({
    chatIds: [account.lid ?? '', account.chatId],
    authorIds: [account.chatId],
    fromMe: true,
    ...change,
  });

describe('the door of a bot on the owner’s own account', () => {
  test('lets the chat with oneself in, and nobody else', () => {
    const intake = door([]);
    expect(intake.take(mine(), true)).toBe(true);
    expect(intake.take(words(), true)).toBe(false);
    expect(intake.take(mine({ forwarded: true }), true)).toBe(false);
    expect(taken).toHaveLength(1);
  });

  test('is shut before the account is known', () => {
    const intake = door([], null);
    expect(intake.take(mine(), true)).toBe(false);
    expect(intake.ownership()).toBeNull();
    expect(intake.home()).toBeNull();
  });

  test('takes nothing that the bot itself sent for a command', async () => {
    await home.says('/schedule in 5 seconds to me: /stop');
    await home.pass(10_000);
    const intake = door([]);
    expect(intake.take(mine({ waId: home.message(1).reservedId }), true)).toBe(false);
    expect(intake.take(mine({ waId: home.lastLine() }), true)).toBe(false);
    expect(taken).toEqual([]);
  });

  test('learns WhatsApp’s clock from what happens now, and not from what is read later', () => {
    const intake = door([]);
    intake.take(mine({ at: 5_000 }), true);
    intake.take(mine({ at: 6_000, waId: '3A00000000000000F2' }), false);
    intake.take(words({ at: 7_000 }), true);
    expect(heard).toEqual([5_000]);
  });
});

describe('the door of a bot with a number of its own', () => {
  test('pins the LID behind an owner’s number at first contact, and refuses another one', () => {
    const intake = door([mum.phone]);
    expect(intake.take(words(), true)).toBe(true);
    expect(intake.take(words({ chatIds: [mum.lid], authorIds: [mum.lid] }), true)).toBe(true);
    const other = ['27399999999999@lid', mum.chatId];
    expect(intake.take(words({ chatIds: other, authorIds: other }), true)).toBe(false);
    expect(taken).toHaveLength(2);
    // It is pinned for good: a new process on the same ledger refuses it too.
    expect(door([mum.phone]).take(words({ chatIds: other, authorIds: other }), true)).toBe(false);
  });

  test('pins none of two LIDs that come in one message', () => {
    const intake = door([mum.phone]);
    expect(intake.take(words({ authorIds: ['27399999999999@lid', mum.chatId] }), true)).toBe(false);
    expect(intake.ownership()).toMatchObject({ owners: [{ lid: null }] });
    expect(intake.take(words(), true)).toBe(true);
  });

  test('does not let the linked account, a group or a stranger pin or command anything', () => {
    const intake = door([mum.phone]);
    expect(intake.take(mine(), true)).toBe(false);
    expect(intake.take(words({ chatIds: ['120363000000000002@g.us'] }), true)).toBe(false);
    expect(
      intake.take(words({ chatIds: ['447700900005@c.us'], authorIds: ['447700900005@c.us'] }), true),
    ).toBe(false);
    expect(intake.ownership()).toMatchObject({ owners: [{ phone: mum.phone, lid: null }] });
  });

  test('meets its owners by asking WhatsApp, so that a LID alone is known from the first word', async () => {
    const intake = door([mum.phone]);
    expect(intake.take(words({ chatIds: [mum.lid], authorIds: [mum.lid] }), true)).toBe(false);
    await intake.meetOwners();
    expect(intake.take(words({ chatIds: [mum.lid], authorIds: [mum.lid] }), true)).toBe(true);
    expect(intake.home()).toBe(mum.chatId);
  });

  test('tells the first of several owners, and hears them all', () => {
    const intake = door([mum.phone, '+447700900005']);
    expect(intake.home()).toBe(mum.chatId);
    expect(
      intake.take(words({ chatIds: ['447700900005@c.us'], authorIds: ['447700900005@c.us'] }), true),
    ).toBe(true);
  });
});
