/** What is asked about when arming because of what is there already, and that the answer is kept and not asked again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

const minute = 60_000;
let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true, asking: { closeMs: 5 * minute } });
  home.heard();
});
afterEach(() => home.close());

const asks = /^❓ Not scheduled yet/;
const armed = /^⏰ #/;

describe('two messages of different commands to one chat within five minutes', () => {
  test('are asked about, with the other one; the yes is kept with the message', async () => {
    expect(await home.says('/schedule tomorrow 9:00 to Mum: Happy birthday!')).toMatch(armed);
    const question = await home.says('/schedule tomorrow 9:05 to Mum: And a hug');
    expect(question).toMatch(asks);
    expect(question).toContain('Close to another message to Mum:\n#1, Wed 25 Nov, 09:00.');
    expect(home.ledger().message(2)).toBeNull();
    expect(await home.says('yes')).toMatch(armed);
    expect(home.ledger().consents(2)).toEqual(['close_together']);
    expect(home.ledger().consents(1)).toEqual([]);
    expect(await home.says('/why 2')).toContain('You said yes to: another one close by.');
  });

  test('are asked about on either side, and also when the other has gone already', async () => {
    await home.says('/schedule in 10 minutes to Mum: one');
    expect(await home.says('/schedule in 6 minutes to Mum: two')).toMatch(asks);
    await home.says('no');
    await home.pass(11 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(await home.says('/schedule in 1 minute to Mum: three')).toContain('#1,');
  });

  test('are not asked about beyond five minutes, in other chats, or when the other never goes', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    expect(await home.says('/schedule tomorrow 9:06 to Mum: two')).toMatch(armed);
    expect(await home.says('/schedule tomorrow 9:00 to Anna: three')).toMatch(armed);
    await home.says('/schedule tomorrow 12:00 to Anna: four');
    await home.says('/cancel last');
    expect(await home.says('/schedule tomorrow 12:00 to Anna: five')).toMatch(armed);
  });

  test('to oneself wake nobody', async () => {
    await home.says('/schedule tomorrow 9:00 to me: milk');
    expect(await home.says('/schedule tomorrow 9:00 to me: bread')).toMatch(armed);
  });

  test('of one command are one wish: parts and recipients ask for their number alone', async () => {
    const question = await home.says('/schedule tomorrow 9:00 to Mum, Anna\none\n---\ntwo');
    expect(question).not.toContain('Close to');
    expect(await home.says('yes')).toMatch(armed);
    expect(home.ledger().consents(1)).toEqual(['several_recipients', 'several_parts']);
    expect(home.ledger().consents(4)).toEqual(['several_recipients', 'several_parts']);
  });

  test('are seen under the number and under the LID of one person', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    const { chat } = home.message(1);
    const { ledger, clock, chance } = home.root().ground;
    ledger.write((tx) =>
      tx.arm({
        ...home.message(1),
        chat: { ...chat, chatId: String(chat.lid) },
        batchId: tx.newBatch('another', clock.now()),
        dueAt: home.message(1).dueAt + 60 * minute,
        plannedAt: home.message(1).dueAt + 60 * minute,
        reservedId: chance.reservedId(),
        commandWaId: 'another',
        at: clock.now(),
      }),
    );
    expect(await home.says('/schedule tomorrow 10:01 to Mum: two')).toContain('Close to another message');
    await home.says('no');
    expect(await home.says('/schedule tomorrow 10:30 to Mum: one')).toContain(
      'The same text goes to Mum\nalready',
    );
  });

  test('of many chats fit on a phone', async () => {
    for (const to of ['Mum', 'Anna', 'Łukasz', "O'Brien"])
      await home.says(`/schedule tomorrow 9:00 to ${to}: hello ${to}`);
    const question = await home.says("/schedule tomorrow 9:01 to Mum, Anna, Łukasz, O'Brien: news");
    expect(question.match(/Close to another/g)).toHaveLength(2);
    expect(question).toContain('And so to 2 others.');
  });
});

describe('an edited command', () => {
  test('is not close to itself', async () => {
    const waId = home.world.ownerWrites('/schedule tomorrow 9:00 to Mum: one');
    await home.pass(2_000);
    home.heard();
    home.world.ownerEdits(waId, '/schedule tomorrow 9:02 to Mum: one');
    await home.pass(2_000);
    expect(home.heard().join('\n')).toMatch(/⏰ #2 scheduled instead of #1/);
  });

  test('is close to another one all the same', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    const waId = home.world.ownerWrites('/schedule tomorrow 12:00 to Mum: two');
    await home.pass(2_000);
    home.heard();
    home.world.ownerEdits(waId, '/schedule tomorrow 9:02 to Mum: two');
    await home.pass(2_000);
    expect(home.heard().join('\n')).toContain('Close to another message to Mum:\n#1');
  });
});

describe('the same text', () => {
  test('with a name filled in is the same text', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum, Anna: Hi {first}');
    await home.says('yes');
    const question = await home.says('/schedule tomorrow 15:00 to Mum, Anna: Hi {first}');
    expect(question).toContain('The same text goes to Mum\nalready: #1');
    await home.says('yes');
    expect(home.ledger().consents(3)).toEqual(['several_recipients', 'same_text']);
  });
});

describe('the answer', () => {
  test('is not asked for again at its time, nor after a stop, nor by a restart: both go out', async () => {
    await home.close();
    home = await createHome({ asking: { closeMs: 5 * minute } });
    await home.says('/schedule in 10 minutes to Mum: one');
    await home.says('/schedule in 11 minutes to Mum: one');
    expect(await home.says('yes')).toMatch(armed);
    expect(home.ledger().consents(2)).toEqual(['same_text']);
    await home.says('/stop');
    await home.pass(30 * minute);
    await home.says('/resume');
    await home.kill();
    await home.boot();
    await home.says('/resolve 1 send');
    await home.says('/resolve 2 send');
    await home.pass(5 * minute);
    expect(home.world.timesReceived('Mum', 'one')).toBe(2);
    expect(home.heard().join('\n')).not.toMatch(asks);
  });

  test('"no" keeps nothing', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    await home.says('/schedule tomorrow 9:01 to Mum: two');
    await home.says('no');
    expect(home.ledger().message(2)).toBeNull();
  });

  test('without a question there is none to keep', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    expect(home.ledger().consents(1)).toEqual([]);
    expect(await home.says('/why 1')).not.toContain('You said yes');
  });
});
