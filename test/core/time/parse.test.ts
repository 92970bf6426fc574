import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, it } from 'vitest';
import {
  completeWhen,
  readsAsTime,
  readWhen,
  type When,
  type WhenInput,
} from '../../../src/core/time/parse.ts';
import { rowsOf } from '../../phrases/rows.ts';

interface Row extends WhenInput {
  readonly expected: string;
}

const rows = rowsOf('when').map(
  ([phrase = '', now = '', zone = '', locale = '', expected = '']): Row => ({
    phrase,
    now: Date.parse(now),
    zone,
    locale,
    expected,
  }),
);

/** As the table writes it. */
function told(when: When): string {
  const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
  switch (when.kind) {
    case 'at':
      return ['at', iso(when.at), when.notes.join(',')].join(' ').trim();
    case 'ask':
      return ['ask', when.reason, when.choices.map(({ at }) => iso(at)).join(',')].join(' ').trim();
    case 'refuse':
      return ['refuse', when.reason, when.suggestion ? iso(when.suggestion.at) : ''].join(' ').trim();
  }
}

const london = { now: Date.parse('2026-11-22T11:00:00Z'), zone: 'Europe/London', locale: 'en-GB' };
const when = (phrase: string, over: Partial<WhenInput> = {}) =>
  told(readWhen({ phrase, ...london, ...over }));

describe('the table of phrases', () => {
  it('is read as it says, every line of it', () => {
    const counts = { at: 0, ask: 0, refuse: 0 };
    const wrong = rows.flatMap((row) => {
      const found = readWhen(row);
      counts[found.kind] += 1;
      return told(found) === row.expected
        ? []
        : [`${row.phrase} [${row.locale}]: ${told(found)}, not ${row.expected}`];
    });
    console.info(
      `${rows.length} phrases: ${counts.at} answered, ${counts.ask} asked, ${counts.refuse} refused`,
    );
    expect(wrong).toEqual([]);
    expect(counts.at).toBeGreaterThan(400);
  });

  it('has at least 250 phrases in English and 25 in each of German, French, Spanish and Portuguese', () => {
    const count = (language: string) => rows.filter(({ locale }) => locale.startsWith(language)).length;
    expect(count('en')).toBeGreaterThanOrEqual(250);
    for (const language of ['de', 'fr', 'es', 'pt']) expect(count(language)).toBeGreaterThanOrEqual(25);
  });

  it('never lets a moment or a choice lie before the message or over two years ahead', () => {
    for (const row of rows) {
      const found = readWhen(row);
      const moments =
        found.kind === 'at' ? [found.at] : found.kind === 'ask' ? found.choices.map(({ at }) => at) : [];
      for (const at of moments) {
        expect(at, row.phrase).toBeGreaterThanOrEqual(row.now);
        expect(at, row.phrase).toBeLessThanOrEqual(row.now + 732 * 86_400_000);
      }
    }
  });
});

describe('the zone of the machine', () => {
  const zone = process.env.TZ;
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each(['America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe'])('does not matter: %s', (machine) => {
    process.env.TZ = machine;
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
    // What chrono reads by itself, and every fifth of the rest: the whole table took half a minute.
    const some = rows.filter(({ locale }, i) => i % 5 === 0 || /^(?:ru|uk|fi|ja|zh)/.test(locale));
    const wrong = some.filter((row) => told(readWhen(row)) !== row.expected).map(({ phrase }) => phrase);
    expect(wrong).toEqual([]);
  });
});

describe('what is built from a known moment is read back as that moment', () => {
  const months =
    'January February March April May June July August September October November December'.split(' ');
  const days = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
  const two = (n: number) => String(n).padStart(2, '0');
  const zones = [
    'Europe/London',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
  ];
  const scene = fc.record({
    now: fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') }),
    zone: fc.constantFrom(...zones),
    ahead: fc.integer({ min: 1, max: 600 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  });

  it('with a full date and a 24-hour time, however it is written', () => {
    fc.assert(
      fc.property(scene, ({ now, zone, ahead, hour, minute }) => {
        const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
        const { year, month, day, dayOfWeek } = today.add({ days: ahead });
        const at = Temporal.PlainDateTime.from({ year, month, day, hour, minute }).toZonedDateTime(
          zone,
        ).epochMilliseconds;
        const name = months[month - 1] as string;
        const time = `${two(hour)}:${two(minute)}`;
        const half = `${hour % 12 || 12}:${two(minute)}${hour < 12 ? 'am' : 'pm'}`;
        const phrases = [
          `${year}-${two(month)}-${two(day)} ${time}`,
          `${year}-${two(month)}-${two(day)}T${time}:00`,
          `${day} ${name} ${year} ${time}`,
          `${day} ${name.slice(0, 3)} ${year} at ${time}`,
          `at ${time} on ${name} ${day}, ${year}`,
          `${days[dayOfWeek - 1]}, ${day}. ${name} ${year}, ${time}`.replace('. ', ' '),
          `${two(day)}/${two(month)}/${year} ${time}`,
          `${two(day)}.${two(month)}.${year} ${time}`,
          // Twelve at night and a named day are a question by themselves.
          ...(hour === 0 && minute === 0 ? [] : [`${half} ${day} ${name} ${year}`]),
        ];
        for (const phrase of phrases) {
          const found = readWhen({ phrase, now, zone, locale: 'en-GB' });
          expect(found.kind === 'at' ? found.at : told(found), phrase).toBe(at);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('as an elapsed time, to the second', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 500 }), ({ now, zone }, count) => {
        const units = { seconds: 1000, minutes: 60_000, hours: 3_600_000 };
        for (const [unit, ms] of Object.entries(units)) {
          const found = readWhen({ phrase: `in ${count} ${unit}`, now, zone, locale: 'en-GB' });
          expect(found.kind === 'at' ? found.at : told(found)).toBe(now + count * ms);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a weekday and a 24-hour time as one of the next seven days', () => {
    fc.assert(
      fc.property(scene, fc.constantFrom(...days), ({ now, zone, hour, minute }, day) => {
        const found = readWhen({ phrase: `${day} ${two(hour)}:${two(minute)}`, now, zone, locale: 'en-GB' });
        const moments =
          found.kind === 'at' ? [found.at] : found.kind === 'ask' ? found.choices.map(({ at }) => at) : [];
        expect(moments.length).toBeGreaterThan(0);
        for (const at of moments) {
          const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
          // Said in its own minute, "now" is one of the choices.
          if (at === now) continue;
          expect(days[there.dayOfWeek - 1]).toBe(day);
          expect(at - now).toBeLessThanOrEqual(8 * 86_400_000);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('whatever is typed', () => {
  const words =
    'tomorrow next friday 9 9am 21:00 31 dec 12/31 10.12 in to at on a half past quarter week every or and - , : midnight tonight of the from Tokyo EST 2026 first may +1h 30 minutes ago until noon'.split(
      ' ',
    );
  const odd = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((list) => list.join(' ')),
    fc.array(fc.constantFrom(...'0123456789:.-/ hamp,'), { maxLength: 120 }).map((list) => list.join('')),
    fc
      .constantFrom('a', '1', ' ', '9 ', '!', '.', '-', ':', '1:', '9am ')
      .map((piece) => piece.repeat(5000).slice(0, 5000)),
  );

  it('it answers, never throws, and takes under 50 ms', () => {
    const locales = ['en-GB', 'de-DE', 'fr-FR', 'ja-JP', 'ru-RU', 'nl-NL'];
    // The words of a language are gathered once, when it is first read.
    for (const locale of locales) readWhen({ ...london, phrase: 'x 9 Tokyo', locale });
    fc.assert(
      fc.property(odd, fc.constantFrom(...locales), (phrase, locale) => {
        const input = { ...london, phrase, locale };
        const found = readWhen(input);
        readsAsTime(phrase, input);
        completeWhen({ ...input, phrase: 'tomorrow' }, phrase);
        // The best of a few tries: others may hold the processor, but a regular expression that runs away always does.
        let least = Number.POSITIVE_INFINITY;
        for (let tries = 0; tries < 5 && least >= 50; tries++) {
          const begun = performance.now();
          readWhen(input);
          least = Math.min(least, performance.now() - begun);
        }
        expect(least).toBeLessThan(50);
        if (found.kind === 'at') expect(found.at).toBeGreaterThanOrEqual(london.now);
        expect(found.kind === 'at' || found.text.length < 400).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('is refused when it is too long, and when it is nothing', () => {
    expect(when(`tomorrow 9am${' and'.repeat(40)}`)).toBe('refuse long');
    expect(when(`tomorrow${' '.repeat(5000)}9am`)).toBe('refuse long');
    expect(when('  ')).toBe('refuse empty');
  });
});

describe('readsAsTime', () => {
  const reads = (phrase: string, locale = 'en-GB') => readsAsTime(phrase, { ...london, locale });

  it.each([
    ...[
      'tomorrow',
      'next friday',
      '9',
      'around 9',
      'yesterday 9am',
      '9am to 10am',
      'May 5 10:00',
      'may',
      'in 2 minutes',
    ],
    ...[
      'tonight at 9',
      '2026-02-30 9am',
      'every friday 9am',
      'friday week 9am',
      '9am Tokyo',
      'end of the month',
      '25:00',
    ],
  ])('is true for "%s"', (phrase) => {
    expect(reads(phrase)).toBe(true);
  });

  it.each([
    ...[
      'Mum',
      'Sun',
      'Mark',
      'work',
      'the boys',
      'tomorrow to',
      'Mum tomorrow',
      'tomorow',
      '9am blah',
      'at',
      'on',
      'the',
    ],
    ...[
      'Tokyo',
      'London',
      'in',
      'and',
      '',
      ':',
      'half',
      'Anna Noon-Smith',
      'June Carter',
      'me',
      'to',
      '9am to',
      'Eve',
    ],
  ])('is false for "%s"', (phrase) => {
    expect(reads(phrase)).toBe(false);
  });

  it('reads English where the locale is another language', () => {
    expect(reads('tomorrow 9am', 'de-DE')).toBe(true);
    expect(reads('morgen 9 uhr', 'de-DE')).toBe(true);
    expect(reads('morgen 9 uhr', 'en-GB')).toBe(false);
  });
});

describe('completeWhen', () => {
  const complete = (phrase: string, answer: string) => told(completeWhen({ ...london, phrase }, answer));

  it.each([
    ['tomorrow', '9pm', 'at 2026-11-23T21:00:00Z'],
    ['tomorrow', '21:00', 'at 2026-11-23T21:00:00Z'],
    ['tomorrow 9', 'evening', 'at 2026-11-23T21:00:00Z'],
    ['tomorrow 9', 'in the morning', 'at 2026-11-23T09:00:00Z'],
    ['tomorrow 9', 'pm', 'at 2026-11-23T21:00:00Z'],
    ['tomorrow evening', '9', 'at 2026-11-23T21:00:00Z'],
    ['next friday 6pm', '4 dec', 'at 2026-12-04T18:00:00Z'],
    ['next week', 'friday 9am', 'at 2026-11-27T09:00:00Z'],
    ['next month', 'the 24th at 9am', 'at 2026-12-24T09:00:00Z'],
    ['next weekend 9am', 'saturday', 'ask day 2026-11-28T09:00:00Z,2026-12-05T09:00:00Z'],
    ['this weekend 9am', 'saturday', 'at 2026-11-28T09:00:00Z'],
    ['tomorow 9am', 'tomorrow', 'at 2026-11-23T09:00:00Z'],
    ['around 9', '9:15', 'at 2026-11-23T09:15:00Z'],
    ['9', 'tomorrow', 'ask half_of_day 2026-11-23T09:00:00Z,2026-11-23T21:00:00Z'],
    ['tomorrow', 'in 2 hours', 'at 2026-11-22T13:00:00Z'],
    ['tomorrow', 'to Mum', 'ask unread'],
    ['in december', 'the 5th at 9am', 'at 2026-12-05T09:00:00Z'],
  ])('"%s" with "%s"', (phrase, answer, expected) => {
    expect(complete(phrase, answer)).toBe(expected);
  });
});

describe('an answer that names a weekday', () => {
  it('is taken in the week that was asked about, and not in this one', () => {
    const monday = { ...london, now: Date.parse('2026-11-23T11:00:00Z') };
    const found = completeWhen({ ...monday, phrase: 'next week' }, 'friday 9am');
    expect(told(found)).toBe('at 2026-12-04T09:00:00Z');
  });
});

describe('a reply', () => {
  const full = (phrase: string) => readWhen({ ...london, phrase });

  it('offers the hours as the chat shows them', () => {
    expect(full('tomorrow 9')).toMatchObject({
      kind: 'ask',
      choices: [{ label: '09:00' }, { label: '21:00' }],
    });
  });

  it('names both days of "next friday"', () => {
    expect(full('next friday 6pm')).toMatchObject({
      choices: [{ label: 'Fri 27 Nov, 18:00' }, { label: 'Fri 4 Dec, 18:00' }],
    });
    expect(full('next friday')).toMatchObject({
      reason: 'hour',
      text: expect.stringContaining('Fri 27 Nov or Fri 4 Dec'),
    });
  });

  it('asks where one of two days said has passed', () => {
    expect(when('today or tomorrow 9am')).toBe('ask several 2026-11-23T09:00:00Z');
  });

  it('names the words not understood, with the nearest reading behind a yes', () => {
    expect(full('tomorow 9am')).toMatchObject({
      kind: 'ask',
      reason: 'unread',
      unread: 'tomorow',
      nearest: 'tomorrow 9am',
      choices: [{ at: Date.parse('2026-11-23T09:00:00Z') }],
    });
    expect(full('tomorow')).toMatchObject({ reason: 'unread', nearest: 'tomorrow', choices: [] });
  });

  it('shows an ambiguous zone in that zone and in the owner’s', () => {
    expect(full('9am IST')).toMatchObject({
      choices: [{ label: 'Mon 23 Nov, 09:00 Kolkata = 03:30 London' }, {}, {}],
    });
  });

  it('points to /every', () => {
    expect(full('every friday 9am')).toMatchObject({
      reason: 'recurring',
      text: expect.stringContaining('/every'),
    });
  });
});
