/** /selftest and what /status says of it, as the owner's phone shows both. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ability } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
/** Its line in /status. */
async function status(): Promise<string | undefined> {
  return (await home.says('/status')).split('\n').find((line) => line.startsWith('🔬'));
}
async function without(...abilities: readonly Ability[]): Promise<void> {
  home.whatsapp().deploy({ lacking: abilities.map((ability) => ({ ability, name: 'WAWebSomething' })) });
  home.whatsapp().crashPage();
  await home.pass(minute);
}
async function tested(): Promise<string> {
  home.heard();
  home.world.ownerWrites('/selftest');
  await home.pass(2 * minute);
  return home.heard().at(-1) ?? '';
}

describe('/selftest', () => {
  test('is answered at once, and its outcome told when it is there', async () => {
    home.whatsapp().edit = () => new Promise(() => undefined);
    expect(await home.says('/selftest')).toMatchInlineSnapshot(`
      "🔬 I test WhatsApp Web: a line in this
      account's own chat, deleted again, and
      a restart of it if nothing is due.
      You will hear in a minute or two.

      🔬 A test of mine, not for you.
      I delete this line in a moment."
    `);
    expect(await home.says('/selftest')).toMatchInlineSnapshot(`"🔬 A test is under way. You will hear."`);
  });

  test('takes no words', async () => {
    expect(await home.says('/selftest Mum')).toMatchInlineSnapshot(`
      "🚫 Nothing tested: /selftest takes no words,
      found "Mum".
      /selftest tries all at once."
    `);
    expect(home.world.wire().filter(({ text }) => /A test of mine/.test(text))).toEqual([]);
  });

  test('leaves an open question open', async () => {
    await home.says('/schedule tomorrow 9am to Family: hi');
    await tested();
    expect(await home.says('yes')).toContain('#1 scheduled');
  });
});

describe('/status', () => {
  test('says nothing of a test that never was', async () => {
    expect(await status()).toBeUndefined();
  });

  test('says when all worked, and how long that is to be believed', async () => {
    await tested();
    expect(await status()).toBe('🔬 Tue 24 Nov: all works here');
    await home.pass(60 * minute);
    expect(await status()).toBe('🔬 Tue 24 Nov: all works here');
    home.whatsapp().deploy({ version: '2.3000.1099999999' });
    home.whatsapp().crashPage();
    await home.pass(minute);
    expect(await status()).toBe('🔬 A new WhatsApp Web: try /selftest');
  });

  test('names the one thing that does not work, and counts more of them', async () => {
    await without('react');
    expect(await tested()).toContain('reactions: no');
    expect(await status()).toBe('🔬 Tue 24 Nov: no reactions');
    await without('react', 'edit', 'numbers');
    await tested();
    expect(await status()).toBe('🔬 Tue 24 Nov: 3 things fail');
  });

  test('does not say that all works where something was not tried', async () => {
    await home.says('/schedule in 3 minutes to Mum: soon');
    await tested();
    expect(await status()).toBe('🔬 Tue 24 Nov: not all is known');
  });

  test('says that one is under way', async () => {
    home.whatsapp().edit = () => new Promise(() => undefined);
    home.world.ownerWrites('/selftest');
    await home.pass(2_000);
    home.heard();
    expect(await status()).toBe('🔬 A test is under way.');
  });

  test('fits a phone with it', async () => {
    await without('react', 'edit', 'numbers');
    await tested();
    const lines = (await home.says('/status')).split('\n');
    const ofTheTest = lines.filter((line) => line.startsWith('🔬'));
    expect(ofTheTest).toHaveLength(1);
    expect(ofTheTest.every((line) => Array.from(line).length <= 36)).toBe(true);
  });
});
