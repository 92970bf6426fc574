/** /remind: a note to oneself at a moment. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

let home: Home;
beforeEach(() => begin());
afterEach(() => home.close());

async function begin(options: HomeOptions = {}): Promise<void> {
  await home?.close();
  home = await createHome({ memory: true, ...options });
  home.heard();
}

describe('/remind', () => {
  test('goes to me, and says that it cannot ring', async () => {
    expect(await home.says('/remind tomorrow 9:00: call the bank')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to me
      Wed 25 Nov, 09:00 London · tomorrow
      call the bank
      If I'm over 15 min late, I ask first.
      🔕 This chat makes no sound on your phone.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(home.message(1)).toMatchObject({ body: 'call the bank', chat: { kind: 'self' } });
  });

  test.each([
    '/remind tomorrow 9:00 to call the bank',
    '/remind me tomorrow 9:00: call the bank',
    '/remind me tomorrow 9:00 to call the bank',
    '/remind tomorrow 9:00\ncall the bank',
  ])('may be written %j', async (words) => {
    await home.says(words);
    expect(home.message(1)).toMatchObject({ body: 'call the bank', chat: { kind: 'self' } });
  });

  test('asks for what is missing, and refuses what never comes', async () => {
    expect(await home.says('/remind tomorrow 9:00')).toContain('What should it say?');
    await home.says('no');
    expect(await home.says('/remind tomorrow: x')).toMatch(/❓ Not scheduled yet: "x" to me/);
    await home.says('no');
    expect(await home.says('/remind every day 9:00: pills')).toContain('/every day 9:00 to me: pills');
    expect(await home.says('/remind 31/02 9am: x')).toContain('Nothing scheduled');
  });

  test('says nothing of ringing where something rings', async () => {
    await begin({ alert: { post: async () => 'accepted' as const } });
    expect(await home.says('/remind tomorrow 9:00: x')).not.toContain('no sound');
  });
});
