/** "Move" as an answer: the new moment of a message that was missed, failed or held. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const hour = 60 * minute;

async function missed(...names: readonly string[]): Promise<void> {
  for (const name of names) await home.says(`/schedule in 2 minutes to ${name}: for ${name}`);
  home.world.faults.cutNetwork();
  await home.pass(20 * minute);
  home.world.faults.restoreNetwork();
  await home.pass(20_000);
  home.heard();
}

describe('of a missed one', () => {
  test('makes a new message that names the old, and goes then, once', async () => {
    await missed('Mum');
    expect(await home.says('move 18:00')).toMatchInlineSnapshot(`
      "⏰ #2 takes the place of #1:
      to Mum, 18:00."
    `);
    expect(home.message(2)).toMatchObject({
      replaces: 1,
      status: 'scheduled',
      plannedAt: Date.parse('2026-11-24T18:00:00Z'),
    });
    expect(await home.says('/show 1')).toContain('#2 takes its place.');
    expect(await home.says('/why 1')).toContain('#2 takes its place.');
    expect(await home.says('/show 2')).toContain('In place of #1.');
    expect(await home.says('/why 2')).toContain('you wanted it in place of #1');
    await home.pass(7 * hour);
    expect(home.world.timesReceived('Mum', 'for Mum')).toBe(1);
    expect(await home.says('#1 move 23:00')).toBe('ℹ️ #2 takes the place of #1 already: it is sent.');
    await home.pass(7 * hour);
    expect(home.world.timesReceived('Mum', 'for Mum')).toBe(1);
  });

  test('stands beside other answers to the same notice', async () => {
    await missed('Mum', 'Anna', 'Łukasz');
    expect(await home.says('1 send · 2 drop · 3 move tomorrow 9:00')).toMatchInlineSnapshot(`
      "⏰ #4 takes the place of #1:
      to Mum, 12:20:29.
      🗑️ #2 to Anna dropped.
      ⏰ #5 takes the place of #3:
      to Łukasz, Wed 25 Nov, 09:00."
    `);
    await home.pass(24 * hour);
    expect(home.world.timesReceived('Mum', 'for Mum')).toBe(1);
    expect(home.world.inbox('Anna')).toEqual([]);
    expect(home.world.inbox('Łukasz').map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      '2026-11-25T09:00',
    ]);
  });

  test.each([
    ['move tomorrow', '2026-11-25T12:02'],
    ['move to tomorrow 9:00', '2026-11-25T09:00'],
    ['move +1h', '2026-11-24T13:20'],
    ['move in 1 hour.', '2026-11-24T13:20'],
    ['/resolve 1 move tomorrow 9:00', '2026-11-25T09:00'],
    ['#1 move 31 Dec 23:59', '2026-12-31T23:59'],
    ['all move tomorrow 9:00', '2026-11-25T09:00'],
  ])('%s', async (words, at) => {
    await missed('Mum');
    expect(await home.says(words)).toContain('⏰ #2 takes the place of #1:');
    expect(new Date(home.message(2).plannedAt).toISOString().slice(0, 16)).toBe(at);
  });

  test('quoting the notice, or by its number there', async () => {
    await missed('Mum', 'Anna');
    const notice = home.lastLine();
    expect(await home.says('2 move tomorrow 9:00', { quote: notice })).toContain('#3 takes the place of #2');
    await home.says('/show 1');
    expect(await home.says('move tomorrow 9:00', { quote: home.lastLine() })).toContain(
      '#4 takes the place of #1',
    );
  });

  test('to an unclear hour asks, and the answer moves it', async () => {
    await missed('Mum');
    expect(await home.says('move tomorrow 9')).toMatchInlineSnapshot(`
      "❓ #1 is not moved yet: "for Mum" to Mum
      "tomorrow 9": Morning or evening?
      1) Wed 25 Nov, 09:00
      2) Wed 25 Nov, 21:00
      Answer like: 1"
    `);
    expect(home.ledger().messages({})).toHaveLength(1);
    expect(await home.says('2')).toMatchInlineSnapshot(`
      "⏰ #2 takes the place of #1:
      to Mum, Wed 25 Nov, 21:00."
    `);
    expect(home.message(2)).toMatchObject({ replaces: 1, plannedAt: Date.parse('2026-11-25T21:00:00Z') });
  });

  test('to no moment at all asks for one', async () => {
    await missed('Mum');
    expect(await home.says('move')).toMatchInlineSnapshot(`
      "❓ #1 is not moved yet: "for Mum" to Mum
      When should it go? Like tomorrow 9am."
    `);
    expect(await home.says('18:00')).toContain('#2 takes the place of #1');
  });

  test('to a past moment offers the next, and a no leaves it as it was', async () => {
    await missed('Mum');
    expect(await home.says('move yesterday 9:00')).toMatchInlineSnapshot(`
      "❓ #1 is not moved yet.
      "yesterday 9:00" is in the past.
      This instead?
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      for Mum
      👍 or yes · no"
    `);
    expect(await home.says('no')).toMatchInlineSnapshot(`
      "👌 Not moved. #1 is as it was:
      send · drop · move 18:00

      ❗ 1 needs you: #1 is missed (/attention)"
    `);
    expect(await home.says('drop')).toBe('🗑️ #1 to Mum dropped.');
  });

  test('of several of which one is unclear asks about that one, and does the others', async () => {
    await missed('Mum', 'Anna', 'Łukasz');
    expect(await home.says('1 drop · 2 move tomorrow 9 · 3 move tomorrow 9')).toMatchInlineSnapshot(`
      "🗑️ #1 to Mum dropped.
      Not yet: #3 move.
      Say it again after this:
      ❓ #2 is not moved yet: "for Anna" to Anna
      "tomorrow 9": Morning or evening?
      1) Wed 25 Nov, 09:00
      2) Wed 25 Nov, 21:00
      Answer like: 1"
    `);
    expect(home.message(1).droppedAt).not.toBeNull();
    expect(home.ledger().messages({})).toHaveLength(3);
  });

  test('whose question lapses says that it is not moved', async () => {
    await missed('Mum');
    await home.says('move tomorrow 9');
    await home.pass(11 * minute);
    expect(home.heard().join('\n')).toMatchInlineSnapshot(`
      "🚫 NOT moved: #1 still needs you.
      Reply to my question to take it up again,
      or: #1 drop · #1 move tomorrow 9:00"
    `);
    expect(await home.says('send')).toContain('#2 takes the place of #1');
  });

  test('into the quiet hours asks first', async () => {
    await home.close();
    home = await createHome({ memory: true, settings: { quietHours: { from: 22 * 60, to: 7 * 60 } } });
    await missed('Mum');
    expect(await home.says('move 23:00')).toContain('In your quiet hours.');
    expect(await home.says('yes')).toContain('#2 takes the place of #1');
    await home.pass(12 * hour);
    expect(home.world.timesReceived('Mum', 'for Mum')).toBe(1);
  });

  test('while stopped says that nothing goes', async () => {
    await missed('Mum');
    await home.says('/stop');
    expect(await home.says('#1 move 18:00')).toContain('🛑 I am stopped: nothing goes until /resume.');
    await home.pass(24 * hour);
    expect(home.world.inbox('Mum')).toEqual([]);
  });

  test('is taken back by deleting the answer', async () => {
    await missed('Mum');
    const answer = home.world.ownerWrites('move 18:00');
    await home.pass(2_000);
    home.world.ownerRevokes(answer);
    await home.pass(2_000);
    expect(home.message(2).status).toBe('cancelled');
    await home.pass(24 * hour);
    expect(home.world.inbox('Mum')).toEqual([]);
  });
});

describe('of a held one', () => {
  async function heldUntilTwo(): Promise<void> {
    const hello = '/schedule in 1 hour to Mum: hello';
    const waId = home.world.ownerWrites(hello);
    await home.pass(2_000);
    home.world.ownerEdits(waId, '/schedule in 2 hours to Mum: hello!');
    await home.pass(2_000);
    home.world.ownerEdits(waId, hello);
    await home.pass(2_000);
    home.heard();
  }

  test('plans it anew: the same message, in its grace from there', async () => {
    await heldUntilTwo();
    expect(await home.says('move tomorrow')).toMatchInlineSnapshot(`
      "⏰ #2 to Mum goes
      Wed 25 Nov, 14:00 London · tomorrow"
    `);
    expect(home.message(2)).toMatchObject({ status: 'scheduled', replaces: null });
    expect(home.ledger().messages({})).toHaveLength(2);
    await home.pass(30 * hour);
    expect(home.world.timesReceived('Mum', 'hello!')).toBe(1);
  });

  test('keeps its day for a bare hour, and counts +1h from its time', async () => {
    await heldUntilTwo();
    await home.says('move +1h');
    expect(new Date(home.message(2).plannedAt).toISOString().slice(0, 16)).toBe('2026-11-24T15:00');
  });

  test('to before its time lets it go then', async () => {
    await heldUntilTwo();
    expect(await home.says('move 13:00')).toContain('⏰ #2 to Mum goes\nTue 24 Nov, 13:00 London');
    expect(home.message(2)).toMatchObject({ status: 'scheduled', dueAt: Date.parse('2026-11-24T13:00:00Z') });
    await home.pass(70 * minute);
    expect(home.world.timesReceived('Mum', 'hello!')).toBe(1);
  });
});

test('of a failed one goes at its new time, once its page is gone', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.nack(1);
  await home.pass(15_000);
  const page = home.ledger().attempt(1)?.pageGeneration ?? '';
  await home.says('move 18:00');
  await home.pass(minute);
  expect(home.ledger().pageIsDead(page)).toBe(true);
  await home.pass(7 * hour);
  expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
});

test('of one in doubt does not fit: it may be there', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.failWithoutNack(1);
  await home.pass(70_000);
  expect(await home.says('#1 move 18:00')).toMatchInlineSnapshot(`
    "🚫 #1 to Mum is in doubt.
    You can say: arrived · again · drop"
  `);
});

test.each(['move the car', 'move house in spring', 'send Mum the photos', 'moved 3 boxes'])(
  '%s is a note, also while something waits for an answer',
  async (note) => {
    await missed('Mum');
    expect(await home.says(note)).toBe('');
  },
);

test('"again" for two in doubt is asked for each: what was not confirmed is not sent', async () => {
  for (const name of ['Mum', 'Anna']) {
    await home.says(`/schedule in 10 seconds to ${name}: hello`);
    home.world.faults.failWithoutNack(1);
    await home.pass(70_000);
  }
  await home.says('/attention');
  expect(await home.says('all again')).toMatchInlineSnapshot(`
    "Not yet: #2 again.
    Say it again after this:
    ❓ Send #1 again?
    If it is in Mum's chat, it is there twice then.
    Really not there? yes · no"
  `);
  await home.says('yes');
  await home.pass(minute);
  expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  expect(home.world.inbox('Anna')).toEqual([]);
});
