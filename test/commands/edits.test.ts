/** What becomes of a message when the owner edits its command, or deletes it for everyone, in every state. */
import { describe, expect, test } from 'vitest';
import { begin, home, minute, texts } from '../sim/each-home.ts';

const got = (): string[] => texts('Mum');
const states = (): string[] =>
  home
    .ledger()
    .messages({ order: 'planned' })
    .map(({ id, body, status }) => `#${id} ${body}: ${status}`)
    .sort();

async function writes(text: string): Promise<string> {
  const waId = home.world.ownerWrites(text);
  await home.pass(2_000);
  home.heard();
  return waId;
}

async function edits(waId: string, text: string): Promise<string> {
  home.world.ownerEdits(waId, text);
  await home.pass(2_000);
  return home.heard().join('\n\n');
}

async function revokes(waId: string): Promise<string> {
  home.world.ownerRevokes(waId);
  await home.pass(2_000);
  return home.heard().join('\n\n');
}

async function reconnect(): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(5_000);
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
}

const hello = '/schedule in 1 hour to Mum: hello';

describe('an edit of a command', () => {
  test('that is scheduled takes its place, and one text arrives', async () => {
    const waId = await writes(hello);
    expect(await edits(waId, '/schedule in 2 hours to Mum: hello!')).toMatchInlineSnapshot(`
      "⏰ #2 scheduled instead of #1
      to Mum (…0002)
      Tue 24 Nov, 14:00:03 London · in 2 hours
      hello!
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    await home.pass(5 * 60 * minute);
    expect(got()).toEqual(['hello!']);
    expect(states()).toEqual(['#1 hello: cancelled', '#2 hello!: sent']);
  });

  test('that needs an answer holds the old one until there is one', async () => {
    const waId = await writes(hello);
    expect(await edits(waId, '/schedule tomorrow to Mum: hello!')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hello!" to Mum
      "tomorrow" is Wed 25 Nov: at what time?
      Like 9am or 21:00.

      ✋ #1 is held until then.
      /attention: send as it was, or drop."
    `);
    await home.pass(minute);
    expect(await home.says('18:00')).toContain('#2 scheduled instead of #1');
    await home.pass(48 * 60 * minute);
    expect(got()).toEqual(['hello!']);
  });

  test('that needs an answer and gets a no leaves the old one held, and says so', async () => {
    const waId = await writes(hello);
    await edits(waId, '/schedule tomorrow to Mum: hello!');
    expect(await home.says('no')).toMatchInlineSnapshot(`
      "👌 Not changed. #1 stays held.
      /attention: send it as it was, or drop it."
    `);
    await home.pass(5 * 60 * minute);
    expect(got()).toEqual([]);
    expect(await home.says('#1 send')).toContain('#1 to Mum goes now.');
    await home.pass(minute);
    expect(got()).toEqual(['hello']);
  });

  test('to words that are no command holds what it armed', async () => {
    const waId = await writes(hello);
    expect(await edits(waId, 'never mind')).toMatchInlineSnapshot(`
      "🚫 I know no "never mind".
      Try: /schedule tomorrow 9:00 to Mum: hello
      /list · /help

      ✋ #1 is held until then.
      /attention: send as it was, or drop."
    `);
    await home.pass(5 * 60 * minute);
    expect(got()).toEqual([]);
  });

  test('to a cancel cancels', async () => {
    const waId = await writes(hello);
    expect(await edits(waId, '/cancel 1')).toBe('🚫 #1 to Mum cancelled. It never left.');
  });

  test('that is being asked about asks anew, and the old question is not said to be lost', async () => {
    const waId = await writes('/schedule tomorrow to Mum: hello');
    const question = home.lastLine();
    expect(await edits(waId, '/schedule tomorrow 9am to Mum: hello!')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      hello!
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(await home.says('18:00', { quote: question })).toBe('ℹ️ That command is #1 already. /show 1');
    expect(states()).toEqual(['#1 hello!: scheduled']);
  });

  test('that has been sent, missed or dropped comes too late', async () => {
    const sent = await writes('/schedule in 5 seconds to Mum: hello');
    await home.pass(10_000);
    home.heard();
    expect(await edits(sent, '/schedule in 1 hour to Mum: hello!')).toMatchInlineSnapshot(`
      "⚠️ Too late to change: #1 to Mum is sent.
      Nothing was changed.
      For something new, write a new /schedule."
    `);
    const missed = await writes('/schedule in 5 minutes to Mum: late');
    home.world.faults.cutNetwork();
    await home.pass(30 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    home.heard();
    expect(await edits(missed, '/schedule in 1 hour to Mum: late!')).toContain('#2 to Mum is missed.');
    await home.pass(2 * 60 * minute);
    expect(got()).toEqual(['hello']);
  });

  test('that has been cancelled arms anew', async () => {
    const waId = await writes(hello);
    await home.says('/cancel 1');
    expect(await edits(waId, '/schedule in 1 hour to Mum: hello again')).toContain('⏰ #2 scheduled\n');
    await home.pass(2 * 60 * minute);
    expect(got()).toEqual(['hello again']);
  });

  test('that is in doubt or on its way changes nothing', async () => {
    const waId = await writes('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(10_000);
    expect(await edits(waId, '/schedule in 1 hour to Mum: hello!')).toContain(
      '⚠️ Too late to change: #1 to Mum is on its way.\nNothing was changed.',
    );
    await home.pass(minute);
    home.heard();
    expect(await edits(waId, '/schedule in 1 hour to Mum: hello?')).toContain('#1 to Mum is in doubt.');
    expect(states()).toEqual(['#1 hello: in_doubt']);
  });

  test('to a time that the edit itself has overtaken asks before it goes', async () => {
    const waId = await writes(hello);
    await home.pass(5 * minute);
    expect(await edits(waId, '/schedule in 2 minutes to Mum: hello!')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      Its time has passed.
      Send it now?
      to Mum (…0002)
      Tue 24 Nov, 12:05:05 London · now
      hello!
      👍 or yes · no

      ✋ #1 is held until then.
      /attention: send as it was, or drop."
    `);
    expect(got()).toEqual([]);
    expect(await home.says('yes')).toContain('#2 scheduled instead of #1');
    await home.pass(2 * 60 * minute);
    expect(got()).toEqual(['hello!']);
  });

  test('back to what it was holds what came in between, and neither goes by itself', async () => {
    const waId = await writes(hello);
    await edits(waId, '/schedule in 2 hours to Mum: hello!');
    expect(await edits(waId, hello)).toMatchInlineSnapshot(`
      "✋ #2 to Mum held:
      its command was changed.
      It was for 14:00:03.
      Reply: send · drop · move 18:00"
    `);
    await home.pass(5 * 60 * minute);
    expect(got()).toEqual([]);
    expect(states()).toEqual(['#1 hello: cancelled', '#2 hello!: held']);
  });

  test('back to what it was is asked about once: what the owner answered stands at every reconnection', async () => {
    const waId = await writes(hello);
    await edits(waId, '/schedule in 2 hours to Mum: hello!');
    expect(await edits(waId, hello)).toContain('✋ #2 to Mum held');
    expect(await home.says('send')).toContain('⏰ #2 to Mum goes');
    for (let round = 0; round < 3; round++) await reconnect();
    expect(home.heard()).toEqual([]);
    expect(states()).toEqual(['#1 hello: cancelled', '#2 hello!: scheduled']);
    // Changed once more and back again, it is another question.
    await edits(waId, '/schedule in 2 hours to Mum: hello!');
    expect(await edits(waId, hello)).toContain('✋ #2 to Mum held');
    await home.says('send');
    await home.pass(3 * 60 * minute);
    expect(got()).toEqual(['hello!']);
  });

  test('that only its command itself still shows is asked about once, also when the answer came while offline', async () => {
    await begin({ memory: false });
    const waId = await writes('/schedule in 30 minutes to Mum: hello');
    await home.pass(25 * minute);
    await home.says('/list');
    await home.kill();
    home.world.ownerEdits(waId, '/schedule in 30 minutes to Mum: hello!');
    await home.pass(6 * minute);
    await home.boot();
    await home.pass(3_000);
    expect(home.heard().join('\n')).toMatch(/✋ #1 to Mum held:\nits command was changed/);
    home.world.faults.cutNetwork();
    home.world.ownerWrites('#1 send');
    await home.pass(minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(home.heard().join('\n')).toContain('⏰ #1 to Mum goes now.');
    expect(got()).toEqual(['hello']);
  });

  test('back before the edit was read takes that one back too', async () => {
    const waId = await writes(hello);
    home.world.ownerEdits(waId, '/schedule in 2 hours to Mum: hello!');
    home.world.ownerEdits(waId, hello);
    await home.pass(5 * 60 * minute);
    expect(got()).toEqual([]);
    expect(states()).toEqual(['#1 hello: held']);
  });

  test('back from one that asked drops its question', async () => {
    const waId = await writes(hello);
    await edits(waId, '/schedule tomorrow to Mum: hello!');
    expect(await edits(waId, hello)).toContain('🚫 NOT scheduled: "hello!" to Mum.');
    expect(await home.says('18:00')).toBe('');
    expect(states()).toEqual(['#1 hello: held']);
  });

  test('and again and again leaves one message', async () => {
    const waId = await writes(hello);
    for (let round = 1; round <= 5; round++)
      await edits(waId, `/schedule in ${round} hours to Mum: round ${round}`);
    await home.pass(10 * 60 * minute);
    expect(got()).toEqual(['round 5']);
  });

  test('of an answer is told that the first one counted', async () => {
    await home.says('/schedule tomorrow 9 to Mum: hello');
    const answer = await writes('1');
    expect(await edits(answer, '2')).toMatchInlineSnapshot(`
      "ℹ️ I went by what you wrote first.
      /list shows how things stand."
    `);
    expect(states()).toEqual(['#1 hello: scheduled']);
  });

  test('that makes a command of a note is a command', async () => {
    const note = await writes('buy milk');
    expect(await edits(note, hello)).toContain('⏰ #1 scheduled\n');
  });

  test('of a batch of which one has left changes nothing', async () => {
    const waId = await writes('/schedule in 10 seconds to Mum, Anna, Łukasz: hello');
    await home.says('yes');
    await home.clock.advanceTo(home.message(1).plannedAt + 500);
    expect(await edits(waId, '/schedule in 1 hour to Mum: hello!')).toContain('#1 to Mum is sent.');
    await home.pass(2 * 60 * minute);
    expect(states()).toEqual(['#1 hello: sent', '#2 hello: sent', '#3 hello: sent']);
  });
});

describe('a deletion for everyone', () => {
  test('of a command cancels what has not left', async () => {
    const waId = await writes(hello);
    expect(await revokes(waId)).toMatchInlineSnapshot(
      `"🚫 You deleted the command: #1 to Mum cancelled. It never left."`,
    );
    await home.pass(2 * 60 * minute);
    expect(got()).toEqual([]);
  });

  test('of a command that is being asked about drops its question', async () => {
    const waId = await writes('/schedule tomorrow 9am to Family: hello');
    expect(await revokes(waId)).toMatchInlineSnapshot(`
      "🚫 NOT scheduled: "hello" to Family.
      Reply to my question to take it up again."
    `);
    expect(await home.says('yes')).toBe('');
    expect(states()).toEqual([]);
  });

  test('of a command whose message may have gone says that it is too late', async () => {
    const waId = await writes('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(minute);
    home.heard();
    expect(await revokes(waId)).toMatchInlineSnapshot(`
      "⚠️ You deleted the command too late for
      #1 to Mum. /show 1 says more."
    `);
  });

  test('of an edited command cancels what the edit armed', async () => {
    const waId = await writes(hello);
    await edits(waId, '/schedule in 2 hours to Mum: hello!');
    expect(await revokes(waId)).toContain('#2 to Mum cancelled. It never left.');
  });

  test('of the answer that armed it does not cancel: the command does', async () => {
    const command = await writes('/schedule tomorrow 9 to Mum: hello');
    const answer = await writes('1');
    expect(await revokes(answer)).toBe('');
    expect(await revokes(command)).toContain('#1 to Mum cancelled. It never left.');
  });
});
