import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readInstant, writeInstant } from '../../src/cli/instant.ts';
import { verb as parse } from '../../src/cli/parse.ts';
import { type CliVerb, linesOf, type Surroundings } from '../../src/cli/surroundings.ts';
import { verb as when } from '../../src/cli/when.ts';
import { exitCodes } from '../../src/exit.ts';

async function* chunks(...parts: readonly (string | Uint8Array)[]) {
  yield* parts;
}

/** Runs a verb as the process would, and tells what it wrote. */
async function run(verb: CliVerb, args: readonly string[], input: Surroundings['input'] = chunks()) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await verb.run(args, {
    env: { TIMEZONE: 'Europe/London' },
    input,
    print: async (line) => {
      out.push(line);
    },
    complain: (line) => {
      err.push(line);
    },
  });
  return { exit, out, err };
}

const at = ['--now', '2026-03-10T12:00:00Z', '--zone', 'Europe/London'];

describe('sendonce when', () => {
  test('prints the instant of a phrase as JSON', async () => {
    const { exit, out } = await run(when, ['tomorrow 23:05', ...at, '--json']);
    expect(out).toEqual(['{"at":"2026-03-11T23:05:00Z"}']);
    expect(exit).toBe(exitCodes.asked);
  });

  test('prints a question with its choices, and a refusal with its reason', async () => {
    const asked = await run(when, ['tomorrow', 'at', '9', ...at, '--json']);
    expect(JSON.parse(asked.out[0] ?? '')).toEqual({
      ask: 'half_of_day',
      choices: [
        { at: '2026-03-11T09:00:00Z', label: expect.any(String) },
        { at: '2026-03-11T21:00:00Z', label: expect.any(String) },
      ],
    });
    const refused = await run(when, ['yesterday 9am', ...at, '--json']);
    expect(refused.out).toEqual(['{"refuse":"past"}']);
  });

  test('tells people the moment in words', async () => {
    const { out } = await run(when, ['tomorrow 23:05', ...at]);
    expect(out.join('\n')).toMatch(/Wed 11 Mar, 23:05 London/);
  });

  test('answers a line for each line of input, and goes on after a malformed one', async () => {
    const rows = [
      '{"phrase":"tomorrow 23:05"}',
      'no json',
      '',
      '[1]',
      '{"phrase":5}',
      '{"phrase":"tomorrow 23:05","zone":"Mars/Olympus"}',
      '{"phrase":"tomorrow 23:05","locale":"?"}',
      '{"phrase":"tomorrow 23:05","now":"today"}',
      '{"phrase":"tomorrow 23:05","now":"2026-02-30T00:00:00Z"}',
      '{"phrase":"tomorrow 23:05","zone":"Asia/Tokyo","now":"2026-03-10T20:00:00Z","locale":"en-US"}',
    ];
    const { exit, out } = await run(when, at, chunks(rows.join('\n')));
    expect(exit).toBe(exitCodes.asked);
    expect(out).toHaveLength(rows.length);
    const answers = out.map((line) => JSON.parse(line));
    expect(answers[0]).toEqual({ at: '2026-03-11T23:05:00Z' });
    for (const answer of answers.slice(1, 9)) expect(Object.keys(answer)).toEqual(['error']);
    expect(answers[4].error).toBe('phrase: expected a text, found 5');
    expect(answers[9]).toEqual({ at: '2026-03-12T14:05:00Z' });
  });

  test.each([
    [['x', '--now', 'yesterday'], /^now: expected an instant/],
    [['x', '--zone', 'Mars'], /^zone: expected an IANA time zone/],
    [['x', '--locale', 'en_GB'], /^locale: expected a language tag/],
    [['x', '--frobnicate'], /--frobnicate/],
  ])('%j is bad usage', async (args, sentence) => {
    const { exit, out, err } = await run(when, args);
    expect(exit).toBe(exitCodes.badConfiguration);
    expect(out).toEqual([]);
    expect(err.join('\n')).toMatch(sentence);
  });
});

describe('sendonce parse', () => {
  const command = '/schedule tomorrow 23:05 to Bob: work: hi';

  test('prints what a command was read as', async () => {
    const { out } = await run(parse, [command, ...at, '--json']);
    expect(out).toEqual([
      '{"name":"schedule","when":"tomorrow 23:05","recipients":["Bob"],"parts":["work: hi"]}',
    ]);
  });

  test('takes the chats there are from its flags and from its rows', async () => {
    const flags = await run(parse, [command, '--contact', 'Bob: work', ...at, '--json']);
    const rows = await run(parse, at, chunks(JSON.stringify({ command, contacts: ['Bob: work'] })));
    expect(flags.out).toEqual(rows.out);
    expect(JSON.parse(rows.out[0] ?? '')).toMatchObject({
      ask: 'cut_through_name',
      choices: [
        { when: 'tomorrow 23:05', recipients: ['Bob'], parts: ['work: hi'] },
        { when: 'tomorrow 23:05', recipients: ['Bob: work'], parts: ['hi'] },
      ],
    });
  });

  test('answers a malformed row with what was expected', async () => {
    const rows = [
      '{"command":1}',
      '{"command":"/list","contacts":"Mum"}',
      '{"command":"/list","contacts":[1]}',
    ];
    const { out } = await run(parse, at, chunks(rows.join('\n')));
    expect(out.map((line) => JSON.parse(line).error)).toEqual([
      'command: expected a text, found 1',
      'contacts: expected a list of names, found "Mum"',
      'contacts: expected a list of names, found [1]',
    ]);
  });

  test('refuses a placeholder that it does not know, in a text to several people', async () => {
    const to = (whom: string) =>
      run(parse, [`/schedule tomorrow 23:05 to ${whom}: hi {nam}`, ...at, '--json']);
    expect((await to('Mum, Dad')).out).toEqual(['{"refuse":"unknown_placeholder"}']);
    expect(JSON.parse((await to('Mum')).out[0] ?? '')).toMatchObject({ parts: ['hi {nam}'] });
  });
});

describe('lines of input', () => {
  test('end at a line feed alone, whatever chunks they come in', async () => {
    const bytes = new TextEncoder().encode('é\u2028\r\n\n🎉');
    const one = [...bytes].map((byte) => Uint8Array.of(byte));
    const lines: string[] = [];
    for await (const line of linesOf(chunks(...one))) lines.push(line);
    expect(lines).toEqual(['é\u2028\r', '', '🎉']);
  });
});

describe('an instant', () => {
  test.each([
    ['2026-03-10T12:00:00Z', '2026-03-10T12:00:00Z'],
    ['2026-03-10T12:00Z', '2026-03-10T12:00:00Z'],
    ['2026-03-10T12:00:00.250Z', '2026-03-10T12:00:00.250Z'],
    ['2026-03-10T12:00:00+02:00', '2026-03-10T10:00:00Z'],
    ['2026-01-01T00:30:00-01:30', '2026-01-01T02:00:00Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is read and written as %s', (typed, written) => {
    const instant = readInstant(typed);
    expect(instant).toBe(Date.parse(typed));
    expect(writeInstant(instant ?? 0)).toBe(written);
  });

  test.each([
    '',
    '2026-03-10',
    '2026-03-10T12:00:00',
    '2026-02-29T12:00:00Z',
    '2026-03-10T25:00:00Z',
    '12:00Z',
  ])('%j is none', (typed) => {
    expect(readInstant(typed)).toBeNull();
  });
});

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that a module loads when it is imported, by file of ours or name of a package. */
function loadedBy(entry: string): Set<string> {
  const loaded = new Set<string>();
  const open = [resolve(root, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, clause = '', from = ''] of source.matchAll(
      /^(?:import|export)\s([^;]*?)from '([^']+)';/gm,
    )) {
      if (/^type\s/.test(clause)) continue;
      if (from.startsWith('.')) open.push(resolve(dirname(file), from));
      else loaded.add(from);
    }
  }
  return loaded;
}

test.each(['src/cli/when.ts', 'src/cli/parse.ts'])(
  '%s starts without a browser, a database or a server',
  (entry) => {
    const loaded = [...loadedBy(entry)].map((path) => path.replace(root, ''));
    expect(loaded).toContain('src/core/time/parse.ts');
    expect(loaded).toContain('chrono-node');
    const heavy =
      /^src\/(?:adapters\/(?:sqlite|whatsapp|http)|simulator|main)|^(?:better-sqlite3|puppeteer|whatsapp-web|pino|ws|zod)/;
    expect(loaded.filter((path) => heavy.test(path))).toEqual([]);
  },
);
