/** Clock times as people write and say them, from the tokens at one place. */
import type { Half, Item, Match, SaidClock } from './said.ts';
import { isMark, isWord, numberAt, type Text } from './text.ts';

/** Every clock time that begins at token `i`. */
export function clocksAt(text: Text, i: number): readonly Match[] {
  return [...writtenClock(text, i), ...hourOnly(text, i), ...spokenMinutes(text, i), ...namedClock(text, i)];
}

/** "9:30", "9h30", "9.30pm", "21:30 Uhr". */
function writtenClock(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  if (token?.kind !== 'clock' || text.dottedDate === i) return [];
  const [half, to] = halfAt(text, i + 1);
  if (
    token.hour > 24 ||
    token.minute > 59 ||
    token.second > 59 ||
    (token.hour === 24 && token.minute + token.second > 0)
  ) {
    return [{ to, items: [{ kind: 'impossible' }], cost: 1 }];
  }
  const own: Half = token.padded || token.hour > 12 || token.hour === 0 ? 'firm' : 'loose';
  return [matched(to, { hour: token.hour, minute: token.minute, second: token.second, half: half ?? own })];
}

/** "9", "21", "9am", "nine o'clock", "9 Uhr 30", "2130", "nine thirty". */
function hourOnly(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  if (token?.kind !== 'number' || !Number.isInteger(token.value)) return [];
  if (token.digits >= 3) return military(text, i, token.value, token.digits);
  const hour = token.value;
  const found: Match[] = [];
  const [half, to] = halfAt(text, i + 1);
  if (hour > 24)
    return isHourMark(text, i + 1) ? [{ to: i + 2, items: [{ kind: 'impossible' }], cost: 1 }] : [];
  const own: Half = token.padded || hour > 12 || hour === 0 ? 'firm' : 'open';
  found.push(matched(to, { hour, minute: 0, second: 0, half: half ?? own }, half === null ? 1.2 : 1));
  const gap = isMark(text, i + 1, '-') ? 2 : 1;
  const minutes = numberAt(text, i + gap);
  if (
    token.digits === 0 &&
    minutes !== null &&
    minutes.digits === 0 &&
    minutes.value >= 10 &&
    minutes.value < 60
  ) {
    const [spokenHalf, end] = halfAt(text, i + gap + 1);
    found.push(matched(end, { hour, minute: minutes.value, second: 0, half: spokenHalf ?? own }));
  }
  return [...found, ...hourAndFraction(text, i, hour, own)];
}

/** "9 heures 30", "las nueve y media", "neuf heures moins le quart", "9 Uhr 15". */
function hourAndFraction(text: Text, i: number, hour: number, own: Half): readonly Match[] {
  const marked = isHourMark(text, i + 1);
  const half: Half = marked && own === 'open' ? 'loose' : own;
  let at = marked ? i + 2 : i + 1;
  const found: Match[] = [];
  if (marked) found.push(matched(at, { hour, minute: 0, second: 0, half }));
  const bare = numberAt(text, at);
  if (marked && bare !== null && bare.value < 60 && Number.isInteger(bare.value)) {
    found.push(matched(at + 1, { hour, minute: bare.value, second: 0, half }));
  }
  const sign = isWord(text, at, 'and') ? 1 : isWord(text, at, 'minus') ? -1 : 0;
  if (sign === 0 || text.language === 'en') return found;
  at += 1;
  const fraction = fractionAt(text, at);
  if (fraction === null) return found;
  const whole = (((hour * 60 + sign * fraction) % 1440) + 1440) % 1440;
  const spoken: SaidClock = { hour: Math.floor(whole / 60), minute: whole % 60, second: 0, half };
  // "la una menos cuarto" is a quarter to one on a twelve-hour clock: 12:45, not 00:45.
  const kept = half === 'open' && spoken.hour === 0 ? { ...spoken, hour: 12 } : spoken;
  const [after, to] = halfAt(text, at + 1);
  return [...found, matched(to, { ...kept, half: after ?? half })];
}

/** "2130", "0930 hours": a 24-hour clock in four digits, at a higher price than a year. */
function military(text: Text, i: number, value: number, digits: number): readonly Match[] {
  const hour = Math.floor(value / 100);
  const minute = value % 100;
  const [half, afterHalf] = halfAt(text, i + 1);
  if (hour > 24 || minute > 59 || digits > 4 || (hour === 24 && minute > 0)) return [];
  if (digits === 3 && half === null) return [];
  const to = half === null && isWord(text, i + 1, 'hour') ? i + 2 : afterHalf;
  const clock: SaidClock = { hour, minute, second: 0, half: half ?? 'firm' };
  return [matched(to, half === null && to === i + 1 ? { ...clock, digits: value } : clock, 3)];
}

/** "half past 8", "quarter to nine", "ten past 9 pm", "half 8", "halb acht", "kwart over negen". */
function spokenMinutes(text: Text, i: number): readonly Match[] {
  const start = isWord(text, i, 'a') ? i + 1 : i;
  if (isWord(text, start, 'halfto')) return hourAfter(text, start + 1, -30);
  const fraction = fractionAt(text, start);
  if (fraction === null) return [];
  const named = isWord(text, start + 1, 'minute');
  const at = named ? start + 2 : start + 1;
  if (isWord(text, at, 'past') || isWord(text, at, 'after')) return hourAfter(text, at + 1, fraction);
  if (isWord(text, at, 'to') || isWord(text, at, 'before')) {
    // "9 to 10" is a range, "10 to 11" may be one: people count minutes to the hour by fives.
    const bare = !named && (numberAt(text, start)?.digits ?? 0) > 0;
    return bare && fraction % 5 !== 0 ? [] : hourAfter(text, at + 1, -fraction, bare && fraction <= 12);
  }
  return fraction === 30 && isWord(text, start, 'half') && text.language === 'en'
    ? hourAfter(text, at, 30)
    : [];
}

function hourAfter(text: Text, i: number, minutes: number, maybeRange = false): readonly Match[] {
  if (isWord(text, i, 'noon')) return [matched(i + 1, { ...clockAt(720 + minutes), half: 'firm' })];
  if (isWord(text, i, 'midnight')) {
    const after: SaidClock = { ...clockAt(minutes), half: 'firm' };
    return [matched(i + 1, minutes > 0 ? { ...after, midnight: true } : after)];
  }
  const found = numberAt(text, i);
  if (found === null || found.value > 24 || !Number.isInteger(found.value)) return [];
  const marked = isHourMark(text, i + 1);
  const [half, to] = halfAt(text, marked ? i + 2 : i + 1);
  const hour = found.value;
  const open = hour >= 1 && hour <= 12 && !found.padded;
  const size = open ? 720 : 1440;
  const whole = (hour * 60 + minutes + size) % size;
  // A quarter to twelve pm is 23:45 to nobody: the half of the day belongs to the hour that is named.
  const first = Math.floor(whole / 60);
  const spoken = open && first === 0 ? 12 : first;
  const flips = hour === 12 && minutes < 0;
  const said: Half = half ?? (open ? (marked ? 'loose' : 'open') : 'firm');
  const turned: Half = flips && said === 'pm' ? 'am' : flips && said === 'am' ? 'pm' : said;
  return [
    matched(to, {
      hour: spoken,
      minute: whole % 60,
      second: 0,
      half: turned,
      ...(maybeRange ? { maybeRange } : {}),
    }),
  ];
}

/** "9 Uhr", "9 heures", "9 uur" are hours of a 24-hour clock; English "9 hours" is a length. */
function isHourMark(text: Text, i: number): boolean {
  return isWord(text, i, 'uhr') || (text.language !== 'en' && isWord(text, i, 'hour'));
}

function clockAt(minutes: number): {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
} {
  const whole = (minutes + 1440) % 1440;
  return { hour: Math.floor(whole / 60), minute: whole % 60, second: 0 };
}

function namedClock(text: Text, i: number): readonly Match[] {
  const noon = isWord(text, i, 'noon');
  if (!noon && !isWord(text, i, 'midnight')) return [];
  const named = (minutes: number): SaidClock => {
    const clock: SaidClock = { ...clockAt((noon ? 720 : 0) + minutes), half: 'firm' };
    return noon || minutes < 0 ? clock : { ...clock, midnight: true };
  };
  const bare = matched(i + 1, named(0));
  // "midi et demi", "minuit moins le quart"
  const sign = isWord(text, i + 1, 'and') ? 1 : isWord(text, i + 1, 'minus') ? -1 : 0;
  const fraction = sign === 0 || text.language === 'en' ? null : fractionAt(text, i + 2);
  return fraction === null ? [bare] : [bare, matched(i + 3, named(sign * fraction))];
}

/** Minutes: "half", "quarter", a number below 60. */
function fractionAt(text: Text, i: number): number | null {
  if (isWord(text, i, 'half')) return 30;
  if (isWord(text, i, 'quarter')) return 15;
  const found = numberAt(text, i);
  return found !== null && found.value > 0 && found.value < 60 && Number.isInteger(found.value)
    ? found.value
    : null;
}

/** "pm", "o'clock pm", "Uhr": what is said of the half of the day behind an hour, and the place behind that. */
function halfAt(text: Text, i: number): readonly [Half | null, number] {
  const at = isWord(text, i, 'oclock') ? i + 1 : i;
  if (isWord(text, at, 'am')) return ['am', at + 1];
  if (isWord(text, at, 'pm')) return ['pm', at + 1];
  const marked = isWord(text, at, 'uhr') || isWord(text, at, 'hour');
  return [null, marked && text.tokens[i - 1]?.kind === 'clock' ? at + 1 : at];
}

function matched(to: number, clock: SaidClock, cost = 1): Match {
  const item: Item = consistent(clock) ? { kind: 'clock', clock } : { kind: 'impossible' };
  return { to, items: [item], cost };
}

/** "21:00 pm" says the same twice; "21 am" and "0 pm" are no times. */
function consistent(clock: SaidClock): boolean {
  if (clock.half === 'am') return clock.hour <= 12;
  if (clock.half === 'pm') return clock.hour > 0 && clock.hour < 24;
  return true;
}
