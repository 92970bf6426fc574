/** What an owner, a network and a clock can do at midnight itself. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Home } from '../sim/home.ts';
import {
  answerByThePhones,
  at,
  chat,
  expectNoQuestionTwice,
  expectOnce,
  expectTold,
  minute,
  newYearsEve,
  type Planned,
  schedule,
  scheduleThem,
  second,
  until,
  wakefulOwner,
} from './night.ts';

let home: Home;
afterEach(() => home.close());

/** Just before, at, and just after its second: before the claim, in the hand-over, on the wire, after the ack. */
const moments = [-1_000, -1, 0, 1, 20, 50, 1_000];

describe('taken back in the second in which it is due', () => {
  test.each(moments)(
    'the command is deleted %i ms after its time: what the owner is told is true',
    async (off) => {
      home = await newYearsEve({ start: '2026-12-31T23:55:00Z' });
      const [wish] = await schedule(home, at('23:59'), ['Mum'], ['wish']);
      if (wish === undefined) throw new Error('nothing was scheduled');
      home.clock.at(at('23:59') + off - home.clock.trueNow(), () => home.world.ownerRevokes(wish.command));
      await until(home, at('00:30'));
      const neverLeft = chat(home).some((text) => /You deleted the command: .* It never left\./.test(text));
      const tooLate = chat(home).some((text) => text.includes('You deleted the command too late'));
      expectOnce(home, [wish], neverLeft ? [wish] : []);
      // What was sent before the deletion needs no word, and what it stopped does.
      expect(neverLeft && tooLate).toBe(false);
      if (off < 0) expect(neverLeft).toBe(true);
    },
  );

  test.each(moments)('/cancel arrives %i ms after its time: what the owner is told is true', async (off) => {
    home = await newYearsEve({ start: '2026-12-31T23:55:00Z' });
    const planned = await schedule(home, at('23:59'), ['Mum'], ['wish']);
    home.clock.at(at('23:59') + off - home.clock.trueNow(), () => home.world.ownerWrites('/cancel 1'));
    await until(home, at('23:59:30'));
    const reply = home.heard().join('\n');
    await until(home, at('00:30'));
    const neverLeft = reply.includes('#1 to Mum cancelled. It never left.');
    expectOnce(home, planned, neverLeft ? planned : []);
    if (!neverLeft) expect(reply).toMatch(/#1 to Mum: too late/);
    if (off < 0) expect(neverLeft).toBe(true);
  });

  test('deleted while the socket is down: the catch-up sees it before anything goes', async () => {
    home = await newYearsEve({ start: '2026-12-31T23:40:00Z' });
    const deleted = await schedule(home, at('23:59'), ['Mum'], ['taken back']);
    const kept = await schedule(home, at('23:59'), ['Anna'], ['meant']);
    await until(home, at('23:50'));
    home.world.faults.cutNetwork();
    await until(home, at('23:57'));
    home.world.ownerRevokes(deleted[0]?.command ?? '');
    await until(home, at('00:03'));
    expectOnce(home, [...deleted, ...kept], [...deleted, ...kept]);
    home.world.faults.restoreNetwork();
    await until(home, at('00:30'));
    expectOnce(home, [...deleted, ...kept], deleted);
    expectTold(home, { id: 1 }, /You deleted the command: #1 to Mum cancelled\. It never left\./);
  });
});

test('/stop at 23:59:59 and /resume at 00:05: nothing in between, and each overdue one as the owner says', async () => {
  home = await newYearsEve({ start: '2026-12-31T23:40:00Z' });
  const before = await schedule(home, at('23:58'), ['Mum'], ['before']);
  const sent = await schedule(home, at('00:00'), ['Anna'], ['late but wanted']);
  const dropped = await schedule(home, at('00:02'), ['Łukasz'], ['too late']);
  const after = await schedule(home, at('00:10'), ["O'Brien"], ['after']);
  const all = [...before, ...sent, ...dropped, ...after];
  await until(home, at('23:59:59'));
  expect(await home.says('/stop')).toMatch(/^🛑 Stopped\. 3 messages are frozen/);
  await until(home, at('00:05'));
  expectOnce(home, all, [...sent, ...dropped, ...after]);
  const resumed = await home.says('/resume');
  expect(resumed).toMatch(/⌛ 2 messages overdue[\s\S]*1\) #2 Anna 00:00[\s\S]*2\) #3 Łukasz 00:02/);
  await until(home, at('00:07'));
  expectOnce(home, all, [...sent, ...dropped, ...after]);
  await home.says('1 send 2 drop');
  await until(home, at('00:40'));
  expectOnce(home, all, dropped);
  expect(await home.says('/attention')).toContain('Nothing needs you');
});

test('the machine sleeps from 23:50 to 00:10: what fell into it is asked about, once, and the rest is on time', async () => {
  home = await newYearsEve();
  const planned = await scheduleThem(home);
  await until(home, at('23:50:30'));
  home.clock.suspend(20 * minute);
  const asleep = planned.filter(({ dueAt }) => dueAt > at('23:50:30') && dueAt <= at('00:10:30'));
  expect(asleep.length).toBeGreaterThan(4);
  await until(home, at('00:11:30'));
  expectOnce(
    home,
    planned.filter(({ dueAt }) => dueAt <= at('00:10:30')),
    asleep,
  );
  const heard = home.heard();
  expect(heard.filter((text) => text.includes('🕰️ My clock jumped 20 minutes forward'))).toHaveLength(1);
  const [question, ...more] = heard.filter((text) => /^✋/u.test(text));
  expect(question).toContain(`✋ ${asleep.length} messages held:\nmy clock jumped.`);
  expect(more).toEqual([]);
  // One was worth sending late; the owner lets the others go.
  const [wanted] = asleep;
  await home.says(`#${wanted?.id} send`);
  await home.says('/attention');
  await home.says('all drop');
  await until(home, at('00:50'));
  expectOnce(home, planned, asleep.slice(1));
  expect(await home.says('/attention')).toContain('Nothing needs you');
});

test('no confirmation until 00:40, then all at once, repeated and out of order: each once, each told once', async () => {
  home = await newYearsEve();
  const planned = await scheduleThem(home);
  const owner = wakefulOwner(home);
  home.world.faults.acks(({ self }) => (self ? 'normal' : 'lost'));
  // What has a second part behind it, the owner looks up: the second waits for that.
  const lookedUp: Planned[] = [];
  const firstParts = planned.filter((one) => planned.some((two) => two.text === `${one.text}, part two`));
  expect(firstParts).toHaveLength(2);
  await until(home, at('00:40'), async () => {
    await owner.look();
    for (const one of firstParts) {
      const asked = owner.said.some((text) => text.includes(`❔ #${one.id} to ${one.to}: I can't tell`));
      if (!asked || lookedUp.includes(one)) continue;
      expect(home.world.timesReceived(one.to, one.text)).toBe(1);
      owner.said.push(await home.says(`#${one.id} arrived`));
      lookedUp.push(one);
    }
  });
  expect(lookedUp).toEqual(firstParts);
  // Three in a row without an answer: the bot stopped by itself, and went on when the owner said so.
  expect(owner.said.filter((text) => text.includes('🛑 I have stopped sending')).length).toBeGreaterThan(1);
  expect(owner.said.join('\n')).toContain('several in a row could not be confirmed');
  expectOnce(home, planned);
  home.world.faults.releaseAcks({ disorderly: true });
  await until(home, at('00:50'), owner.look);
  for (const { id, to } of planned.filter((one) => !lookedUp.includes(one))) {
    const confirmed = `✅ #${id} to ${to}: now confirmed. It was sent, once.`;
    expect(chat(home).filter((text) => text === confirmed)).toHaveLength(1);
  }
  expect(await home.says('/attention')).toContain('Nothing needs you');
  expectNoQuestionTwice(home);
  await home.pass(3 * 60 * minute);
  expectOnce(home, planned);
});

test("a power cut in the moment of sending: in doubt, never again by itself, once more on the owner's word", async () => {
  home = await newYearsEve({ start: '2026-12-31T23:40:00Z', memory: false });
  const planned = await schedule(home, at('23:59'), ['Mum'], ['wish']);
  await until(home, at('23:58:50'));
  home.world.faults.cutNetwork({ silently: true });
  await until(home, at('23:59:10'));
  expect(home.message(1).status).toBe('sending');
  await home.kill();
  home.world.faults.restoreNetwork();
  await home.clock.advance(4 * minute);
  await home.boot();
  await until(home, at('00:05'));
  expectOnce(home, planned, planned);
  expectTold(
    home,
    { id: 1 },
    /❔ #1 to Mum: I can't tell if it went\.[\s\S]*I had been stopped in the middle of it/,
  );
  expect(await home.says('again')).toContain('Really not there? yes · no');
  expect(await home.says('yes')).toContain('#2 takes the place of #1');
  await until(home, at('01:00'));
  expectOnce(home, planned);
  expectNoQuestionTwice(home);
});

describe('a second part behind a first one in doubt', () => {
  test('waits, and goes as soon as the owner has seen the first', async () => {
    home = await newYearsEve({ start: '2026-12-31T23:40:00Z' });
    const planned = await schedule(home, at('23:59'), ['Mum'], ['one', 'two']);
    home.world.faults.acks(({ self }) => (self ? 'normal' : 'lost'));
    await until(home, at('00:05'));
    expectOnce(home, planned, planned.slice(1));
    expectTold(home, { id: 1 }, /❔ #1 to Mum: I can't tell if it went/);
    home.world.faults.acks('normal');
    expect(await home.says('arrived')).toContain('#1 to Mum: arrived, noted.');
    await until(home, at('00:30'));
    expectOnce(home, planned);
    expect(home.world.inbox('Mum').map(({ text }) => text)).toEqual(['one', 'two']);
  });

  test('is missed aloud when nobody answers, and then goes only on a word', async () => {
    home = await newYearsEve({ start: '2026-12-31T23:40:00Z' });
    const planned = await schedule(home, at('23:59'), ['Mum'], ['one', 'two']);
    home.world.faults.failWithoutNack(1);
    await until(home, at('00:30'));
    expectOnce(home, planned, planned);
    expectTold(home, { id: 2 }, /⌛ #2 to Mum missed the time/);
    const notThere = await answerByThePhones(home, planned);
    expect(notThere.map(({ id }) => id).sort()).toEqual([1, 2]);
    await until(home, at('02:00'));
    expectOnce(home, planned, planned);
  });
});

test('the clocks go back inside a campaign, with a restart in the hour that comes twice: each once, at its own time', async () => {
  home = await newYearsEve({ start: '2026-10-24T21:00:00Z', memory: false });
  const wishes: readonly (readonly [when: string, utc: string])[] = [
    ['25 oct 00:50', '2026-10-24T23:50:00Z'],
    ['25 oct 01:30', '2026-10-25T00:30:00Z'],
    ['25 oct 01:59', '2026-10-25T00:59:00Z'],
    ['in 4 hours', '2026-10-25T01:00:09Z'],
    ['25 oct 02:10', '2026-10-25T02:10:00Z'],
  ];
  for (const [index, [when]] of wishes.entries()) {
    const reply = await home.says(
      `/schedule ${when} to ${['Mum', 'Anna', 'Łukasz', "O'Brien", 'Ольга'][index]}: wish ${index}`,
    );
    expect(reply).toMatch(/^⏰/);
    if (when.includes('01:')) expect(reply).toMatch(/twice/);
  }
  await until(home, Date.parse('2026-10-25T00:45:00Z'));
  await home.kill();
  await home.clock.advance(20 * second);
  await home.boot();
  await until(home, Date.parse('2026-10-25T04:00:00Z'));
  const wire = home.world.wire().filter(({ text }) => text.startsWith('wish'));
  expect(wire.map(({ text }) => text)).toEqual(wishes.map((_, index) => `wish ${index}`));
  for (const [index, [, utc]] of wishes.entries())
    expect(Math.abs((wire[index]?.at ?? 0) - Date.parse(utc))).toBeLessThan(5 * second);
});
