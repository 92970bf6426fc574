/** Texts of what ended are erased after KEEP_BODIES, in a quiet minute, and the owner is told where one stood. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let home: Home;
beforeEach(async () => {
  home = await createHome({ keepBodiesMs: day });
  home.heard();
});
afterEach(() => home.close());

const textOf = (id: number): string => home.message(id).body;

/** Two days pass in which the machine slept, and the hour in which both clocks agree. */
async function twoDaysLater(): Promise<void> {
  home.clock.step(2 * day);
  await home.pass(hour + 2 * minute);
}

test('what was sent loses its text after that time and not before; what is to come keeps it', async () => {
  await home.says('/schedule in 5 seconds to Mum: a secret');
  await home.says('/schedule 4 Dec 09:00 to Mum: another secret');
  await home.pass(hour + 2 * minute);
  expect(textOf(1)).toBe('a secret');
  await twoDaysLater();
  expect([textOf(1), textOf(2)]).toEqual(['', 'another secret']);
  const { commandWaId } = home.message(1);
  expect(
    home
      .ledger()
      .command(commandWaId)
      .map(({ text }) => text),
  ).toEqual(['']);
  expect(await home.says('/show 1')).toMatchInlineSnapshot(`
    "#1 · B1
    to Mum (…0002)
    Tue 24 Nov, 12:00:08 London · 2 days ago
    (text erased after 2 days)
    sent: WhatsApp confirmed it (read)"
  `);
  expect(await home.says('/show 1 text')).toMatchInlineSnapshot(`
    "ℹ️ #1: text erased after 2 days.
    Write it anew if you want it to go:
    /schedule tomorrow 9:00 to Mum: …"
  `);
  expect(await home.says('/list all')).toMatchInlineSnapshot(`
    "📋 1 scheduled, 1 sent: all, newest first
    Fri 4 Dec
    ⏰ #2 09:00 Mum: "another secret"
    Tue 24 Nov
    ✅ #1 12:00:08 Mum: (text erased)"
  `);
});

test('no byte of it is left in the ledger', async () => {
  await home.says('/schedule in 5 seconds to Mum: xyzzy plugh');
  await home.says('/schedule in 9 seconds to Mum: plover');
  await home.says('/edit 2: xyzzy plugh too');
  await home.pass(minute);
  await twoDaysLater();
  const { reservedId } = home.message(1);
  await home.stop();
  const file = readFileSync(join(home.folder, 'ledger.db'));
  expect(file.includes(reservedId)).toBe(true);
  expect(file.includes('xyzzy plugh')).toBe(false);
  await home.boot();
});

describe('after a minute', () => {
  beforeEach(async () => {
    await home.close();
    home = await createHome({ keepBodiesMs: minute });
    home.heard();
  });

  test('one that the owner is asked about keeps its text; one that was dropped has none to send', async () => {
    await home.says('/schedule in 5 minutes to Mum: hello');
    await home.says('/schedule in 6 minutes to Anna: hello');
    await home.stop();
    await home.pass(30 * minute);
    await home.boot();
    await home.says('#2 drop');
    await home.pass(hour + 2 * minute);
    expect(home.message(1)).toMatchObject({ status: 'missed', body: 'hello' });
    expect(home.message(2)).toMatchObject({ status: 'missed', body: '' });
    expect(await home.says('#2 send')).toMatchInlineSnapshot(`
      "🚫 #2 to Anna is missed.
      It needs no answer.

      ❗ 1 needs you: #1 is missed (/attention)"
    `);
    expect(home.ledger().replacementOf(2)).toBeNull();
  });

  test('an answer to a question whose words are erased says so, and arms nothing', async () => {
    await home.says('/schedule tomorrow 9 to Chris: hi');
    const question = home.lastLine();
    await home.pass(hour + 2 * minute);
    expect(await home.says('1 a', { quote: question })).toMatchInlineSnapshot(`
      "ℹ️ I asked that so long ago that its words
      are erased. Write the command anew."
    `);
    expect(home.ledger().count({})).toBe(0);
  });

  test('the same text to the same chat is asked about where the first is erased, which itself is not copied', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    await home.pass(hour + 2 * minute);
    expect(textOf(1)).toBe('');
    expect(await home.says('/schedule in 5 seconds to Mum: hello')).toMatchInlineSnapshot(`
    "❓ Not scheduled yet. Send this?
    to Mum (…0002)
    Tue 24 Nov, 13:02:10 London · in 5 seconds
    hello
    The same text went to Mum
    already: #1, Tue 24 Nov, 12:00:08.
    👍 or yes · no"
  `);
    expect(await home.says('/copy 1 tomorrow 9:00')).toContain('#1: text erased');
  });
});

test('a file goes with the text of its message', async () => {
  const bytes = Buffer.from('the bytes of a file');
  const { media } = home.root().ground;
  const hash = media.keep(bytes, home.clock.now());
  const form = 'document';
  const file = {
    hash,
    bytes: bytes.length,
    mimetype: 'text/plain',
    name: 'a.txt',
    form,
    from: '3A1',
  } as const;
  await home.says('/schedule in 5 minutes to Mum: hello');
  const { id: _, ...first } = home.message(1);
  home.ledger().write((tx) => {
    const reservedId = '3EB0FFFFFFFFFFFFFFFFFF';
    tx.arm({ ...first, batchId: tx.newBatch('3A1', 0), reservedId, file, replaces: null, at: first.armedAt });
  });
  await home.says('/cancel 2');
  await home.pass(hour + 2 * minute);
  expect(media.check(file)).toBe('whole');
  await twoDaysLater();
  expect(media.check(file)).toBe('missing');
});

describe('nothing is erased', () => {
  test('in the first hour of a clock that was set far ahead', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    await home.pass(50 * minute);
    home.clock.step(400 * day);
    await home.pass(50 * minute);
    expect(textOf(1)).toBe('hello');
  });

  test('while a message is about to go', async () => {
    await home.close();
    home = await createHome({ keepBodiesMs: minute });
    await home.says('/schedule in 5 seconds to Mum: hello');
    await home.says('/schedule in 60 minutes to Mum: hello again');
    await home.pass(hour - 4_000);
    expect(home.message(2).status).toBe('scheduled');
    expect(textOf(1)).toBe('hello');
    await home.pass(3 * minute);
    expect(textOf(1)).toBe('');
  });

  test('while WhatsApp cannot be reached', async () => {
    await home.close();
    home = await createHome({ keepBodiesMs: minute });
    await home.says('/schedule in 5 seconds to Mum: hello');
    await home.pass(minute);
    home.world.faults.cutNetwork();
    await home.pass(2 * hour);
    expect(textOf(1)).toBe('hello');
  });
});
