/** (6, 9) Whose words are commands, and how often one is carried out. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judge, type Ownership } from '../../src/core/owner.ts';
import type { Inbound } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

const account = { phone: '+447700900001', chatId: '447700900001@c.us', lid: '99001@lid' };
const linked: Ownership = { kind: 'self', account, group: null };
const ownIds = [account.lid, account.chatId];
const anna = ['99003@lid', '447700900003@c.us'];

const toMyself: Inbound = {
  waId: '3A000000000000000001',
  chatIds: ownIds,
  fromMe: true,
  authorIds: ownIds,
  text: '/stop',
  at: 0,
  forwarded: false,
  quotedWaId: null,
  file: null,
};
const verdict = (change: Partial<Inbound>, ownership: Ownership = linked): string =>
  judge({ ...toMyself, ...change }, ownership).kind;

describe('linked to the owner’s own account, a command is not what', () => {
  test('is written to somebody else, or into a group', () => {
    expect(verdict({})).toBe('owner');
    expect(verdict({ chatIds: anna })).toBe('stranger');
    expect(verdict({ chatIds: [account.lid, ...anna] })).toBe('stranger');
    expect(verdict({ chatIds: ['120363000000000001@g.us'] })).toBe('stranger');
    expect(verdict({ chatIds: [] })).toBe('stranger');
  });

  test('is written by somebody else', () => {
    expect(verdict({ fromMe: false })).toBe('stranger');
    expect(verdict({ authorIds: anna })).toBe('stranger');
  });

  test('was forwarded: those are another’s words', () => {
    expect(verdict({ forwarded: true })).toBe('stranger');
  });
});

describe('with a number of its own, a command', () => {
  const pinned = (lid: string | null): Ownership => ({
    kind: 'own_number',
    owners: [{ phone: '+447700900003', chatId: '447700900003@c.us', lid }],
    group: null,
  });
  const direct = { fromMe: false, chatIds: anna, authorIds: anna };

  test('is the owner’s, written directly, and nobody else’s', () => {
    const other = ['99004@lid', '447700900004@c.us'];
    expect(verdict(direct, pinned(null))).toBe('owner');
    expect(verdict(direct, pinned('99003@lid'))).toBe('owner');
    expect(verdict({ ...direct, chatIds: other, authorIds: other }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, chatIds: ['99004@lid'] }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, authorIds: other }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, authorIds: ['99004@lid'] }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, authorIds: [] }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, chatIds: ['120363000000000001@g.us'] }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, fromMe: true }, pinned(null))).toBe('stranger');
    expect(verdict({ ...direct, forwarded: true }, pinned(null))).toBe('stranger');
  });

  test('is not taken from another LID than the one first met', () => {
    expect(verdict(direct, pinned('99077@lid'))).toBe('other_lid');
  });
});

describe('in the chat with oneself', () => {
  let home: Home;
  beforeEach(async () => {
    home = await createHome();
    home.heard();
  });
  afterEach(() => home.close());
  const stopped = () => home.ledger().latch('stopped') !== null;

  test('a command that is reported again is carried out once', async () => {
    const waId = home.world.ownerWrites('/schedule in 10 minutes to Mum: hello');
    home.world.repeats(waId);
    await home.pass(2_000);
    home.world.repeats(waId);
    await home.pass(2_000);
    expect(home.ledger().messages({})).toHaveLength(1);
    expect(home.heard()).toHaveLength(1);
  });

  test('what the bot itself sent is never a command', async () => {
    await home.says('/schedule in 10 seconds to me: /stop');
    await home.pass(20_000);
    expect(home.message(1).status).toBe('sent');
    home.world.ownerWrites('/stop', { waId: home.message(1).reservedId });
    await home.pass(2_000);
    expect(stopped()).toBe(false);
  });

  test('a command that somebody else deleted stands, however that is learned', async () => {
    const waId = home.world.ownerWrites('/schedule in 2 minutes to Mum: hello');
    await home.pass(2_000);
    const byAnna = { chatIds: home.world.selfIds, fromMe: false, byIds: ['27300000000003@lid'] };
    const whatsapp = home.whatsapp();
    whatsapp.reports({ kind: 'revoked', waId, ...byAnna });
    await home.pass(2_000);
    whatsapp.reread = async () => ({ kind: 'revoked', ...byAnna });
    home.world.faults.cutNetwork();
    await home.pass(2_000);
    home.world.faults.restoreNetwork();
    await home.pass(2_000);
    expect(home.message(1).status).toBe('scheduled');
    whatsapp.reports({ kind: 'revoked', waId, ...byAnna, fromMe: true, byIds: home.world.selfIds });
    await home.pass(2_000);
    expect(home.message(1).status).toBe('cancelled');
  });

  test('nor is what the bot itself said', async () => {
    await home.says('/list');
    home.world.ownerWrites('/stop', { waId: home.lastLine() });
    await home.pass(2_000);
    expect(stopped()).toBe(false);
    await home.says('/stop');
    expect(stopped()).toBe(true);
  });
});
