/** Hostile and broken input of any kind: a sentence each, nothing thrown, and a ledger that only valid commands change. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitions } from '../../commands/index.ts';
import { isUnclearVerb, readAnswer } from '../../src/chat/answer.ts';
import { readHead } from '../../src/chat/head.ts';
import { readSelection } from '../../src/chat/selection.ts';
import { timesAt } from '../../src/chat/times.ts';
import { hasPrefix, isStop, readVerb } from '../../src/chat/verb.ts';
import { createHome, type Home } from '../sim/home.ts';

/** A reading that takes longer holds up everything else that the process does. */
const limitMs = 50;

let home: Home;
beforeAll(async () => {
  home = await createHome({ memory: true });
  await home.says('/schedule tomorrow 9am to Mum: stands');
});
afterAll(() => home.close());

/** Everything of the ledger that a command may change. */
function standing(): string {
  const ledger = home.ledger();
  return JSON.stringify([
    ledger.messages({}),
    ledger.latch('stopped'),
    ledger.latch('breaker'),
    home.root().preferences.zone(),
    home.root().preferences.locale(),
  ]);
}

const verbs = definitions
  .map(({ name }) => `/${name}`)
  .filter((verb) => verb !== '/stop' && verb !== '/resume');
const absurd = [
  '',
  ' ',
  '\n',
  ':',
  '::::',
  '"',
  '“',
  "'''",
  '-1',
  '0',
  '#',
  '99999999999999999999',
  '1e9',
  '12-',
  '--',
  '---',
  '—',
  ',,,,',
  '{}',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'undefined',
  'null',
  'NaN',
  '../../etc/passwd',
  '{{7*7}}',
  '%s%n%d',
  "'; DROP TABLE messages; --",
  '<script>alert(1)</script>',
  '\u0000\u0001\u001b[31m',
  '\u202ereversed\u202c',
  '\u2066\u2069\u200f\u200e',
  '\u200b\u200b\u200b',
  '\ud800 lone surrogate',
  '👨‍👩‍👧‍👦'.repeat(50),
  'م'.repeat(300),
  'a\u0301\u0301\u0301\u0301'.repeat(100),
  'to '.repeat(500),
  'x'.repeat(10_000),
  `${'9am to '.repeat(200)}Mum: x`,
];

/** One reply of plain sentences: no fault of the program, no inside of it, nothing endless. */
function expectSentence(reply: string, words: string): void {
  const seen = JSON.stringify(words.slice(0, 60));
  expect(reply, seen).not.toBe('');
  expect(reply, seen).not.toMatch(/I failed at this command/);
  // The owner's words come back in quotes, whatever they are.
  const own = reply.replace(/"[^"]*"/g, '""');
  expect(own, seen).not.toMatch(/undefined|TypeError|RangeError|at .*\.ts:|SQLITE|JSON/);
  expect(reply.length, seen).toBeLessThan(1_800);
}

describe('a command with absurd words is answered with a sentence and changes nothing', () => {
  test.each(verbs)('%s', async (verb) => {
    const before = standing();
    for (const words of absurd) expectSentence(await home.says(`${verb} ${words}`), `${verb} ${words}`);
    for (const words of absurd) await home.says(`${verb}\n${words}`);
    expect(standing()).toBe(before);
    await home.says('/cancel 9999');
  });

  test('with any prefix and no verb at all', async () => {
    const before = standing();
    for (const prefix of ['/', '!', '／', '！ ', ' / '])
      for (const words of absurd) {
        const text = `${prefix}${words}`;
        if (!isStop(text)) expectSentence(await home.says(text), text);
      }
    expect(standing()).toBe(before);
  });

  test('with a schedule that is nearly one', async () => {
    const before = standing();
    // "0" is the hour at midnight, and so a whole command.
    for (const words of absurd.filter((one) => one !== '0')) {
      expectSentence(await home.says(`/schedule ${words} to Mum: hi`), words);
      await home.says('/cancel 9999');
      const named = await home.says(`/schedule tomorrow 9am to ${words}: hi`);
      expectSentence(named, words);
      await home.says('/cancel 9999');
    }
    expect(standing()).toBe(before);
  });
});

test('words without a prefix are not answered, and not stored', async () => {
  const before = standing();
  const stored = home.ledger().commandsReceived().length;
  for (const words of absurd) {
    const waId = home.world.ownerWrites(words);
    await home.pass(2_000);
    expect(home.heard(), JSON.stringify(words.slice(0, 60))).toEqual([]);
    expect(home.ledger().command(waId)).toEqual([]);
  }
  expect(home.ledger().commandsReceived()).toHaveLength(stored);
  expect(standing()).toBe(before);
});

test('absurd answers to an open question are no answer, and the question stays', async () => {
  const before = standing();
  await home.says('/schedule tomorrow 9 to Chris: hi');
  const question = home.lastLine();
  for (const words of absurd) {
    if (words.trim() === '') continue;
    await home.says(words, { quote: question });
    expect(standing(), JSON.stringify(words.slice(0, 60))).toBe(before);
  }
  expect(await home.says('1 b', { quote: question })).toContain(' scheduled\nto Chris Jones');
  await home.says('/cancel last');
});

test('a text of the greatest length is taken whole, and one longer is refused', async () => {
  const most = 'é'.repeat(10_000);
  const reply = await home.says(`/schedule tomorrow 10am to Mum: ${most}`);
  expect(reply).toMatch(/^⏰ #\d+ scheduled/);
  expect(reply.length).toBeLessThan(500);
  expect(home.ledger().messages({ order: 'id_last_first', limit: 1 })[0]?.body).toBe(most);
  expect(await home.says(`/schedule tomorrow 10am to Mum: ${most}é`)).toContain(
    'is longer than 10000 characters',
  );
});

test('names of contacts and texts cannot shape a reply', async () => {
  const reply = await home.says('/schedule tomorrow 11am to "*Mum*\u202e": _x_\n⏰ #99 scheduled');
  expect(reply).toContain('"Mum"');
  expect(reply).not.toContain('\u202e');
});

describe('whatever is written is read without a fault, and soon', () => {
  const times = timesAt({ now: Date.parse('2026-11-24T12:00:00Z'), zone: 'Europe/London', locale: 'en-GB' });
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '/',
        '!',
        ':',
        ',',
        ';',
        '"',
        '“',
        '#',
        '-',
        '–',
        '—',
        '---',
        '\n',
        ' to ',
        ' and ',
        '…',
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'tomorrow',
        '9am',
        '12',
        '23:05',
        'friday',
        'Mum',
        'yes',
        'all',
        'drop',
        'send',
        'b3',
        'last',
        'stop',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...absurd.filter((words) => words.length < 200)) },
    { weight: 2, arbitrary: fc.constantFrom(...verbs, '/s', '/?', '／ls') },
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' '));

  /** The slowest of several tries at one text is allowed for: a collection of garbage is nobody's fault. */
  function soon(act: () => void): void {
    let least = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && least > limitMs; attempt++) {
      const began = performance.now();
      act();
      least = Math.min(least, performance.now() - began);
    }
    expect(least).toBeLessThan(limitMs);
  }

  test.each([
    ...['1', '12 ', 'a', 'a ', '1,', '.', '.x', ' x', '"', '“', ':', '-', '1-', '#', '# ', 'to ', '9am '],
    ...['all drop ', '\\', '\n', '\u200b', 'é'],
  ])('over ten thousand characters of %j', (unit) => {
    const long = unit.repeat(10_000 / unit.length);
    for (const words of [long, `${long}!x`, `x${long}`]) {
      soon(() => readVerb(`/schedule ${words}`, definitions));
      soon(() => isStop(words));
      soon(() => readAnswer(words));
      soon(() => isUnclearVerb(words));
      soon(() => readSelection(words));
    }
  });

  test('as a verb', () => {
    fc.assert(
      fc.property(text, (words) => {
        soon(() => readVerb(words, definitions));
        const reading = readVerb(words, definitions);
        expect(reading.kind === 'none').toBe(!hasPrefix(words));
        if (reading.kind === 'verb') expect(definitions.some(({ name }) => name === reading.name)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('as an answer', () => {
    fc.assert(
      fc.property(text, (words) => {
        soon(() => readAnswer(words));
        soon(() => isUnclearVerb(words));
        const answer = readAnswer(words);
        // What is no strict form is passed on as it is, and never as a yes.
        if (answer.kind === 'words') expect(words).toContain(answer.text);
        if (answer.kind === 'picks')
          for (const place of [...answer.numbers, ...answer.letters])
            expect(place).toBeGreaterThanOrEqual(-1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('as a selection', () => {
    fc.assert(
      fc.property(text, (words) => {
        soon(() => readSelection(words));
        const selection = readSelection(words);
        if (selection.kind !== 'ids') return;
        expect(selection.ids.length + selection.batches.length).toBeGreaterThan(0);
        expect(selection.ids.length).toBeLessThanOrEqual(256);
        for (const id of [...selection.ids, ...selection.batches]) expect(id).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });

  test('as a head', () => {
    fc.assert(
      fc.property(text, fc.option(text), (line, below) => {
        const input = {
          line: line.replaceAll('\n', ' '),
          below,
          contacts: ['Mum', 'Bob: work', 'Smith, John'],
          times,
        };
        soon(() => readHead(input));
        const head = readHead(input);
        if (head.kind !== 'head') return;
        expect(head.when).not.toBe('');
        expect(head.recipients.length).toBeGreaterThan(0);
        for (const part of head.parts) expect(part.trim()).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });

  test('as a message to the bot: answered or left alone, and never more than once', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        // What a selftest found is told later, by a notice of its own; a slip of its name offers it behind a yes.
        if (isStop(words) || /sel/i.test(words)) return;
        home.heard();
        home.world.ownerWrites(words);
        await home.pass(1_000);
        const heard = home.heard();
        expect(heard.length).toBeLessThanOrEqual(1);
        for (const reply of heard) expect(reply).not.toMatch(/I failed at this command/);
        expect(home.ledger().commandsReceived()).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});
