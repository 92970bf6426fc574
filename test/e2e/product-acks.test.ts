import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Messages, messagesOf } from './product-messages.ts';
import { openProduct, type Product, until } from './product-rig.ts';

let product: Product;
let messages: Messages;
beforeEach(async () => {
  product = await openProduct();
  messages = messagesOf(product);
});
afterEach(() => product.close());
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);
const confirmed = /sent: WhatsApp confirmed it/;
const inDoubt = /I can't tell if it went\./;

describe('the product under acks that go wrong', () => {
  test('lost: one delivery, in doubt in plain words; late: sent, and said so', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    const lost = await messages.schedulesUnder('Mum', 'lost', (faults) => faults.acks('lost'));
    await messages.arrives('Mum', lost.text);
    expect(await messages.told(lost.id, inDoubt)).toContain(
      'Look in the chat with Mum: arrived · again · drop',
    );
    world().faults.acks('normal');
    world().faults.releaseAcks();
    await messages.told(lost.id, /✅ #\d+ to Mum: now confirmed\. It was sent, once\./);
    expect(received(lost.text)).toBe(1);
    const twice = await messages.schedulesUnder('Mum', 'twice', (faults) => faults.acks('twice'));
    await messages.shows(twice.id, confirmed);
    expect(received(twice.text)).toBe(1);
  });

  test('never, though it says that it is connected: another page takes its place, and sends what is due', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    const unanswered = await messages.schedulesUnder('Mum', 'unanswered', (faults) => faults.acks('lost'));
    await messages.told(unanswered.id, inDoubt);
    await until('another page', () => /nothing is confirmed: a new page/.test(product.output()), 90_000);
    world().faults.acks('normal');
    await until('the word of it', () =>
      world()
        .control()
        .some(({ text }) => /📶 I was offline[\s\S]*WhatsApp confirmed nothing any more\./.test(text)),
    );
    const answered = await messages.schedules('Mum', 'answered');
    await messages.shows(answered, confirmed);
    expect(received(unanswered.text)).toBe(1);
    expect(received('answered')).toBe(1);
  });

  test('"again" while the old page could still deliver it: one copy arrives', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    const { id, text } = await messages.schedulesUnder('Mum', 'one copy', (faults) =>
      faults.cutNetwork({ silently: true }),
    );
    await messages.handed(id);
    await until('the doubt', async () => {
      const status = await product.get('/api/status', true);
      return ((await status.json()) as { messages: { in_doubt: number } }).messages.in_doubt === 1;
    });
    // The owner looks, sees nothing, and says so, while the page still holds the message.
    world().ownerWrites(`#${id} again`);
    world().faults.restoreNetwork();
    await messages.arrives('Mum', text);
    await messages.shows(id, confirmed);
    await messages.another();
    expect(received(text)).toBe(1);
  });

  test('"again" on one that the page failed to send: one new message, once the old page is dead', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    const old = await messages.schedulesUnder('Mum', 'second try', (faults) => faults.failWithoutNack(1));
    await messages.told(old.id, inDoubt);
    world().ownerWrites(`#${old.id} again`);
    await messages.told(old.id, /Really not there\? yes · no/);
    world().ownerWrites('yes');
    const answer = await messages.told(old.id, /#\d+ takes the place of #/);
    const id = Number(/#(\d+) takes/.exec(answer)?.[1]);
    await messages.arrives('Mum', old.text);
    await messages.shows(id, confirmed);
    expect(received(old.text)).toBe(1);
    expect(await product.stop()).toBe(0);
    product.withLedger((ledger) => {
      expect(ledger.message(id)).toMatchObject({ replaces: old.id, status: 'sent' });
      expect(ledger.pageIsDead(ledger.attempt(old.id)?.pageGeneration ?? '')).toBe(true);
      expect(ledger.attempt(id)?.pageGeneration).not.toBe(ledger.attempt(old.id)?.pageGeneration);
    });
  });
});
