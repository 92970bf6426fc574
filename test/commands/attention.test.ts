/** /attention, /resolve, and the bare answers to what needs the owner. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

/** #1 to #n missed their time. */
async function missed(...names: readonly string[]): Promise<void> {
  for (const name of names) await home.says(`/schedule in 2 minutes to ${name}: for ${name}`);
  home.world.faults.cutNetwork();
  await home.pass(20 * minute);
  home.world.faults.restoreNetwork();
  await home.pass(20_000);
}

/** The next one is handed over and nobody ever confirms it; it did not arrive. */
async function inDoubt(name = 'Mum'): Promise<void> {
  await home.says(`/schedule in 10 seconds to ${name}: doubtful`);
  home.world.faults.failWithoutNack(1);
  await home.pass(70_000);
}

const status = (id: number): string => home.message(id).status;
const needing = (): number[] =>
  home
    .ledger()
    .needingOwner()
    .map(({ id }) => id);

describe('/attention', () => {
  test('of nothing', async () => {
    expect(await home.says('/attention')).toBe('👌 Nothing needs you.');
  });

  test('numbers what needs an answer, and takes several answers at once', async () => {
    await missed('Mum', 'Anna', 'Łukasz');
    expect(await home.says('/attention')).toMatchInlineSnapshot(`
      "❗ 3 messages need you
      1) #1 Mum 12:02:03: missed
      2) #2 Anna 12:02:05: missed
      3) #3 Łukasz 12:02:07: missed
      Answer like: 1 send · all drop
      You can say: send · drop · move 18:00"
    `);
    expect(await home.says('1 send 2 drop')).toMatchInlineSnapshot(`
      "⏰ #4 takes the place of #1:
      to Mum, 12:20:31.
      🗑️ #2 to Anna dropped.

      ❗ 1 needs you: #3 is missed (/attention)"
    `);
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'for Mum')).toBe(1);
    expect(needing()).toEqual([3]);
    expect(await home.says('3 drop')).toBe('🗑️ #3 to Łukasz dropped.');
    expect(home.world.inbox('Anna')).toEqual([]);
  });

  test('takes one answer for all', async () => {
    await missed('Mum', 'Anna', 'Łukasz');
    await home.says('/attention');
    expect(await home.says('all drop')).toMatchInlineSnapshot(`
      "🗑️ #1 to Mum dropped.
      🗑️ #2 to Anna dropped.
      🗑️ #3 to Łukasz dropped."
    `);
    expect(needing()).toEqual([]);
    expect(await home.says('all drop')).toBe('');
  });

  test('lets one be named by itself beside all', async () => {
    await missed('Mum', 'Anna', 'Łukasz');
    await home.says('/attention');
    await home.says('2 send, all drop');
    await home.pass(minute);
    expect(home.world.timesReceived('Anna', 'for Anna')).toBe(1);
    expect(home.world.inbox('Mum')).toEqual([]);
  });

  test('shows ten, and the rest once those are answered', async () => {
    await home.close();
    home = await createHome({ memory: true, settings: { maxPerMinute: 100 } });
    for (let index = 1; index <= 12; index++)
      await home.says(`/schedule in 2 minutes to me: number ${index}`);
    await missed();
    const reply = await home.says('/attention');
    expect(reply).toMatch(/^❗ 12 messages need you\n1\) #1 me 12:02:0/);
    expect(reply).toContain('\n… and 2 more, once these are answered\n');
    await home.says('all drop', { quote: home.lastLine() });
    expect(needing()).toEqual([11, 12]);
    expect(await home.says('/attention')).toMatch(/^❗ 2 messages need you\n1\) #11/);
  });

  test('lists what is in doubt and what is held with their own answers', async () => {
    await inDoubt();
    await missed('Anna');
    expect(await home.says('/attention')).toMatchInlineSnapshot(`
      "❗ 2 messages need you
      1) #1 Mum 12:00:13: may have gone
      2) #2 Anna 12:03:15: missed
      Answer like: 1 arrived · all drop
      You can say: arrived · again · drop · send · move 18:00"
    `);
    expect(await home.says('1 send')).toBe('Which? arrived (it is there) or again (send once more).');
    expect(await home.says('1 arrived 2 send')).toMatchInlineSnapshot(`
      "✅ #1 to Mum: arrived, noted.
      ⏰ #3 takes the place of #2:
      to Anna, 12:21:41."
    `);
    expect(status(1)).toBe('sent');
  });

  test('is pointed to by every reply until it is settled', async () => {
    await inDoubt();
    expect(await home.says('/tz')).toMatch(/\n\n❗ 1 needs you: #1 may have gone out \(\/attention\)$/);
    await missed('Anna');
    expect(await home.says('/tz')).toMatch(/\n\n❗ 2 messages need you \(\/attention\)$/);
    await home.says('#1 arrived');
    expect(await home.says('/tz')).toMatch(/\n\n❗ 1 needs you: #2 is missed \(\/attention\)$/);
    await home.says('#2 drop');
    expect(await home.says('/tz')).not.toContain('❗');
  });
});

/** The last line about it; what was out of reach meanwhile is told behind it. */
const question = (about: RegExp): string =>
  home.world.control().findLast(({ from, text }) => from === 'page' && about.test(text))?.waId ?? '';

describe('a bare answer', () => {
  test('goes to the only question that takes it', async () => {
    await missed('Mum');
    expect(await home.says('send')).toMatchInlineSnapshot(`
      "⏰ #2 takes the place of #1:
      to Mum, 12:20:25."
    `);
  });

  test('to one of several is asked back, and quoting settles it', async () => {
    await missed('Mum');
    await missed('Anna');
    const anna = question(/#2 to Anna/);
    expect(await home.says('drop')).toMatchInlineSnapshot(`
      "❓ Which question do you mean?
      Reply to it: swipe it to the right.
      /attention puts them in one list."
    `);
    expect(await home.says('drop', { quote: anna })).toContain('🗑️ #2 to Anna dropped.');
    expect(await home.says('drop')).toBe('🗑️ #1 to Mum dropped.');
  });

  test('for a list that is not there is not taken for a message', async () => {
    await missed('Mum');
    await missed('Anna');
    expect(await home.says('1 send 2 drop')).toMatchInlineSnapshot(`
      "❓ Which message do you mean?
      /attention puts them in one list."
    `);
    expect(needing()).toEqual([1, 2]);
  });

  test('to the one notice about several is read by its numbers', async () => {
    await missed('Mum', 'Anna');
    expect(await home.says('drop')).toMatchInlineSnapshot(`
      "❓ Which message do you mean?
      /attention puts them in one list."
    `);
    expect(await home.says('2 drop')).toContain('🗑️ #2 to Anna dropped.');
    expect(needing()).toEqual([1]);
  });

  test('with a number needs no question, and names what does not fit', async () => {
    await inDoubt();
    expect(await home.says('#1 drop')).toBe('🗑️ #1 to Mum dropped.');
    expect(await home.says('#1 arrived')).toMatchInlineSnapshot(`
      "🚫 #1 to Mum is cancelled.
      It needs no answer."
    `);
    expect(await home.says('#9 drop')).toBe('🚫 There is no #9. /attention shows what needs you.');
  });

  test('to a reply about one message is about that one', async () => {
    await missed('Mum', 'Anna');
    await home.says('/show 1');
    expect(await home.says('send', { quote: home.lastLine() })).toMatch(
      /^⏰ #3 takes the place of #1:\nto Mum/,
    );
  });

  test('that fits no answer of its question is asked for again', async () => {
    await inDoubt();
    expect(await home.says('maybe', { quote: home.lastLine() })).toMatchInlineSnapshot(
      `"❓ Answer with one of: arrived · again · drop"`,
    );
    await home.says('#1 drop');
    await missed('Anna');
    expect(await home.says('maybe', { quote: question(/#2 to Anna/) })).toMatchInlineSnapshot(
      `"❓ Answer with: send · drop · move 18:00"`,
    );
    expect(await home.says('again')).toMatchInlineSnapshot(`
      "🚫 #2 to Anna is missed.
      You can say: send · drop · move 18:00"
    `);
    expect(await home.says('drop')).toBe('🗑️ #2 to Anna dropped.');
  });

  test.each(['sent', 'Sent.', '#1 sent', '1 sent', 'send'])('%s could mean two things', async (words) => {
    await inDoubt();
    expect(await home.says(words)).toBe('Which? arrived (it is there) or again (send once more).');
    expect(status(1)).toBe('in_doubt');
    expect(await home.says('arrived')).toBe('✅ #1 to Mum: arrived, noted.');
  });

  test('"sent" about one that was missed asks what fits that', async () => {
    await missed('Mum');
    expect(await home.says('sent')).toMatchInlineSnapshot(`"Which? send (it goes now) or drop (leave it)."`);
    expect(status(1)).toBe('missed');
  });
});

describe('again', () => {
  test('is asked about once more, and a no leaves the question open', async () => {
    await inDoubt();
    expect(await home.says('again')).toMatchInlineSnapshot(`
      "❓ Send #1 again?
      If it is in Mum's chat, it is there twice then.
      Really not there? yes · no"
    `);
    expect(await home.says('no')).toMatchInlineSnapshot(`
      "👌 Not sent again. #1 is still in doubt:
      arrived · again · drop"
    `);
    expect(await home.says('again')).toContain('❓ Send #1 again?');
    expect(await home.says('again')).toContain('❓ Send #1 again?');
    expect(await home.says('yes')).toMatchInlineSnapshot(`
      "⏰ #2 takes the place of #1.
      First I make sure that the old one
      cannot leave any more."
    `);
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'doubtful')).toBe(1);
    expect(await home.says('yes')).toBe('');
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'doubtful')).toBe(1);
  });

  test('after /attention is one question too', async () => {
    await inDoubt();
    await home.says('/attention');
    await home.says('again');
    await home.says('no');
    expect(await home.says('arrived')).toBe('✅ #1 to Mum: arrived, noted.');
  });
});

describe('/resolve', () => {
  test('does what the bare words do', async () => {
    await inDoubt();
    expect(await home.says('/resolve 1 arrived')).toBe('✅ #1 to Mum: arrived, noted.');
    await missed('Anna');
    expect(await home.says('/resolve #2: send.')).toMatch(/^⏰ #3 takes the place of #2:\nto Anna/);
    expect(await home.says('/resolve 2 send')).toMatch(
      /^ℹ️ #3 takes the place of #2 already: it is (?:scheduled|sent)\.$/,
    );
  });

  test('refuses in a sentence', async () => {
    await home.says('/schedule in 1 hour to Mum: hello');
    expect(await home.says('/resolve')).toMatchInlineSnapshot(`
      "🚫 Which message, and what became of it?
      Try: /resolve 12 arrived · again · drop
      send · move tomorrow 9:00"
    `);
    expect(await home.says('/resolve 1')).toMatchInlineSnapshot(`
      "🚫 What became of #1?
      Try: /resolve 1 arrived · again · drop
      send · move tomorrow 9:00"
    `);
    expect(await home.says('/resolve 1 please')).toMatchInlineSnapshot(`
      "🚫 I cannot use "please" for #1.
      Try: /resolve 1 arrived · again · drop
      send · move tomorrow 9:00"
    `);
    expect(await home.says('/resolve 1 drop')).toMatchInlineSnapshot(`
      "🚫 #1 to Mum is scheduled.
      It needs no answer."
    `);
    expect(await home.says('/resolve 1 sent')).toMatchInlineSnapshot(`
      "🚫 #1 to Mum is scheduled.
      It needs no answer."
    `);
    expect(await home.says('/resolve 9 drop')).toMatchInlineSnapshot(
      `"🚫 There is no #9. /attention shows what needs you."`,
    );
    expect(status(1)).toBe('scheduled');
  });
});
