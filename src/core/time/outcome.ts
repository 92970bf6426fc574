/** How a settled phrase is answered: one moment with its notes, a question with its choices, a refusal. */
import { Temporal } from 'temporal-polyfill';
import { askText, choice, labelled, refuseText } from './ask.ts';
import type { Day } from './date.ts';
import { bothZones } from './format.ts';
import type { Hour } from './hour.ts';
import { type Found, moment, todayIn } from './moment.ts';
import type { Phrase } from './phrase.ts';
import type { AskReason, RefuseReason, When, WhenInput, WhenNote } from './when.ts';
import { wallOf } from './zone.ts';

/** Further ahead, a date said in digits alone may be a slip: it wants a yes. */
const farMs = 60 * 86_400_000;
const yearsAhead = 2;
/** Shorter than any year, whatever the clocks do: what is nearer than two of them is not asked of the calendar. */
const shortYearMs = 364 * 86_400_000;
const mostChoices = 6;

export function conclude(
  said: Phrase,
  found: readonly Found[],
  reason: AskReason | null,
  input: WhenInput,
  zone: string,
): When {
  const near = found.filter(({ at }) => !tooFar(at, input));
  const first = near[0];
  if (first === undefined) return refuse('far', input);
  const instants = [...new Set(near.map(({ at }) => at))].sort((a, b) => a - b);
  // "9pm 21:00" says one thing twice.
  const once = reason === 'several' && !said.several && instants.length === 1;
  if (reason === 'zone')
    return askZone(
      instants.map((at) => ({ at, zone })),
      input,
    );
  if ((reason !== null && !once) || instants.length > 1) return ask(reason ?? 'day', instants, input, zone);
  return { kind: 'at', at: first.at, zone, notes: notesOf(first, said, input, zone) };
}

function notesOf(found: Found, said: Phrase, input: WhenInput, zone: string): readonly WhenNote[] {
  const dated = said.days.some((one) => one.kind === 'date' && (one.named || one.year !== null));
  const notes: WhenNote[] = [];
  if (found.note !== 'exact') notes.push(found.note);
  if (said.elapsed === null && !said.now && wallOf(found.at, zone).hour < 5) notes.push('night');
  if (zone !== input.zone) notes.push('other_zone');
  if (found.at - input.now > farMs && !dated) notes.push('far');
  return notes;
}

/** The next sensible moment: the same date of a coming year where a year was said, else the next time on the clock. */
export function past(said: Phrase, date: Day, hours: readonly Hour[], input: WhenInput, zone: string): When {
  const hour = hours[0];
  const plain = refuse('past', input);
  if (hour === undefined) return plain;
  const today = todayIn(input.now, zone);
  const dated = said.days.some((one) => one.kind === 'date');
  const tries = dated
    ? [0, 1].map((later) => date.with({ year: today.year + later }))
    : [0, 1].map((later) => today.add({ days: later }));
  const next = tries.map((one) => moment(one, hour, zone).at).find((at) => at > input.now);
  return next === undefined ? plain : { ...plain, suggestion: choice(next, zone, input.now) };
}

export function ask(
  reason: AskReason,
  instants: readonly number[],
  input: WhenInput,
  zone: string,
): Extract<When, { kind: 'ask' }> {
  const ahead = [...new Set(instants)].sort((a, b) => a - b).slice(0, mostChoices);
  return {
    kind: 'ask',
    reason,
    text: askText(reason, input.phrase),
    choices: labelled(ahead, zone, input.now),
    zone,
  };
}

/** Each choice in its own zone and in the owner's. */
export function askZone(
  found: readonly { readonly at: number; readonly zone: string }[],
  input: WhenInput,
): When {
  const choices = found.map(({ at, zone }) => ({ at, label: bothZones(at, zone, input.zone) }));
  return { ...ask('zone', [], input, input.zone), choices };
}

export function refuse(reason: RefuseReason, input: WhenInput): Extract<When, { kind: 'refuse' }> {
  return { kind: 'refuse', reason, text: refuseText(reason, input.phrase) };
}

export function tooFar(at: number, input: WhenInput): boolean {
  if (at - input.now < yearsAhead * shortYearMs) return false;
  const now = Temporal.Instant.fromEpochMilliseconds(input.now).toZonedDateTimeISO(input.zone);
  return at > now.add({ years: yearsAhead }).epochMilliseconds;
}
