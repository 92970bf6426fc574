/** Lengths of time: "in 90 minutes", "+1h30", "3 weeks from now", "a week from monday", "10 minutes ago". */
import type { Calendar, Item, Match, SaidDay } from './said.ts';
import { between, isMark, isWord, numberAt, type Text, wordAt } from './text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

interface Length {
  readonly to: number;
  readonly months: number;
  readonly days: number;
  readonly ms: number;
  /** Whether it has hours, minutes or seconds: it is elapsed time then. */
  readonly timed: boolean;
  /** Whether every unit was written out or is one that nobody takes for a clock time. */
  readonly clear: boolean;
}

/** Every length that begins at token `i`; `dayAt` reads the day that one is counted from. */
export function spansAt(
  text: Text,
  i: number,
  dayAt: (text: Text, i: number) => readonly { readonly to: number; readonly day: SaidDay }[],
): readonly Match[] {
  const ahead =
    isWord(text, i, 'in') || isMark(text, i, '+') || (text.language === 'nl' && isWord(text, i, 'past'));
  if (ahead) {
    const vague = isWord(text, i + 1, 'vague');
    const length = lengthAt(text, vague ? i + 2 : i + 1);
    if (length === null) return [];
    const found = match(length, isWord(text, length.to, 'time') ? length.to + 1 : length.to, 1);
    if (!vague) return [found];
    return [{ ...found, items: [{ kind: 'vague', word: between(text, i + 1, i + 2) }, ...found.items] }];
  }
  if (isWord(text, i, 'ago') || (text.language === 'de' && isWord(text, i, 'to'))) {
    const length = lengthAt(text, i + 1);
    return length === null ? [] : [match(length, length.to, -1)];
  }
  const length = bareUnit(text, i) ?? lengthAt(text, i);
  if (length === null) return [];
  return [...bare(text, length), ...counted(text, length, dayAt)];
}

/** Without "in" before it. */
function bare(text: Text, length: Length): readonly Match[] {
  const { to } = length;
  if (isWord(text, to, 'ago')) return [match(length, to + 1, -1)];
  if (isWord(text, to, 'from') && isWord(text, to + 1, 'now')) return [match(length, to + 2, 1)];
  // "2 uur", "2 horas" are clock times; "10 minutes" and "2 hours" can only be lengths.
  if (text.language !== 'en' || !length.clear) return [];
  return [{ ...match(length, to, 1), cost: 2 }];
}

/** "a week from monday", "two weeks tomorrow", "3 days before christmas", "a week on friday". */
function counted(
  text: Text,
  length: Length,
  dayAt: (text: Text, i: number) => readonly { readonly to: number; readonly day: SaidDay }[],
): readonly Match[] {
  if (length.timed) return [];
  const word = wordAt(text, length.to);
  const linked = word === 'from' || word === 'after' || word === 'on' || word === 'before';
  const start = linked ? length.to + 1 : length.to;
  return dayAt(text, start).flatMap(({ to, day }) => {
    if (!linked && day.kind !== 'relative') return [];
    const by: Calendar = { months: length.months, days: length.days };
    const item: Item = {
      kind: 'day',
      day: { kind: 'ahead', by, from: day, sign: word === 'before' ? -1 : 1 },
    };
    return [{ to, items: [item], cost: 1 }];
  });
}

/** "week on friday", "the day after christmas": the bare word counts as one. */
function bareUnit(text: Text, i: number): Length | null {
  const word = wordAt(text, i);
  const beside = isWord(text, i + 1, 'after') || isWord(text, i + 1, 'before');
  const linked = beside || isWord(text, i + 1, 'from') || isWord(text, i + 1, 'on');
  if (!(word === 'day' && beside) && !((word === 'week' || word === 'fortnight') && linked)) return null;
  return inUnits(1, text, i, true);
}

function match(length: Length, to: number, sign: 1 | -1): Match {
  const by: Calendar = { months: length.months, days: length.days };
  const item: Item = !length.timed
    ? { kind: 'day', day: { kind: 'ahead', by, from: null, sign } }
    : { kind: 'elapsed', by, ms: length.ms, sign };
  return { to, items: [item], cost: 1 };
}

/** "2 weeks and 3 days", "1h30", "an hour and a half", "half an hour", "1.5 hours". */
function lengthAt(text: Text, i: number): Length | null {
  let sum: Length = { to: i, months: 0, days: 0, ms: 0, timed: false, clear: true };
  for (;;) {
    const joint = sum.to > i && (isWord(text, sum.to, 'and') || isMark(text, sum.to, ',')) ? 1 : 0;
    const one = oneLength(text, sum.to + joint);
    if (one === null) return sum.to === i ? null : sum;
    sum = {
      to: one.to,
      months: sum.months + one.months,
      days: sum.days + one.days,
      ms: sum.ms + one.ms,
      timed: sum.timed || one.timed,
      clear: sum.clear && one.clear,
    };
  }
}

function oneLength(text: Text, i: number): Length | null {
  const token = text.tokens[i];
  if (token?.kind === 'clock' && token.style === 'h') {
    return {
      to: i + 1,
      months: 0,
      days: 0,
      ms: token.hour * hour + token.minute * minute,
      timed: true,
      clear: false,
    };
  }
  if (isWord(text, i, 'half') || (isWord(text, i, 'a') && isWord(text, i + 1, 'half'))) {
    const at = isWord(text, i, 'a') ? i + 2 : i + 1;
    return inUnits(0.5, text, isWord(text, at, 'a') ? at + 1 : at, true);
  }
  const quarter = isWord(text, i, 'a') ? i + 1 : i;
  if (isWord(text, quarter, 'quarter') && isWord(text, quarter + 1, 'of'))
    return inUnits(0.25, text, quarter + 3, true);
  const number = isWord(text, i, 'a') ? { value: 1, digits: 0 } : numberAt(text, i);
  // "0900h" is a time.
  if (number === null || (number.digits >= 3 && 'padded' in number && number.padded)) return null;
  if (isWord(text, i + 1, 'quarter') && isWord(text, i + 2, 'of'))
    return inUnits(number.value / 4, text, i + 4, true);
  if (isWord(text, i + 1, 'and') && halfAt(text, i + 2) !== null) {
    // "one and a half hours"
    const unit = halfAt(text, i + 2) as number;
    return inUnits(number.value + 0.5, text, unit, true);
  }
  const whole = inUnits(number.value, text, i + 1, true);
  if (whole === null) return null;
  const after = isWord(text, whole.to, 'and') ? halfAt(text, whole.to + 1) : null;
  if (after !== null && wordAt(text, after) === null) {
    const more = inUnits(0.5, text, i + 1, true);
    if (more !== null) return { ...whole, ms: whole.ms + more.ms, days: whole.days + more.days, to: after };
  }
  const rest = numberAt(text, whole.to);
  if (
    isWord(text, i + 1, 'hour') &&
    rest !== null &&
    rest.digits === 2 &&
    rest.value < 60 &&
    !isUnit(text, whole.to + 1)
  ) {
    return { ...whole, ms: whole.ms + rest.value * minute, to: whole.to + 1 };
  }
  return whole;
}

/** The place behind "half", "a half". */
function halfAt(text: Text, i: number): number | null {
  const at = isWord(text, i, 'a') ? i + 1 : i;
  return isWord(text, at, 'half') ? at + 1 : null;
}

function isUnit(text: Text, i: number): boolean {
  return inUnits(1, text, i, true) !== null;
}

/** A hundred years: beyond it a calendar ends, and two years is as far as anything is planned. */
const most = { ms: 36_525 * 24 * hour, days: 36_525, months: 1200 };

/** Null for a fraction of a month or of a day: nobody means a certain minute by it. */
function inUnits(count: number, text: Text, i: number, clear: boolean): Length | null {
  const none = { to: i + 1, months: 0, days: 0, ms: 0, timed: false, clear };
  const timed = { ...none, timed: true };
  const whole = Number.isInteger(count);
  switch (wordAt(text, i)) {
    case 'second':
      return { ...timed, ms: Math.min(Math.round(count * second), most.ms) };
    case 'minute':
      return { ...timed, ms: Math.min(Math.round(count * minute), most.ms) };
    case 'hour':
      return { ...timed, ms: Math.min(Math.round(count * hour), most.ms) };
    case 'day':
      return whole ? { ...none, days: Math.min(count, most.days) } : null;
    case 'week':
      return whole ? { ...none, days: Math.min(count * 7, most.days) } : null;
    case 'fortnight':
      return whole ? { ...none, days: Math.min(count * 14, most.days) } : null;
    case 'month':
      return whole ? { ...none, months: Math.min(count, most.months) } : null;
    case 'year':
      return whole ? { ...none, months: Math.min(count * 12, most.months) } : null;
    default:
      return null;
  }
}
