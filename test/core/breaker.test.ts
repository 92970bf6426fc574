/** The breaker: what trips it, what does not, and what /resume says of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true, settings: { minGapMs: 0 } });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const breaker = () => home.ledger().latch('breaker');

/** One message that ends in doubt: the page fails by itself, and no ack comes. */
function doubt(to = 'Mum'): Promise<number> {
  return sendTo(to, () => home.world.faults.failWithoutNack(1));
}

function refusal(to: string): Promise<number> {
  return sendTo(to, () => home.world.faults.nack(1));
}

let texts = 0;
async function sendTo(to: string, beforeItGoes: () => void = () => undefined): Promise<number> {
  texts += 1;
  const armed = await home.says(`/schedule in 10 seconds to ${to}: text ${texts}`);
  const id = Number(/#(\d+) scheduled/.exec(armed)?.[1]);
  expect(id, armed).toBeGreaterThan(0);
  // The confirmation has been told by now: the next that goes is the message.
  beforeItGoes();
  // No two to one chat stand close together, which would be asked about.
  await home.pass(6 * minute);
  return id;
}

describe('doubts', () => {
  test('in a row trip it at the third, which names all three', async () => {
    expect([await doubt(), await doubt('Anna')]).toEqual([1, 2]);
    expect(breaker()).toBeNull();
    await doubt();
    expect(breaker()).toMatchObject({ why: 'in_doubt_in_a_row', about: [1, 2, 3] });
  });

  test('with a send between them that was confirmed do not', async () => {
    await doubt();
    await doubt();
    await sendTo('Anna');
    await doubt();
    await doubt();
    expect(breaker()).toBeNull();
    await doubt();
    expect(breaker()).toMatchObject({ about: [4, 5, 6] });
  });

  test('that evidence has settled since do not count', async () => {
    const first = await doubt();
    await doubt();
    const { reservedId, chat } = home.message(first + 1);
    home.whatsapp().echoes(reservedId, [chat.chatId]);
    expect(home.message(first + 1).status).toBe('sent');
    await doubt();
    await doubt();
    expect(breaker()).toBeNull();
    await doubt();
    expect(breaker()).not.toBeNull();
  });

  test('that the owner has dropped count: nobody saw them arrive', async () => {
    for (const id of [1, 2]) {
      await doubt();
      expect(await home.says(`/resolve ${id} drop`)).toContain(`#${id}`);
      expect(home.message(id).status).toBe('cancelled');
    }
    await doubt();
    expect(breaker()).toMatchObject({ why: 'in_doubt_in_a_row', about: [1, 2, 3] });
  });

  test('are not broken up by our own refusals before the hand-over, which show nothing', async () => {
    const whatsapp = home.whatsapp();
    const page = whatsapp.handOver.bind(whatsapp);
    await doubt();
    await doubt();
    whatsapp.handOver = async (request) =>
      request.text.startsWith('text') ? { kind: 'refused', because: 'not_connected' } : page(request);
    expect(home.message(await sendTo('Anna')).status).toBe('failed');
    whatsapp.handOver = page;
    await doubt();
    expect(breaker()).toMatchObject({ about: [1, 2, 4] });
  });

  test('before a resume are answered for: three new ones trip it again', async () => {
    for (let n = 0; n < 3; n++) await doubt();
    const said = await home.says('/resume');
    expect(said).toContain('3 in a row could not be confirmed\n(#1–#3)');
    expect(breaker()).toBeNull();
    await doubt();
    await doubt();
    expect(breaker()).toBeNull();
    await doubt();
    expect(breaker()).toMatchObject({ about: [4, 5, 6] });
  });
});

describe('refusals by WhatsApp', () => {
  test('of more than one recipient in a row trip it', async () => {
    await refusal('Mum');
    await refusal('Anna');
    expect(breaker()).toBeNull();
    await refusal('Mum');
    expect(breaker()).toMatchObject({ why: 'account_refused', about: [1, 2, 3] });
    expect(await home.says('/resume')).toContain('WhatsApp had refused 3 in a row\n(#1–#3)');
  });

  test('of one recipient alone never do, however many', async () => {
    for (let n = 0; n < 5; n++) await refusal('Mum');
    expect(breaker()).toBeNull();
  });

  test('of one person under both ids are of one recipient', async () => {
    const { chat } = home.message(await refusal('Mum'));
    await refusal('Mum');
    const { ledger, clock } = home.root().ground;
    expect(chat.lid).not.toBeNull();
    home.world.faults.nack(1);
    ledger.write((tx) =>
      tx.arm({
        ...home.message(1),
        chat: { ...chat, chatId: String(chat.lid) },
        batchId: tx.newBatch('c', clock.now()),
        dueAt: clock.now() + 5_000,
        plannedAt: clock.now() + 5_000,
        reservedId: home.root().ground.chance.reservedId(),
        at: clock.now(),
      }),
    );
    await home.pass(2 * minute);
    expect(home.message(3).status).toBe('failed');
    expect(breaker()).toBeNull();
  });

  test('and doubts in turn are neither three of the one nor three of the other', async () => {
    await doubt('Mum');
    await refusal('Anna');
    await doubt('Mum');
    await refusal("O'Brien");
    expect(breaker()).toBeNull();
  });
});

describe('a second delivery', () => {
  const others = ['447700900099@c.us', '99099@lid'];
  const sent = async (): Promise<{ readonly waId: string; readonly ids: readonly string[] }> => {
    const { reservedId, chat } = home.message(await sendTo('Mum'));
    expect(home.message(1).status).toBe('sent');
    return { waId: reservedId, ids: [chat.chatId, String(chat.lid)] };
  };

  test('under the id of a sent message in another chat trips it, says which, and nothing more leaves', async () => {
    const { waId } = await sent();
    await home.says('/schedule in 1 hour to Anna: later');
    home.heard();
    home.whatsapp().echoes(waId, others);
    await home.pass(2_000);
    expect(breaker()).toMatchObject({ why: 'second_delivery', about: [1] });
    expect(home.heard().join('\n')).toContain('WhatsApp shows #1 a second time');
    await home.pass(120 * minute);
    expect(home.world.inbox('Anna')).toHaveLength(0);
    expect(await home.says('/resume')).toContain('WhatsApp had shown #1 twice');
    expect(breaker()).toBeNull();
  });

  test('is one in the very same chat, written when the first had long been confirmed', async () => {
    const { waId, ids } = await sent();
    home.whatsapp().echoes(waId, ids);
    expect(breaker()).toMatchObject({ why: 'second_delivery', about: [1] });
  });

  test('is not the same message shown again, under any of its ids, after any reload', async () => {
    const { waId, ids } = await sent();
    const at = home.message(1).plannedAt;
    for (const chatIds of [ids, ids.slice(0, 1), ids.slice(1)])
      for (const ack of [0, 1, 3]) home.whatsapp().echoes(waId, chatIds, { at, ack });
    expect(breaker()).toBeNull();
    expect(home.message(1)).toMatchObject({ status: 'sent' });
  });

  test('is not a person under an id that the page cannot join to the other one', async () => {
    const { clock, ledger, chance } = home.root().ground;
    const { id, reservedId } = ledger.write((tx) =>
      tx.arm({
        batchId: tx.newBatch('c', clock.now()),
        part: 1,
        parts: 1,
        chat: {
          chatId: '447700900002@c.us',
          lid: null,
          phone: null,
          name: 'x',
          kind: 'person',
          size: null,
        },
        body: 'hello',
        dueAt: clock.now() + 1_000,
        plannedAt: clock.now() + 1_000,
        graceMs: 10 * minute,
        zone: 'UTC',
        dry: false,
        reservedId: chance.reservedId(),
        replaces: null,
        commandWaId: 'c',
        file: null,
        at: clock.now(),
      }),
    );
    await home.pass(2 * minute);
    expect(home.message(id).status).toBe('sent');
    home.whatsapp().echoes(reservedId, ['999@lid'], { at: home.message(id).plannedAt });
    expect(breaker()).toBeNull();
    home.whatsapp().echoes(reservedId, ['120363000000000001@g.us'], { at: home.message(id).plannedAt });
    expect(breaker()).toMatchObject({ why: 'second_delivery' });
  });

  test('of a notice, in a chat that it was not for, trips it too', async () => {
    await home.says('/list');
    const waId = home.lastLine();
    home.whatsapp().echoes(waId, home.world.selfIds);
    expect(breaker()).toBeNull();
    home.whatsapp().echoes(waId, others);
    expect(breaker()).toMatchObject({ why: 'second_delivery' });
  });

  test('is not what somebody else writes under an id of their own', async () => {
    await sent();
    home.whatsapp().echoes('3EB0FFFFFFFFFFFFFFFFFF', others);
    expect(breaker()).toBeNull();
  });
});

describe('an echo of a message that has not gone is evidence', () => {
  test('for one that failed: it did go out, and the owner hears of it', async () => {
    const { reservedId, chat } = home.message(await refusal('Mum'));
    home.heard();
    home.whatsapp().echoes(reservedId, [chat.chatId]);
    await home.pass(2_000);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 });
    expect(home.heard().join('\n')).toContain('#1 to Mum did go out');
    expect(breaker()).toBeNull();
  });

  test('for one in doubt, and one without an ack settles nothing', async () => {
    const { reservedId, chat } = home.message(await doubt('Mum'));
    home.whatsapp().echoes(reservedId, [chat.chatId], { ack: 0 });
    expect(home.message(1).status).toBe('in_doubt');
    home.whatsapp().echoes(reservedId, [chat.chatId]);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 });
    expect(breaker()).toBeNull();
  });

  test('for one that is scheduled: somebody has sent it under its id, wherever, and it is held', async () => {
    await home.says('/schedule in 1 hour to Mum: one');
    await home.says('/schedule in 1 hour to Anna: two');
    home.whatsapp().echoes(home.message(1).reservedId, [home.message(1).chat.chatId]);
    home.whatsapp().echoes(home.message(2).reservedId, ['120363000000000001@g.us']);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'known_id' });
    expect(home.message(2)).toMatchObject({ status: 'held', holdReason: 'known_id' });
    await home.pass(120 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(0);
    expect(home.world.inbox('Anna')).toHaveLength(0);
  });

  test('for one that was missed or cancelled before', async () => {
    await home.says('/schedule in 1 hour to Mum: one');
    await home.says('/cancel 1');
    home.whatsapp().echoes(home.message(1).reservedId, ['120363000000000001@g.us']);
    expect(home.message(1).status).toBe('cancelled');
    home.whatsapp().echoes(home.message(1).reservedId, [home.message(1).chat.chatId]);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 });
  });
});

describe('/resume', () => {
  test('clears both latches and says what tripped each', async () => {
    for (let n = 0; n < 3; n++) await doubt();
    await home.says('/stop');
    expect(home.ledger().latch('stopped')).not.toBeNull();
    home.root().ground.stopFile.put();
    const said = await home.says('/resume');
    expect(said).toMatch(
      /▶️ Going on\. Stopped since [\d:]+:\nyou had stopped me,\nand 3 in a row could not be confirmed\n\(#1–#3\)\./,
    );
    expect(home.ledger().latch('stopped')).toBeNull();
    expect(breaker()).toBeNull();
    expect(home.root().ground.stopFile.stands()).toBe(false);
  });

  test('names a STOP file of this very moment, beside the breaker', async () => {
    const { ledger, clock, stopFile } = home.root().ground;
    ledger.write((tx) => tx.setLatch({ name: 'breaker', setAt: clock.now(), why: 'conflict' }));
    // Before anybody looked.
    home.world.ownerWrites('/resume');
    stopFile.put();
    await home.pass(2_000);
    const said = home.heard().join('\n');
    expect(said).toContain('there was a STOP file in my data folder');
    expect(said).toContain('WhatsApp Web had been opened elsewhere');
    expect(stopFile.stands()).toBe(false);
  });

  test('that dies between the end of the STOP file and its commit leaves the stop standing', async () => {
    const { ledger, stopFile } = home.root().ground;
    const { remove } = stopFile;
    Object.assign(stopFile, {
      remove() {
        remove();
        throw new Error('here a kill rolls the transaction back');
      },
    });
    stopFile.put();
    await home.says('/resume');
    expect(stopFile.stands()).toBe(false);
    expect(ledger.latch('stopped')).toMatchObject({ why: 'stop_file' });
  });
});
