/**
 * What can become of a hand-over in the page, in the product and in real Chromium: told as it is, and never a second copy.
 * One page for all of them, so that what one leaves behind would be seen in the next.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SendEnd } from '../../src/simulator/faults/sending.ts';
import type { WorldFaults } from '../../src/simulator/simulator.ts';
import { type Messages, messagesOf } from './product-messages.ts';
import { openProduct, type Product, reached, until } from './product-rig.ts';

let product: Product;
let messages: Messages;
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);

/** Many are in doubt at once here, and none of them is to stop the others. */
const env = { SEND_TIMEOUT: '16s', BREAKER_AFTER: '20', MAX_PER_MINUTE: '60' };
const inDoubt = /❔ .*: I can't tell if it went\./;

/** The pages know of it before anything is due. */
async function order(change: (faults: WorldFaults) => void): Promise<void> {
  change(world().faults);
  await until('the page to know', () => world().faults.known());
}
const calm = () => order((faults) => faults.calm());

/**
 * One at whose hand-over the page reloads, and of which the owner has been told that nothing is known of it. Before it has
 * an id nobody knows whose it is: where something was said to the owner in that moment it was that, and then comes another.
 */
async function reloadedAt(
  moment: 'before_hand_over' | 'hand_over',
): Promise<{ readonly id: number; readonly text: string }> {
  for (const nth of [1, 2, 3]) {
    const { id, text } = await messages.schedulesUnder('Mum', `${moment}, ${nth}`, (faults) =>
      faults.reloadAt(moment),
    );
    const notice = new RegExp(`^(?:❔|⚠️) [^\\n]*#${id}(?!\\d)`, 'u');
    const isTold = () =>
      world()
        .control()
        .some((line) => line.from === 'page' && notice.test(line.text));
    await until('what became of it', () => isTold() || received(text) > 0, 90_000);
    if (isTold()) return { id, text };
    await messages.shows(id, /sent: WhatsApp confirmed it/);
    await calm();
  }
  throw new Error(`expected a page that reloads at ${moment}, found three messages that arrived`);
}

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  beforeAll(async () => {
    product = await openProduct({ keyBuild });
    await product.start(env);
    messages = messagesOf(product);
  });
  afterEach(calm);
  afterAll(() => product.close());

  test('whatever way the page ends a send by itself, the owner is asked, and nothing goes a second time', async () => {
    const ends: readonly (readonly [SendEnd, RegExp])[] = [
      ['blocked_contact', /had not confirmed it/],
      ['rejects', /had not confirmed it/],
      // These it tells, and the owner hears of it before the wait for an ack is over.
      ['ERROR_NETWORK', /WhatsApp Web failed to send it/],
      ['ERROR_EXPIRED', /WhatsApp Web failed to send it/],
      ['ERROR_UPLOAD', /WhatsApp Web failed to send it/],
    ];
    const sent: { readonly id: number; readonly text: string; readonly why: RegExp }[] = [];
    for (const [end, why] of ends) {
      const one = await messages.schedulesUnder('Mum', `ends by ${end}`, (faults) => faults.sendEnds(end, 1));
      await messages.handed(one.id);
      sent.push({ ...one, why });
    }
    for (const { id, text, why } of sent) {
      expect(await messages.told(id, inDoubt)).toMatch(why);
      expect(received(text)).toBe(0);
    }
  });

  test('"No LID for user" behind the gate: in doubt where it stayed, sent where it went all the same', async () => {
    const stayed = await messages.schedulesUnder('Mum', 'thrown away', (to) => to.handOverThrows('before'));
    await messages.handed(stayed.id);
    await calm();
    const went = await messages.schedulesUnder('Mum', 'thrown and sent', (to) => to.handOverThrows('after'));
    await messages.handed(went.id);
    await calm();
    await messages.shows(went.id, /sent: WhatsApp confirmed it/);
    await messages.told(stayed.id, inDoubt);
    expect([received(stayed.text), received(went.text)]).toEqual([0, 1]);
  });

  test.each(['before_hand_over', 'hand_over'] as const)(
    'a page that reloads at %s leaves no copy, and the owner is asked and not told that it went',
    async (moment) => {
      const { id, text } = await reloadedAt(moment);
      await messages.another();
      expect(received(text)).toBe(0);
      expect(await product.says(`/show ${id}`)).not.toContain('sent:');
    },
  );

  test('a page that reloads in flight leaves one copy, and nothing sends it again', async () => {
    const { id, text } = await messages.schedulesUnder('Mum', 'in flight', (to) => to.reloadAt('in_flight'));
    await messages.arrives('Mum', text);
    await messages.shows(id, /sent: WhatsApp confirmed it|in doubt/);
    await messages.another();
    expect(received(text)).toBe(1);
  });
});

describe('in one page', () => {
  beforeAll(async () => {
    product = await openProduct();
    await product.start({ ...env, SEND_TIMEOUT: '45s' });
    messages = messagesOf(product);
  });
  afterEach(calm);
  afterAll(() => product.close());

  test('while the offline delivery is held nothing is claimed, and it goes once behind its end', async () => {
    const { id, text, due } = await messages.schedulesUnder(
      'Mum',
      'behind the delivery',
      (faults) => {
        faults.holdDelivery(true);
        faults.cutNetwork();
      },
      { first: 5, noticed: messages.isDown },
    );
    await until('the drop', () => world().pages() === 0);
    world().faults.restoreNetwork();
    await until('another socket', () => world().pages() > 0);
    await reached(due + 2_000);
    expect(product.output()).not.toMatch(new RegExp(`"id":${id},.*handing over`));
    expect(received(text)).toBe(0);
    world().faults.holdDelivery(false);
    await messages.shows(id, /sent: WhatsApp confirmed it/);
    expect(received(text)).toBe(1);
  });

  test('a line that is never decrypted commands nothing, and holds up what is due no longer than it may', async () => {
    world().faults.neverDecrypt(1);
    world().ownerWrites('/stop');
    const id = await messages.schedules('Mum', 'behind a placeholder', 2);
    await messages.shows(id, /sent: WhatsApp confirmed it/);
    expect(received('behind a placeholder')).toBe(1);
    expect(await product.stands()).not.toBe('stopped');
  });

  test('a build that lacks a part of sending claims nothing; the next whole one within grace sends it, once', async () => {
    const { id, text, due } = await messages.schedulesUnder(
      'Mum',
      'not now',
      (faults) => {
        faults.deploy({ lacking: ['WAWebSendMsgChatAction.addAndSendMsgToChat'] });
        faults.reloadPages();
      },
      { first: 6, noticed: async () => (await product.stands()) === 'cannot_send' },
    );
    await reached(due + 2_000);
    await until('it to say so still', async () => (await product.stands()) === 'cannot_send');
    expect(
      world()
        .wire()
        .some((line) => line.text === text),
    ).toBe(false);
    world().faults.deploy({ lacking: [] });
    world().faults.reloadPages();
    await messages.arrives('Mum', text);
    await product.stop();
    expect(received(text)).toBe(1);
    product.withLedger((ledger) =>
      expect(ledger.events(id).filter(({ to }) => to === 'sending')).toHaveLength(1),
    );
  });
});
