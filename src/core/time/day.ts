/** Days as people say them, from the tokens at one place. */
import type { DayPart, Item, Match, SaidDay } from './said.ts';
import { between, isMark, isWord, numberAt, type Text, wordAt } from './text.ts';

const relatives = { yesterday: -1, today: 0, tomorrow: 1, overmorrow: 2 } as const;
const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
/** A leap year's, since 29 February is a date. */
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Every day that begins at token `i`. */
export function daysAt(text: Text, i: number): readonly Match[] {
  return [
    ...relative(text, i),
    ...weekday(text, i),
    ...nthWeekday(text, i),
    ...numericDate(text, i),
    ...namedDate(text, i),
    ...dayOfMonth(text, i),
    ...period(text, i),
  ];
}

/** The days that others can be counted from. */
export function anchorsAt(text: Text, i: number): readonly { readonly to: number; readonly day: SaidDay }[] {
  const start = isWord(text, i, 'the') ? i + 1 : i;
  return [
    ...relative(text, start),
    ...weekday(text, start),
    ...numericDate(text, start),
    ...namedDate(text, start),
  ].flatMap(({ to, items }) =>
    items.flatMap((item) => (item.kind === 'day' && items.length === 1 ? [{ to, day: item.day }] : [])),
  );
}

/** Parts of the day, with the day where "this" or "tonight" names it. */
export function partsAt(text: Text, i: number): readonly Match[] {
  if (isWord(text, i, 'tonight')) {
    return [
      {
        to: i + 1,
        items: [day({ kind: 'relative', days: 0 }), { kind: 'part', part: 'night', tonight: true }],
        cost: 1,
      },
    ];
  }
  let at = i;
  if (isWord(text, at, 'in') || isWord(text, at, 'at') || isWord(text, at, 'on')) at += 1;
  const today = isWord(text, at, 'this');
  if (today || isWord(text, at, 'the')) at += 1;
  const word = wordAt(text, at);
  if (word !== 'morning' && word !== 'afternoon' && word !== 'evening' && word !== 'night') return [];
  const part: Item = { kind: 'part', part: word satisfies DayPart, tonight: today && word === 'night' };
  return [{ to: at + 1, items: today ? [day({ kind: 'relative', days: 0 }), part] : [part], cost: 1 }];
}

/** "tomorrow", "tomorrow week", "today in two weeks". */
function relative(text: Text, i: number): readonly Match[] {
  const word = wordAt(text, i);
  if (word !== 'yesterday' && word !== 'today' && word !== 'tomorrow' && word !== 'overmorrow') return [];
  const said: SaidDay = { kind: 'relative', days: relatives[word] };
  return [found(i + 1, said), ...weeksLater(text, i + 1, said)];
}

/** "friday", "this friday", "next friday", "friday week", "fridays", "vendredi prochain". */
function weekday(text: Text, i: number): readonly Match[] {
  const before = wordAt(text, i);
  const led = before === 'this' || before === 'next' || before === 'last' || before === 'every';
  const token = text.tokens[led ? i + 1 : i];
  if (token?.kind !== 'weekday') return [];
  const to = led ? i + 2 : i + 1;
  // "in two fridays" is no repetition.
  if (token.plural && text.tokens[i - 1]?.kind === 'number') return [];
  if (before === 'every' || token.plural) return [{ to, items: [{ kind: 'every' }], cost: 1 }];
  const which = before === 'next' ? 'next' : before === 'last' ? 'last' : 'coming';
  const said: SaidDay = { kind: 'weekday', weekday: token.weekday, which };
  const trailing = wordAt(text, to);
  const behind =
    !led && text.language !== 'en' && (trailing === 'next' || trailing === 'last')
      ? [found(to + 1, { ...said, which: trailing })]
      : [];
  return [found(to, said), ...behind, ...(which === 'coming' ? weeksLater(text, to, said) : [])];
}

/** British "friday week", "monday fortnight", German "heute in einer Woche". */
function weeksLater(text: Text, i: number, from: SaidDay): readonly Match[] {
  const word = wordAt(text, i);
  const later = (days: number, to: number) =>
    found(to, { kind: 'ahead', by: { months: 0, days }, from, sign: 1 });
  if (word === 'week') return [later(7, i + 1)];
  if (word === 'fortnight') return [later(14, i + 1)];
  const count = numberAt(text, i + 1)?.value ?? (isWord(text, i + 1, 'a') ? 1 : null);
  const unit = wordAt(text, i + 2);
  if (word !== 'in' || from.kind !== 'relative' || count === null || !Number.isInteger(count)) return [];
  return unit === 'week' ? [later(count * 7, i + 3)] : unit === 'day' ? [later(count, i + 3)] : [];
}

/** "the last friday of november", "first monday of the month". */
function nthWeekday(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  const nth = isWord(text, i, 'last')
    ? -1
    : token?.kind === 'ordinal' && token.value <= 5
      ? token.value
      : null;
  const named = text.tokens[i + 1];
  if (nth === null || named?.kind !== 'weekday' || !(isWord(text, i + 2, 'of') || isWord(text, i + 2, 'in')))
    return [];
  const month = text.tokens[i + 3];
  if (month?.kind === 'month') {
    return [found(i + 4, { kind: 'nth_weekday', nth, weekday: named.weekday, month: month.month })];
  }
  if (!isWord(text, i + 3, 'the') || !isWord(text, i + 4, 'month')) return [];
  return [found(i + 5, { kind: 'nth_weekday', nth, weekday: named.weekday, month: null })];
}

function numericDate(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  if (token?.kind !== 'date') return [];
  const { year, month, day: number } = token;
  if (month >= 1 && month <= 12 && number >= 1 && number <= (lengths[month - 1] as number)) {
    return [found(i + 1, { kind: 'date', year, month, day: number, named: false })];
  }
  // "12/31" where the day comes first: one swap makes a date of it, which the owner may mean or not.
  if (number >= 1 && number <= 12 && month >= 1 && month <= 31 && !token.iso) {
    const swapped: SaidDay = { kind: 'date', year, month: number, day: month, named: false };
    return [{ to: i + 1, items: [day(swapped), { kind: 'either' }], cost: 1 }];
  }
  return [{ to: i + 1, items: [{ kind: 'impossible' }], cost: 1 }];
}

/** "31 dec", "december 31st, 2027", "31 de dezembro de 2027": brought to English, and read by the date reader. */
function namedDate(text: Text, i: number): readonly Match[] {
  const feast = text.tokens[i];
  if (feast?.kind === 'feast') {
    const year = yearAt(text, i + 1);
    const said: SaidDay = { kind: 'date', year, month: feast.month, day: feast.day, named: true };
    return [found(year === null ? i + 1 : i + 2, said)];
  }
  const matches: Match[] = [];
  let english = '';
  let month = 0;
  let numbers: readonly number[] = [];
  let dayLike = 0;
  for (let to = i; to < Math.min(i + 8, text.tokens.length); to++) {
    const token = text.tokens[to];
    if (token?.kind === 'month' && month === 0) {
      month = token.month;
      english += ` ${months[month - 1]}`;
    } else if (
      token?.kind === 'number' &&
      token.digits !== 3 &&
      Number.isInteger(token.value) &&
      numbers.length < 2
    ) {
      numbers = [...numbers, token.value];
      english += numbers.length === 2 && token.digits === 4 ? `, ${token.value}` : ` ${token.value}`;
    } else if (token?.kind === 'ordinal' && numbers.length === 0) {
      numbers = [token.value];
      english += ` ${token.value}`;
    } else if (
      english !== '' &&
      (isWord(text, to, 'of') ||
        isWord(text, to, 'the') ||
        isMark(text, to, ',') ||
        (isMark(text, to, '-') && token?.glued === true))
    ) {
      continue;
    } else {
      break;
    }
    if (month === 0 || numbers.length === 0) continue;
    if (numbers.length === 1) dayLike = numbers[0] as number;
    else if (numberAt(text, to) === null) break;
    if (dayLike > (lengths[month - 1] as number) && dayLike <= 99) {
      matches.push({ to: to + 1, items: [{ kind: 'impossible' }], cost: 1 });
      continue;
    }
    const date = text.namedDate(english.trim());
    if (date === null || date.month !== month || date.day !== dayLike) continue;
    // "31 dec 27": a year of two digits only where nothing else is left to read.
    const shortYear = numbers.length === 2 && (numbers[1] as number) < 100;
    matches.push({ ...found(to + 1, { kind: 'date', ...date, named: true }), cost: shortYear ? 2.5 : 1 });
  }
  return matches;
}

/** "the 31st", "31st", "am 5.", "el 5", "dia 5". */
function dayOfMonth(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  const said = (value: number, to: number): readonly Match[] => {
    if (value < 1 || value > 31) return [{ to, items: [{ kind: 'impossible' }], cost: 1 }];
    return [found(to, { kind: 'day_of_month', day: value })];
  };
  if (token?.kind === 'ordinal') {
    const month = isWord(text, i + 1, 'of') && (isWord(text, i + 3, 'month') || isWord(text, i + 2, 'month'));
    const own = isWord(text, i + 2, 'the') || isWord(text, i + 2, 'month');
    return said(token.value, month ? (own ? i + 4 : i + 2) : i + 1);
  }
  const number = numberAt(text, i + 1);
  const led = isWord(text, i, 'day') || (text.language !== 'en' && isWord(text, i, 'the'));
  if (!led || number === null || number.digits === 0 || number.digits > 2 || wordAt(text, i + 2) === 'hour')
    return [];
  return said(number.value, i + 2).map((match) => ({ ...match, cost: 1.1 }));
}

/** "next week", "next month", "end of the month", "the weekend", "december", "in december 2026". */
function period(text: Text, i: number): readonly Match[] {
  const stretch = (to: number): Match => found(to, { kind: 'stretch', text: between(text, i, to) });
  const word = wordAt(text, i);
  if (
    word === 'end' ||
    word === 'start' ||
    word === 'middle' ||
    (word === 'last' && isWord(text, i + 1, 'day'))
  ) {
    return edge(text, i);
  }
  if (word === 'overnext') return [found(i + 1, { kind: 'week', ahead: 2 })];
  const led = word === 'next' || word === 'this' || word === 'last';
  const unitAt = led ? i + 1 : i;
  const trailing = wordAt(text, unitAt + 1);
  const behind =
    !led && text.language !== 'en' && (trailing === 'next' || trailing === 'last') ? trailing : null;
  const which = led ? word : behind;
  const to = behind === null ? unitAt + 1 : unitAt + 2;
  const unit = wordAt(text, unitAt);
  if (unit === 'weekend') {
    const weekend = which === 'next' ? 'next' : 'coming';
    return [found(to, { kind: 'stretch', text: between(text, i, to), weekend })];
  }
  if (which !== null && (unit === 'week' || unit === 'month')) {
    const ahead = which === 'next' ? 1 : which === 'this' ? 0 : -1;
    return [found(to, { kind: unit, ahead })];
  }
  if (which !== null && unit === 'year') return [stretch(to)];
  const bare = isWord(text, i, 'in') || led ? i + 1 : i;
  const named = text.tokens[bare];
  if (named?.kind !== 'month') return [];
  const year = yearAt(text, bare + 1);
  const end = year === null ? bare + 1 : bare + 2;
  return [found(end, { kind: 'stretch', text: between(text, i, end), month: named.month, year })];
}

/** "end of the month", "end of next week", "last day of december", "mid december". */
function edge(text: Text, i: number): readonly Match[] {
  const exact = isWord(text, i, 'last');
  let at = exact ? i + 2 : i + 1;
  if (isWord(text, at, 'of')) at += 1;
  if (isWord(text, at, 'the')) at += 1;
  const next = isWord(text, at, 'next');
  if (next || isWord(text, at, 'this')) at += 1;
  const unit = wordAt(text, at);
  const ending = exact || isWord(text, i, 'end');
  if (unit === 'month' && ending)
    return [found(at + 1, { kind: 'end_of_month', ahead: next ? 1 : 0, exact })];
  const stretch =
    unit === 'week' ||
    unit === 'month' ||
    unit === 'year' ||
    unit === 'day' ||
    text.tokens[at]?.kind === 'month';
  return stretch ? [found(at + 1, { kind: 'stretch', text: between(text, i, at + 1) })] : [];
}

function yearAt(text: Text, i: number): number | null {
  const number = numberAt(text, i);
  return number !== null && number.digits === 4 && number.value >= 1900 && number.value < 2200
    ? number.value
    : null;
}

function found(to: number, said: SaidDay): Match {
  return { to, items: [day(said)], cost: 1 };
}

function day(said: SaidDay): Item {
  return { kind: 'day', day: said };
}
