/** (9) Who may command, for both ways of deploying the bot, id by id. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  controlChats,
  judge,
  mayTakeBack,
  type Ownership,
  ownIds,
  phoneChatId,
} from '../../src/core/owner.ts';
import type { Inbound } from '../../src/core/whatsapp.ts';

const phone = '+447700900001';
const byPhone = '447700900001@c.us';
const byLid = '27300000000001@lid';
const mumByPhone = '447700900002@c.us';
const mumByLid = '27300000000002@lid';
const group = '120363000000000001@g.us';

const self: Ownership = { kind: 'self', account: { phone, chatId: byPhone, lid: byLid }, group: null };
const selfWithoutLid: Ownership = { ...self, account: { phone, chatId: byPhone, lid: null } };
const own = (lid: string | null): Ownership => ({
  kind: 'own_number',
  group: null,
  owners: [
    { phone, chatId: byPhone, lid },
    { phone: '+447700900009', chatId: '447700900009@c.us', lid: null },
  ],
});

function kindOf(ownership: Ownership, change: Partial<Inbound>): string {
  const message: Inbound = {
    waId: '3A01',
    chatIds: [byLid, byPhone],
    fromMe: true,
    authorIds: [byLid, byPhone],
    text: '/stop',
    at: 0,
    forwarded: false,
    quotedWaId: null,
    file: null,
    ...change,
  };
  return judge(message, ownership).kind;
}

describe('linked to the owner’s own account', () => {
  test.each<[string, Partial<Inbound>, string]>([
    ['the chat with oneself by both ids', {}, 'owner'],
    ['by its number alone', { chatIds: [byPhone], authorIds: [byPhone] }, 'owner'],
    ['by its LID alone', { chatIds: [byLid], authorIds: [byLid] }, 'owner'],
    ['chat by LID, author by number', { chatIds: [byLid], authorIds: [byPhone] }, 'owner'],
    ['an author that WhatsApp did not tell', { authorIds: [] }, 'owner'],
    ['forwarded into it', { forwarded: true }, 'stranger'],
    ['not from me', { fromMe: false }, 'stranger'],
    ['an author that is somebody else', { authorIds: [byLid, mumByPhone] }, 'stranger'],
    ['the owner in another chat', { chatIds: [mumByLid, mumByPhone] }, 'stranger'],
    ['the owner in a group', { chatIds: [group] }, 'stranger'],
    ['no chat at all', { chatIds: [] }, 'stranger'],
    ['one foreign id among the own', { chatIds: [byLid, byPhone, mumByPhone] }, 'stranger'],
    ['another LID in the own chat', { chatIds: [byPhone, mumByLid] }, 'stranger'],
    ['a longer number that holds ours', { chatIds: ['1447700900001@c.us'] }, 'stranger'],
    ['a shorter number that ours holds', { chatIds: ['7700900001@c.us'] }, 'stranger'],
    ['a longer LID that holds ours', { chatIds: ['273000000000019@lid'] }, 'stranger'],
    ['our digits in another space', { chatIds: ['447700900001@g.us'] }, 'stranger'],
    ['our number as a LID', { chatIds: ['447700900001@lid'] }, 'stranger'],
    ['upper case', { chatIds: [byPhone.toUpperCase()] }, 'stranger'],
    ['status updates', { chatIds: ['status@broadcast'] }, 'stranger'],
  ])('%s', (_, change, expected) => {
    expect(kindOf(self, change)).toBe(expected);
  });

  test('knows no LID until the page has told it', () => {
    expect(kindOf(selfWithoutLid, { chatIds: [byPhone], authorIds: [byPhone] })).toBe('owner');
    expect(kindOf(selfWithoutLid, {})).toBe('stranger');
    expect(kindOf(selfWithoutLid, { chatIds: [byLid] })).toBe('stranger');
  });

  test('any id but the own two makes a stranger', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('@c.us', '@lid', '@g.us', ''), (digits, space) => {
        const id = `${digits}${space}`;
        fc.pre(id !== byPhone && id !== byLid);
        expect(kindOf(self, { chatIds: [id] })).toBe('stranger');
        expect(kindOf(self, { chatIds: [byLid, id] })).toBe('stranger');
      }),
    );
  });
});

describe('with a number of its own', () => {
  const direct = { fromMe: false, chatIds: [byLid, byPhone], authorIds: [byLid, byPhone] };

  test.each<[string, Partial<Inbound>, string]>([
    ['the direct chat with an owner', {}, 'owner'],
    ['by number alone', { chatIds: [byPhone], authorIds: [byPhone] }, 'owner'],
    ['another owner', { chatIds: ['447700900009@c.us'], authorIds: ['447700900009@c.us'] }, 'owner'],
    ['from the bot itself', { fromMe: true }, 'stranger'],
    ['forwarded', { forwarded: true }, 'stranger'],
    ['an owner in a group', { chatIds: [group] }, 'stranger'],
    ['a group with an owner’s id among its ids', { chatIds: [group, byPhone] }, 'stranger'],
    ['no author', { authorIds: [] }, 'stranger'],
    ['somebody else’s chat', { chatIds: [mumByPhone], authorIds: [mumByPhone] }, 'stranger'],
    ['an owner’s chat with another author', { authorIds: [mumByPhone] }, 'stranger'],
    ['an owner’s words in another chat', { chatIds: [mumByPhone] }, 'stranger'],
    ['two owners at once', { chatIds: [byPhone], authorIds: [byPhone, '447700900009@c.us'] }, 'stranger'],
    ['a longer number', { chatIds: ['1447700900001@c.us'], authorIds: ['1447700900001@c.us'] }, 'stranger'],
  ])('%s', (_, change, expected) => {
    expect(kindOf(own(null), { ...direct, ...change })).toBe(expected);
  });

  test('the LID that was pinned counts alone, and another one is refused by name', () => {
    expect(kindOf(own(byLid), { ...direct, chatIds: [byLid], authorIds: [byLid] })).toBe('owner');
    expect(kindOf(own(mumByLid), direct)).toBe('other_lid');
    expect(kindOf(own(mumByLid), { ...direct, authorIds: [byPhone] })).toBe('other_lid');
    expect(kindOf(own(null), { ...direct, chatIds: [byLid], authorIds: [byLid] })).toBe('stranger');
  });

  test('before a LID is pinned, two in one message are two accounts', () => {
    expect(kindOf(own(null), { ...direct, authorIds: [mumByLid, byPhone] })).toBe('other_lid');
    expect(kindOf(own(null), { ...direct, chatIds: [byPhone, mumByLid], authorIds: [byLid, byPhone] })).toBe(
      'other_lid',
    );
  });

  test('any id but an owner’s own two makes no owner', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('@c.us', '@lid', '@g.us', ''), (digits, space) => {
        const id = `${digits}${space}`;
        fc.pre(id !== byPhone && id !== byLid);
        for (const lid of [null, byLid]) {
          expect(kindOf(own(lid), { ...direct, chatIds: [byLid, byPhone, id] })).not.toBe('owner');
          expect(kindOf(own(lid), { ...direct, authorIds: [byLid, byPhone, id] })).not.toBe('owner');
        }
      }),
    );
  });

  test('the account that the bot is linked to commands nothing', () => {
    expect(kindOf(own(byLid), { ...direct, fromMe: true })).toBe('stranger');
  });
});

describe('in the group that was claimed', () => {
  const claimed: Ownership = { ...self, group };
  const inGroup = { chatIds: [group], authorIds: [byLid, byPhone] };

  test.each<[string, Partial<Inbound>, string]>([
    ['the owner', {}, 'owner'],
    ['the owner by one id alone', { authorIds: [byPhone] }, 'owner'],
    ['a member', { fromMe: false, authorIds: [mumByLid, mumByPhone] }, 'stranger'],
    ['a member who seems to be the owner', { fromMe: false }, 'stranger'],
    ['the owner with an id of somebody else', { authorIds: [byLid, mumByPhone] }, 'stranger'],
    ['nobody named', { authorIds: [] }, 'stranger'],
    ['forwarded', { forwarded: true }, 'stranger'],
    ['another group', { chatIds: ['120363000000000002@g.us'] }, 'stranger'],
    ['a longer id that holds the group’s', { chatIds: ['1120363000000000001@g.us'] }, 'stranger'],
    ['two groups at once', { chatIds: [group, '120363000000000002@g.us'] }, 'stranger'],
    ['the group and a chat', { chatIds: [group, byPhone] }, 'stranger'],
    ['the chat with oneself, still', { chatIds: [byLid, byPhone] }, 'owner'],
    ['somebody else’s chat', { chatIds: [mumByLid, mumByPhone] }, 'stranger'],
  ])('on the owner’s own account: %s', (_, change, expected) => {
    expect(kindOf(claimed, { ...inGroup, ...change })).toBe(expected);
  });

  const other = ['447700900009@c.us'];
  test.each<[string, Partial<Inbound>, string]>([
    ['an owner', {}, 'owner'],
    ['another owner', { authorIds: other }, 'owner'],
    ['an owner by the pinned LID alone', { authorIds: [byLid] }, 'owner'],
    ['the account of the bot', { fromMe: true }, 'stranger'],
    ['a member', { authorIds: [mumByLid, mumByPhone] }, 'stranger'],
    ['an owner’s number with another LID', { authorIds: [mumByLid, byPhone] }, 'other_lid'],
    ['an owner’s LID with another number', { authorIds: [byLid, mumByPhone] }, 'stranger'],
    ['two owners at once', { authorIds: [byPhone, ...other] }, 'stranger'],
    ['any LID', { authorIds: [mumByLid] }, 'stranger'],
    ['nobody named', { authorIds: [] }, 'stranger'],
    ['forwarded', { forwarded: true }, 'stranger'],
    ['another group', { chatIds: ['120363000000000002@g.us'] }, 'stranger'],
    ['the direct chat, still', { chatIds: [byLid, byPhone] }, 'owner'],
  ])('with a number of its own: %s', (_, change, expected) => {
    const message = { ...inGroup, fromMe: false, ...change };
    expect(kindOf({ ...own(byLid), group }, message)).toBe(expected);
  });

  test('any id but an owner’s own two, or another chat, makes no owner', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('@c.us', '@lid', '@g.us', ''), (digits, space) => {
        const id = `${digits}${space}`;
        fc.pre(id !== byPhone && id !== byLid && id !== group);
        for (const ownership of [claimed, { ...own(byLid), group }, { ...own(null), group }]) {
          const fromMe = ownership.kind === 'self';
          expect(kindOf(ownership, { ...inGroup, fromMe, authorIds: [byLid, byPhone, id] })).not.toBe(
            'owner',
          );
          expect(kindOf(ownership, { ...inGroup, fromMe, chatIds: [group, id] })).not.toBe('owner');
        }
      }),
    );
  });

  test('an administrator who is no owner takes no command back', () => {
    expect(mayTakeBack({ chatIds: [group], fromMe: true, byIds: [byLid] }, claimed)).toBe(true);
    expect(mayTakeBack({ chatIds: [group], fromMe: false, byIds: [mumByLid, mumByPhone] }, claimed)).toBe(
      false,
    );
    expect(mayTakeBack({ chatIds: [group], fromMe: false, byIds: [] }, claimed)).toBe(false);
  });
});

describe('a command is taken back', () => {
  test('by whoever could have given it', () => {
    expect(mayTakeBack({ chatIds: [byLid, byPhone], fromMe: true, byIds: [byLid] }, self)).toBe(true);
    expect(mayTakeBack({ chatIds: [byPhone], fromMe: false, byIds: [byPhone] }, own(byLid))).toBe(true);
  });

  test('by nobody else who may delete it in that chat, nor in another one', () => {
    expect(mayTakeBack({ chatIds: [byLid, byPhone], fromMe: false, byIds: [mumByLid] }, self)).toBe(false);
    expect(mayTakeBack({ chatIds: [byPhone], fromMe: true, byIds: [mumByPhone] }, own(byLid))).toBe(false);
    expect(mayTakeBack({ chatIds: [byPhone], fromMe: false, byIds: [mumByPhone] }, own(byLid))).toBe(false);
    expect(mayTakeBack({ chatIds: [group], fromMe: true, byIds: [byLid] }, self)).toBe(false);
  });
});

test('the control chats are those of the owners, each with all its ids', () => {
  expect(controlChats(self)).toEqual([[byLid, byPhone]]);
  expect(controlChats(selfWithoutLid)).toEqual([[byPhone]]);
  expect(controlChats(own(byLid))).toEqual([[byPhone, byLid], ['447700900009@c.us']]);
  expect(controlChats({ ...self, group })).toEqual([[byLid, byPhone], [group]]);
  expect(controlChats({ ...own(null), group }).at(-1)).toEqual([group]);
  expect(ownIds({ phone, chatId: byPhone, lid: null })).toEqual([byPhone]);
  expect(phoneChatId(phone)).toBe(byPhone);
});
