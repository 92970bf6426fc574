import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Head, type HeadAsk, type HeadReading, readHead } from '../../src/chat/head.ts';
import { timesAt } from '../../src/chat/times.ts';

const times = timesAt({ now: Date.parse('2026-03-10T12:00:00Z'), zone: 'Europe/London', locale: 'en-GB' });

function head(line: string, below: string | null = null, contacts: readonly string[] = []): Head {
  return readHead({ line, below, contacts, times });
}

function asked(answer: Head): HeadAsk {
  if (answer.kind !== 'ask') throw new Error(`expected a question, found ${JSON.stringify(answer)}`);
  return answer;
}

/** Choices as "when > recipients > parts". */
function choices(answer: Head): string[] {
  return asked(answer).choices.map(({ reading }) => short(reading));
}

function short({ when, recipients, parts }: HeadReading): string {
  return `${when} > ${recipients.join(' | ')} > ${parts.join(' | ')}`;
}

describe('what can be taken in two ways', () => {
  test('offers both readings of a chat name that a colon runs through', () => {
    const answer = head('tomorrow 9am to Bob: work: hi', null, ['Bob', 'Bob: work']);
    expect(asked(answer).reason).toBe('cut_through_name');
    expect(choices(answer)).toEqual(['tomorrow 9am > Bob > work: hi', 'tomorrow 9am > Bob: work > hi']);
  });

  test('offers both readings of a chat name that a comma runs through', () => {
    expect(choices(head('to Smith, John tomorrow 9am: hi', null, ['Smith, John']))).toEqual([
      'tomorrow 9am > Smith | John > hi',
      'tomorrow 9am > Smith, John > hi',
    ]);
  });

  test('offers both readings of a chat name that ends in what could be a time', () => {
    expect(choices(head('to Team 21 tomorrow: hi', null, ['Team 21']))).toEqual([
      '21 tomorrow > Team > hi',
      'tomorrow > Team 21 > hi',
    ]);
  });

  test('keeps the text below in both readings', () => {
    expect(choices(head('tomorrow 9am to Bob: work', 'hi', ['Bob: work']))).toEqual([
      'tomorrow 9am > Bob > work\nhi',
      'tomorrow 9am > Bob: work > hi',
    ]);
  });

  test('offers the broken time mended, and the colon as it stands only where that gives a whole head', () => {
    expect(choices(head('23: 05 to Mum: hi'))).toEqual(['23:05 > Mum > hi']);
    expect(choices(head('to Mum tomorrow 23: 05: hi'))).toEqual([
      'tomorrow 23:05 > Mum > hi',
      'tomorrow 23 > Mum > 05: hi',
    ]);
    expect(choices(head('to Mum tomorrow 23: 05 come home'))).toEqual([
      'tomorrow 23:05 > Mum > come home',
      'tomorrow 23 > Mum > 05 come home',
    ]);
  });

  test('keeps nothing of a head whose colon may not be one', () => {
    for (const line of ['23: 05 to Mum: hi', 'tomorrow 9am to Mum https://example.org']) {
      expect(asked(head(line)).read).toEqual({ when: null, recipients: [], parts: [], notes: [] });
    }
  });

  test('offers a time in two halves as one', () => {
    expect(choices(head('9am to Mum tomorrow: hi'))).toEqual([
      'tomorrow 9am > Mum > hi',
      '9am > Mum tomorrow > hi',
    ]);
  });

  test('offers a number whole that a time would cut', () => {
    expect(choices(head('to +44 20 7946 0958 tomorrow: hi'))).toEqual([
      'tomorrow > +44 20 7946 0958 > hi',
      '0958 tomorrow > +44 20 7946 > hi',
    ]);
  });

  test('offers a name that is also a time', () => {
    const answer = head('to May 5 10:00: hi');
    expect(asked(answer).missing).toEqual(['recipients']);
    expect(choices(answer)).toEqual(['10:00 > May 5 > hi']);
  });

  test('offers a lone dash as a divider and as text', () => {
    expect(choices(head('tomorrow 9am to Mum: one', '—\ntwo'))).toEqual([
      'tomorrow 9am > Mum > one | two',
      'tomorrow 9am > Mum > one\n—\ntwo',
    ]);
    expect(choices(head('tomorrow 9am to Mum: one', '—'))).toEqual(['tomorrow 9am > Mum > one\n—']);
  });

  test('offers every combination where a name and a dash are both in doubt', () => {
    expect(choices(head('tomorrow 9am to Bob: work: one', '—\ntwo', ['Bob: work']))).toHaveLength(4);
  });
});

describe('what is missing', () => {
  test('is named, and what was read is kept', () => {
    const answer = asked(head('to Mum, Dad: hi'));
    expect(answer).toMatchObject({
      reason: 'no_when',
      missing: ['when'],
      read: { when: null, recipients: ['Mum', 'Dad'], parts: ['hi'] },
    });
  });

  test('is all of it in an empty command', () => {
    expect(asked(head(''))).toMatchObject({ reason: 'nothing', missing: ['when', 'recipients', 'text'] });
  });

  test('may be the word "to", and the reading with it is offered', () => {
    expect(choices(head('tomorrow 9am Mum: hi'))).toEqual(['tomorrow 9am > Mum > hi']);
    expect(choices(head('Mum tomorrow 9am: hi'))).toEqual(['tomorrow 9am > Mum > hi']);
  });

  test('may be the colon of a dictated command, and the name of a chat shows where it belongs', () => {
    expect(choices(head('tomorrow at 9 am to mum hello there', null, ['Mum', 'Mum hello']))).toEqual([
      'tomorrow at 9 am > mum hello > there',
    ]);
    expect(choices(head('tomorrow at 9 am to mum hello there', null, ['Dad']))).toEqual([]);
  });

  test('asks about a name that stands twice only by a note', () => {
    expect(head('tomorrow 9am to Mum, Dad, mum: hi')).toMatchObject({
      kind: 'head',
      recipients: ['Mum', 'Dad'],
      notes: ['same_twice'],
    });
  });
});

describe('limits', () => {
  const long = (count: number) => 'x'.repeat(count);
  const many = (count: number) => Array.from({ length: count }, (_, index) => `N${index}`).join(', ');
  const parts = (count: number) => Array.from({ length: count }, () => 'x').join('\n---\n');

  test.each([
    ['a name of 100 characters', `tomorrow 9am to ${long(100)}: hi`, null],
    ['a name of 100 emoji', `tomorrow 9am to ${'🎉'.repeat(100)}: hi`, null],
    ['256 recipients', `tomorrow 9am to ${many(256)}: hi`, null],
    ['20 parts', 'tomorrow 9am to Mum', parts(20)],
    ['a text of 10,000 characters', 'tomorrow 9am to Mum', long(10_000)],
  ])('%s is taken', (_, line, below) => {
    expect(head(line, below).kind).toBe('head');
  });

  test.each([
    ['name_too_long', `tomorrow 9am to ${long(101)}: hi`, null],
    ['when_too_long', `${'tomorrow '.repeat(14)}9am to Mum: hi`, null],
    ['too_many_recipients', `tomorrow 9am to ${many(257)}: hi`, null],
    ['too_many_parts', 'tomorrow 9am to Mum', parts(21)],
    ['text_too_long', 'tomorrow 9am to Mum', long(10_001)],
  ])('%s is refused with a sentence and an example that works', (reason, line, below) => {
    const answer = head(line, below);
    if (answer.kind !== 'refuse') throw new Error(JSON.stringify(answer));
    expect(answer.reason).toBe(reason);
    expect(answer.text).toMatch(/\.$|---$|\?$/);
    const [first = '', ...rest] = answer.example.replace('/schedule ', '').split('\n');
    expect(head(first, rest.length === 0 ? null : rest.join('\n')).kind).toBe('head');
  });
});

describe('whatever is typed', () => {
  const divides = /^\s*\\*[-\u2010-\u2015\u2212]+\s*$/m;
  const anyText = fc
    .string({ unit: fc.constantFrom(...' \n:,"\'to—9am/*_{}\u200f'.split(''), '🎉', 'é', '：', 'hi') })
    .filter((text) => text.trim() !== '' && !divides.test(text));

  test('the lines below are the text, byte for byte', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(head('tomorrow 9am to Mum', text)).toMatchObject({
          kind: 'head',
          when: 'tomorrow 9am',
          recipients: ['Mum'],
          parts: [text],
        });
      }),
    );
  });

  test('the text behind the separator is the text, byte for byte', () => {
    const oneLine = anyText.map((text) => text.replaceAll('\n', '')).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(oneLine, (text) => {
        expect(head(`tomorrow 9am to Mum: ${text}`)).toMatchObject({ kind: 'head', parts: [text] });
      }),
    );
  });

  test('a quoted name is that name', () => {
    const unit = fc.constantFrom(..."abc :,;'to9am5 May".split(''), 'é', '🎉', '7:30', ' to ', 'أمي');
    const name = fc
      .string({ unit, minLength: 1, maxLength: 20 })
      .map((text) => text.trim().replace(/ +/g, ' '))
      .filter((text) => text !== '');
    fc.assert(
      fc.property(name, (quoted) => {
        const expected = { kind: 'head', when: 'tomorrow 9am', recipients: [quoted], parts: ['hi'] };
        expect(head(`tomorrow 9am to "${quoted}": hi`)).toMatchObject(expected);
        expect(head(`to “${quoted}” tomorrow 9am: hi`)).toMatchObject(expected);
      }),
    );
  });

  test('is answered, and soon', () => {
    const unit = fc.constantFrom(
      ...' \n:：,;"\'“”«»—-\\/0123456789'.split(''),
      ...[' to ', 'tomorrow', '9am', 'May', 'Mum', '9:30', ' in ', 'and', '\u200f', '\u0000', '🎉', 'أمي'],
    );
    const anyLine = fc.string({ unit, maxLength: 60 });
    fc.assert(
      fc.property(
        anyLine,
        fc.option(anyLine),
        fc.array(anyLine, { maxLength: 3 }),
        (line, below, contacts) => {
          expect(['head', 'ask', 'refuse']).toContain(head(line, below, contacts).kind);
        },
      ),
      { numRuns: 300 },
    );
    expect(head('to '.repeat(3_000)).kind).toBe('refuse');
    expect(head(`${'may '.repeat(3_000)}to x: y`).kind).toBe('refuse');
  });
});
