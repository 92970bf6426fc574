/** /unsend and the owner's reactions in the product as it ships, on both builds of keys. */
import { describe, expect, test } from 'vitest';
import { builds, startedProduct, until } from './product-rig.ts';

describe.each(builds)(
  'deleting for everyone, on the $keyBuild build with the self chat by $selfChat',
  (build) => {
    const product = startedProduct(build);
    const world = () => product().simulator.world;
    const onMumsPhone = (text: string) =>
      world()
        .inbox('Mum')
        .find((received) => received.text === text);

    async function sent(text: string, id: number, to = 'Mum'): Promise<void> {
      // A group is asked about first, and the answer must come before the time does.
      const seconds = to === 'Family' ? 10 : 3;
      await product().says(`/schedule in ${seconds} seconds to ${to}: ${text}`);
      if (to === 'Family') await product().says('yes');
      await until('the delivery', () => onMumsPhone(text));
      await until('the ack', async () =>
        (await product().says(`/show ${id}`)).includes('WhatsApp confirmed it'),
      );
    }

    test('a message is gone from the phone when the owner reads that it is', async () => {
      await sent('for a while', 1);
      await product().says('/unsend 1');
      await until('the outcome', () => product().heard().includes('#1 to Mum was deleted for everyone'));
      expect(onMumsPhone('for a while')).toMatchObject({ deleted: true });
      expect(await product().says('/show 1')).toContain('deleted for everyone');
    });

    test('in a group it is gone for everybody', async () => {
      await sent('to all of you', 2, 'Family');
      await product().says('/unsend 2');
      await until('the outcome', () => product().heard().includes('#2 to Family was deleted for everyone'));
      expect(onMumsPhone('to all of you')).toMatchObject({ deleted: true });
    });

    test('what is too old stays, is called so, and is not deleted on this device alone', async () => {
      await sent('for ever', 3);
      world().faults.ageLimits({ revokeSeconds: 0 });
      await until('the page to know', () => world().faults.known());
      await product().says('/unsend 3');
      await until('the outcome', () => product().heard().includes('WhatsApp no longer lets me delete it'));
      world().faults.calm();
      expect(onMumsPhone('for ever')).toMatchObject({ deleted: false });
      expect(
        world()
          .wire()
          .filter(({ kind }) => kind === 'revoke'),
      ).toHaveLength(2);
      expect(await product().says('/show 3')).toContain('not deleted for everyone');
    });

    test('a cross on what was scheduled cancels it', async () => {
      expect(await product().says('/schedule in 1 hour to Mum: never')).toContain('#4 scheduled');
      const waId = world()
        .control()
        .findLast(({ text }) => text.includes('#4 scheduled'))?.waId;
      world().ownerReacts(waId ?? '', '❌');
      await until('the cancel', () => product().heard().includes('#4 to Mum cancelled. It never left.'));
    });

    test('each command shows how what it armed stands', async () => {
      const shownOn = (words: string) =>
        world()
          .control()
          .find(({ from, text }) => from === 'phone' && text.startsWith('/schedule') && text.endsWith(words))
          ?.reaction;
      await until('the sent one', () => shownOn('for ever') === '✅');
      await until('the cancelled one', () => shownOn('never') === '🚫');
      expect(product().heard()).not.toContain('I know no command');
    });
  },
);
