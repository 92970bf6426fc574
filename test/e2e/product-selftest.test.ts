/** /selftest in the product as it ships, in real Chromium, on both builds of keys: what it says is what the phone shows. */
import { describe, expect, test } from 'vitest';
import { crossed, startedProduct, until } from './product-rig.ts';

describe.each(crossed)('a selftest, on the $keyBuild build with the self chat by $selfChat', (build) => {
  const product = startedProduct(build);
  const world = () => product().simulator.world;
  const canaries = () =>
    world()
      .control()
      .filter(({ text }) => text.startsWith('🔬 A test of mine'));
  const reports = () =>
    world()
      .control()
      .filter(({ text }) => text.includes('🔬 My test '))
      .map(({ text }) => text);
  /** A machine that is too busy to answer within seconds leaves something open: then once more. */
  async function reported(): Promise<string> {
    for (let tries = 1; ; tries++) {
      const before = reports().length;
      await product().says('/selftest');
      await product().hears(/🔬 I test WhatsApp Web/);
      const report = await until('the report', () => reports()[before], 90_000);
      if (tries === 3 || !/: (?:\?|untried)/.test(report)) return report;
    }
  }
  const onOtherPhones = () => world().people.flatMap(({ name }) => world().inbox(name));

  test('a whole WhatsApp Web does all that is promised, and the line is gone', async () => {
    expect((await reported()).split('\n').slice(-6)).toEqual([
      'reserved ids: yes · acks: yes',
      'look-up: yes · edits: yes',
      'look-up after reload: yes',
      'reactions: yes · deleting: yes',
      'typing: yes · numbers: yes',
      '✅ All of it works here.',
    ]);
    expect(canaries().at(-1)).toMatchObject({ deleted: true, edited: true, reaction: '🔬' });
    await product().says('/status');
    await product().hears(/\n🔬 .*: all works here\n/);
  });

  test('one that is killed in the middle ends with a word, and the next page has no reactions', async () => {
    const [before, lines] = [reports().length, canaries().length];
    await product().says('/selftest');
    await until('its line', () => canaries().length > lines);
    await product().kill();
    world().faults.deploy({ lacking: ['WAWebSendReactionMsgAction'] });
    await product().start();
    const report = await until('the report', () => reports()[before], 90_000);
    const line = canaries()[lines];
    expect(line?.deleted === true || /my test line/i.test(report)).toBe(true);
    // Killed between the deletion and its record, it does not claim what it did.
    if (report.includes('deleting: yes')) expect(line).toMatchObject({ deleted: true });

    const lacking = await reported();
    expect(lacking).toContain('reactions: no · deleting: yes');
    expect(lacking.match(/: no\b/g)).toHaveLength(1);
    expect(lacking).toContain('⚠️ What says no does not work here.');
    expect(canaries().at(-1)).toMatchObject({ deleted: true, edited: true, reaction: null });
    await product().says('/status');
    await product().hears(/\n🔬 .*: no reactions\n/);
  });

  test('nobody else got anything, and each line was sent once', () => {
    expect(onOtherPhones()).toEqual([]);
    const { wire, owner } = { wire: world().wire(), owner: world().owner };
    const self = [owner.lid, `${owner.phone.slice(1)}@c.us`];
    expect(wire.filter(({ chatId }) => !self.includes(chatId))).toEqual([]);
    expect(canaries().length).toBeGreaterThanOrEqual(3);
    expect(new Set(canaries().map(({ waId }) => waId)).size).toBe(canaries().length);
    expect(canaries().filter(({ repeated }) => repeated)).toEqual([]);
  });
});
