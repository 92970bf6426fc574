/** The owner's 👍 and ❌ on what the bot said. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

/** What the bot answers to the owner's reaction to its last line, or to this one. */
async function reacts(emoji: string, waId = home.lastLine()): Promise<string> {
  home.world.ownerReacts(waId, emoji);
  await home.pass(2_000);
  return home.heard().join('\n\n');
}
const statuses = () =>
  home
    .ledger()
    .messages({})
    .map(({ status }) => status);

describe('👍 by the owner', () => {
  test.each(['👍', '👍🏽', '👍🏿'])('%s on a question is yes', async (emoji) => {
    await home.says('/schedule in 1 hour to Mum, Anna: hello');
    expect(statuses()).toEqual([]);
    expect(await reacts(emoji)).toMatch(/^⏰/);
    expect(statuses()).toEqual(['scheduled', 'scheduled']);
  });

  test('counts once, however often it is told', async () => {
    await home.says('/schedule in 1 hour to Mum, Anna: hello');
    const question = home.lastLine();
    await reacts('👍', question);
    expect(await reacts('👍', question)).toBe('');
    expect(statuses()).toHaveLength(2);
  });

  test('on what is no question says nothing', async () => {
    await home.says('/schedule in 1 hour to Mum: hello');
    expect(await reacts('👍')).toBe('');
    expect(statuses()).toEqual(['scheduled']);
  });

  test('that is old arms nothing', async () => {
    await home.says('/schedule in 1 hour to Mum, Anna: hello');
    const waId = home.lastLine();
    const [chatId = ''] = home.world.selfIds;
    home.whatsapp().reports({
      ...{ kind: 'reaction', waId, chatIds: [chatId], fromMe: true, byIds: home.world.selfIds },
      ...{ emoji: '👍', at: home.clock.now() - 11 * 60_000 },
    });
    await home.pass(2_000);
    expect(statuses()).toEqual([]);
  });
});

describe('❌ by the owner', () => {
  test('on what was scheduled cancels it', async () => {
    await home.says('/schedule in 1 hour to Mum: hello');
    expect(await reacts('❌')).toBe('🚫 #1 to Mum cancelled. It never left.');
    expect(statuses()).toEqual(['cancelled']);
  });

  test('on a question is no', async () => {
    await home.says('/schedule in 1 hour to Mum, Anna: hello');
    expect(await reacts('❌')).toBe('👌 Not scheduled. Nothing will be sent.');
    expect(statuses()).toEqual([]);
  });

  test('on a list asks which, and cancels nothing', async () => {
    await home.says('/schedule in 1 hour to Mum: hello');
    await home.says('/schedule in 2 hours to Anna: hello');
    await home.says('/list');
    expect(await reacts('❌')).toContain('Nothing cancelled');
    expect(statuses()).toEqual(['scheduled', 'scheduled']);
  });
});

test('(9) a reaction by anybody else, or any other one, does nothing', async () => {
  await home.says('/schedule in 1 hour to Mum: hello');
  const waId = home.lastLine();
  home.world.personReacts('Anna', waId, '❌');
  await home.pass(2_000);
  expect(home.heard()).toEqual([]);
  for (const emoji of ['⏰', '❤️', '🚫', '']) expect(await reacts(emoji, waId)).toBe('');
  expect(statuses()).toEqual(['scheduled']);
});

test('(9) a reaction to what the bot did not say does nothing', async () => {
  const waId = home.world.ownerWrites('/schedule in 1 hour to Mum: hello');
  await home.pass(2_000);
  home.heard();
  expect(await reacts('❌', waId)).toBe('');
  expect(statuses()).toEqual(['scheduled']);
});
