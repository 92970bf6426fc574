import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

describe('a kill', () => {
  test('between claim and hand-over: in doubt, told, and no second attempt ever', async () => {
    await home.says('/schedule in 1 minute to Mum: hello');
    let killed = false;
    home.whatsapp().onCall = (verb) => {
      if (verb !== 'handOver' || home.message(1).status !== 'sending' || killed) return;
      killed = true;
      home.whatsapp().kill();
    };
    await home.pass(2 * minute);
    expect(killed).toBe(true);
    await home.kill();
    await home.boot();
    await home.pass(minute);
    expect(home.message(1).status).toBe('in_doubt');
    expect(home.heard().join('\n')).toMatch(
      /#1 to Mum: I can't tell if it went\.\n.*I had been stopped in the middle of it/,
    );
    await home.pass(60 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(0);
  });

  test('between hand-over and ack: the look-up after the restart finds what the ack would have said', async () => {
    await home.says('/schedule in 1 minute to Mum: hello');
    home.world.faults.acks('lost');
    await home.clock.advanceTo(home.message(1).plannedAt + 1_000);
    const { status, reservedId, chat } = home.message(1);
    expect(status).toBe('sending');
    await home.kill();
    // The ack came to the browser profile when nobody listened: only a look-up can find it.
    home.whatsapp().knows(reservedId, chat.chatId);
    await home.boot();
    await home.pass(10_000);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 });
    expect(
      home
        .ledger()
        .events(1)
        .map(({ evidence }) => evidence),
    ).toEqual(['owner_command', 'claim', 'found_sending_at_start', 'look_up_ack']);
    home.world.faults.acks('normal');
    await home.pass(60 * minute);
    expect(home.heard().join('\n')).toContain('#1 to Mum: now confirmed. It was sent, once.');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('right after a command was stored: it is carried out once, at the next start', async () => {
    home.world.ownerWrites('/schedule in 10 minutes to Mum: hello');
    // The event is stored in the turn in which it arrives; the process dies before anything else.
    await home.kill();
    await home.boot();
    await home.pass(5_000);
    expect(home.ledger().messages({})).toHaveLength(1);
    await home.pass(20 * minute);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('at every port call of a schedule, a send and a cancel: never twice, and every end is told', async () => {
    for (let point = 1; point <= 40; point++) {
      const one = await createHome();
      let calls = 0;
      const arm = () => {
        one.whatsapp().onCall = () => {
          calls++;
          if (calls === point) one.whatsapp().kill();
        };
      };
      arm();
      one.world.ownerWrites(`/schedule in 1 minute to Mum: hello`);
      await one.pass(70_000);
      one.world.ownerWrites(`/schedule in 1 minute to Anna: bye`);
      await one.pass(30_000);
      one.world.ownerWrites(`/cancel last`);
      await one.pass(2 * minute);
      await one.kill();
      await one.boot();
      await one.pass(90 * minute);
      expect(one.world.timesReceived('Mum', 'hello'), `point ${point}`).toBeLessThanOrEqual(1);
      expect(one.world.timesReceived('Anna', 'bye'), `point ${point}`).toBeLessThanOrEqual(1);
      for (const message of one.ledger().messages({})) {
        expect(message.status, `point ${point}`).not.toBe('sending');
        if (message.status === 'sent') continue;
        const said = one.world
          .control()
          .some((line) => line.from === 'page' && line.text.includes(`#${message.id} `));
        expect(said, `point ${point}: #${message.id} is ${message.status} and nobody was told`).toBe(true);
      }
      await one.close();
    }
  }, 120_000);
});

describe('after a restart', () => {
  test('what was typed while the bot was down is carried out once, oldest first', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    await home.kill();
    home.world.ownerWrites('/schedule in 1 hour to Anna: one');
    home.world.ownerWrites('/cancel 1');
    home.world.ownerWrites('/list');
    await home.pass(minute);
    await home.boot();
    await home.pass(5_000);
    expect(home.message(1).status).toBe('cancelled');
    expect(home.message(2)).toMatchObject({ status: 'scheduled', chat: { name: 'Anna' } });
    const heard = home.heard();
    expect(heard.map((line) => line.split('\n')[0])).toEqual([
      '⏰ #2 scheduled',
      '🚫 #1 to Mum cancelled. It never left.',
      '📋 1 scheduled',
    ]);
    await home.kill();
    await home.boot();
    await home.pass(5_000);
    expect(home.heard()).toEqual([]);
  });

  test('a schedule older than a day is answered, not executed; a cancel and a stop of any age are executed', async () => {
    await home.says('/schedule in 72 hours to Mum: hello');
    await home.kill();
    home.world.ownerWrites('/schedule in 2 days to Anna: old');
    home.world.ownerWrites('/cancel 1');
    home.world.ownerWrites('/stop');
    await home.pass(26 * 60 * minute);
    await home.boot();
    await home.pass(5_000);
    expect(home.message(1).status).toBe('cancelled');
    expect(home.ledger().latch('stopped')).not.toBeNull();
    expect(home.ledger().messages({})).toHaveLength(1);
    expect(home.heard().join('\n')).toContain('Nothing done: you wrote this Tue 24 Nov');
  });

  test('a question is still open, and its answer counts', async () => {
    await home.says('/schedule tomorrow 9 to Chris: hi');
    await home.kill();
    await home.boot();
    expect(await home.says('2 a')).toContain('#1 scheduled\nto Chris Evans');
  });

  test('a question that lapsed meanwhile is put once more, and then lapses aloud', async () => {
    await home.says('/schedule tomorrow 9 to Chris: hi');
    await home.kill();
    await home.pass(30 * minute);
    await home.boot();
    await home.pass(3_000);
    expect(home.heard().join('\n')).toMatch(/I was away\. Once more:[\s\S]*Chris Jones/);
    await home.pass(11 * minute);
    expect(home.heard().join('\n')).toContain('🚫 NOT scheduled: "hi" to "Chris"');
  });

  test('a third fault in ten minutes comes up with the breaker set and says why', async () => {
    for (let crash = 0; crash < 3; crash++) {
      home.ledger().write((tx) => tx.recordExit(home.clock.now(), 'fault'));
      await home.kill();
      await home.boot();
    }
    await home.pass(5_000);
    expect(home.ledger().latch('breaker')?.why).toBe('crash_loop');
    expect(home.heard().join('\n')).toContain('I broke down three times in ten minutes');
  });

  test('a copied data folder whose message WhatsApp already knows is held and asked about', async () => {
    await home.says('/schedule in 5 minutes to Mum: hello');
    const { reservedId, chat } = home.message(1);
    await home.kill();
    // The other copy sent it.
    home.world.take({ waId: reservedId, chatId: chat.chatId, text: 'hello' });
    await home.boot();
    home.whatsapp().knows(reservedId, chat.chatId);
    home.world.faults.cutNetwork();
    await home.pass(1_000);
    home.world.faults.restoreNetwork();
    await home.pass(10 * minute);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'known_id' });
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });
});
