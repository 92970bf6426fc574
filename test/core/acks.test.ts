import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const story = (id: number): string[] =>
  home
    .ledger()
    .events(id)
    .map((event) => event.to);

async function lostAck(): Promise<void> {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.acks('lost');
  await home.pass(70_000);
}

describe('an ack', () => {
  test('that is lost leaves the message in doubt, told in plain words, and one delivery', async () => {
    await lostAck();
    expect(home.message(1).status).toBe('in_doubt');
    expect(home.heard().join('\n')).toMatch(
      /❔ #1 to Mum: I can't tell if it went\.\n12:00:5\d WhatsApp had not confirmed it\.\nI will not send it again by myself\.\nLook in the chat with Mum: arrived · again · drop/,
    );
    await home.pass(60 * minute);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('that comes late turns it to sent, and the owner hears of it', async () => {
    await lostAck();
    home.heard();
    home.world.faults.acks('normal');
    home.world.faults.releaseAcks();
    await home.pass(5_000);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 3 });
    expect(home.heard().join('\n')).toContain('✅ #1 to Mum: now confirmed. It was sent, once.');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('that comes twice or out of order changes nothing but upwards', async () => {
    home.world.faults.acks('twice');
    await home.says('/schedule in 10 seconds to Mum: twice');
    await home.pass(15_000);
    home.world.faults.acks('out_of_order');
    await home.says('/schedule in 10 seconds to Anna: any order');
    await home.pass(15_000);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 3 });
    expect(home.message(2)).toMatchObject({ status: 'sent', ack: 3 });
    expect(story(2).filter((to) => to === 'sent')).toHaveLength(1);
  });

  test('below zero is a refusal: failed, told, and a new message only on the owner’s word', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.nack(1);
    await home.pass(15_000);
    expect(home.message(1).status).toBe('failed');
    expect(home.heard().join('\n')).toContain('WhatsApp refused it');
    await home.pass(60 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(0);
    await home.says('send');
    await home.pass(5_000);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.message(2).replaces).toBe(1);
  });

  test('that never comes because the page failed by itself leaves it in doubt', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(70_000);
    expect(home.message(1).status).toBe('in_doubt');
  });
});

describe('in doubt', () => {
  test('three in a row trip the breaker, and nothing more leaves until /resume', async () => {
    home.world.faults.acks('lost');
    for (let index = 0; index < 5; index++)
      await home.says(`/schedule at 13:0${index} to Mum: number ${index}`);
    await home.pass(90 * minute);
    expect(home.ledger().latch('breaker')?.why).toBe('in_doubt_in_a_row');
    expect(home.heard().join('\n')).toContain(
      'I have stopped sending:\nseveral in a row could not be confirmed',
    );
    expect(home.world.inbox('Mum')).toHaveLength(3);
    home.world.faults.calm();
    await home.pass(minute);
    expect(await home.says('/resume')).toMatch(
      /3 in a row could not be confirmed\n\(#1–#3\)\.\n⌛ 2 messages overdue/,
    );
    await home.pass(60 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(3);
  });

  test('"arrived" makes it sent without a claim of an ack', async () => {
    await lostAck();
    expect(await home.says('arrived')).toBe('✅ #1 to Mum: arrived, noted.');
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: null });
  });

  test('"sent" is asked about, because it could mean two things', async () => {
    await lostAck();
    expect(await home.says('sent')).toContain('Which? arrived (it is there) or again (send once more).');
    expect(home.message(1).status).toBe('in_doubt');
  });

  test('"drop" cancels it and destroys the page that could still deliver it', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    await home.clock.advanceTo(home.message(1).plannedAt - 10);
    home.world.faults.cutNetwork({ silently: true });
    await home.pass(minute);
    expect(home.message(1).status).toBe('in_doubt');
    const page = home.ledger().attempt(1)?.pageGeneration ?? '';
    home.world.ownerWrites('#1 drop');
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'hello') === 1 ? 'sent' : 'cancelled').toBe(
      home.message(1).status,
    );
    expect(home.ledger().pageIsDead(page) || home.message(1).status === 'sent').toBe(true);
  });

  test('"again" while the old page could still deliver it: one copy arrives', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    await home.clock.advanceTo(home.message(1).plannedAt - 10);
    home.world.faults.cutNetwork({ silently: true });
    await home.pass(minute);
    expect(home.message(1).status).toBe('in_doubt');
    // The control chat comes back while the message still sits in the page: acks of it are lost for good.
    home.world.faults.acks('lost');
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    const first = home.world.timesReceived('Mum', 'hello');
    home.world.faults.acks('normal');
    await home.says('#1 again');
    await home.says('no');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(first);
  });

  test('"again" sends one new message, once the old page is dead and shows no ack', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(70_000);
    const old = home.ledger().attempt(1)?.pageGeneration ?? '';
    expect(await home.says('again')).toMatch(
      /Send #1 again\?\nIf it is in Mum's chat, it is there twice then\./,
    );
    expect(home.ledger().replacementOf(1)).toBeNull();
    await home.says('yes');
    await home.pass(10_000);
    expect(home.ledger().pageIsDead(old)).toBe(true);
    expect(home.message(2)).toMatchObject({ replaces: 1, status: 'sent' });
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(await home.says('#1 again')).toBe('ℹ️ #2 takes the place of #1 already: it is sent.');
    await home.pass(60 * minute);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('evidence that the old one left cancels its replacement, which never leaves', async () => {
    await lostAck();
    home.world.faults.acks('normal');
    await home.says('again');
    home.world.ownerWrites('yes');
    // The ack that had been lost arrives when the new page is up, before it has caught up.
    await home.pass(900);
    home.world.faults.releaseAcks();
    await home.pass(60 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.message(2).status).toBe('cancelled');
  });
});
