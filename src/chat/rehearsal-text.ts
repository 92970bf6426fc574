/** A rehearsal in words: what would happen at a glance, and minute by minute. */
import {
  type Account,
  type Fate,
  momentOf,
  type Rehearsal,
  type Rehearsed,
  type Trouble,
  type Weather,
} from '../core/rehearsal.ts';
import { dateLabel, dayHeading, shortMoment } from '../core/time/format.ts';
import { counted, name, plain } from './naming.ts';
import { holdText } from './state-text.ts';

/** What takes longer counts as late: pacing and caps are in the plan. */
const lateMs = 60_000;
const minuteMs = 60_000;

const signs: Readonly<Record<Trouble, string>> = { offline: '📵', asleep: '💤', unconfirmed: '❔' };
export const troubleNames: Readonly<Record<Trouble, string>> = {
  offline: 'no network',
  asleep: 'the machine sleeps',
  unconfirmed: 'no confirmations',
};
const shortNames: Readonly<Record<Trouble, string>> = {
  offline: 'offline',
  asleep: 'asleep',
  unconfirmed: 'silent',
};

export type Outcome = Fate['kind'] | 'late' | 'doubted';

/** In the order in which they are told. */
const words: Readonly<Record<Outcome, string>> = {
  goes: 'on time',
  late: 'late',
  doubted: 'confirmed late',
  in_doubt: 'in doubt',
  missed: 'missed',
  held: 'held',
  failed: 'not sent',
  cancelled: 'cancelled',
  dry: 'dry',
  frozen: 'frozen',
};
const order = Object.keys(words) as readonly Outcome[];

/** Seven lines at most. */
export function summaryLines(
  { accounts, until, isCut }: Rehearsal,
  zone: string,
  now: number,
): readonly string[] {
  const [fair, ...nights] = accounts;
  if (fair === undefined) throw new Error('rehearsal: expected an account of fair weather');
  const lines = [`🎭 Tried out ${counted(fair.messages.length, 'message')}, sent none.`];
  if (isCut)
    lines.push(`I looked ahead to ${dateLabel(until, zone, now)}, ${shortMoment(wholeMinute(until), zone)}.`);
  if (fair.messages.every(({ fate }) => fate.kind === 'frozen'))
    return [...lines, '🛑 I am stopped: nothing would go', 'until your /resume.'];
  lines.push(`☀️ In fair weather: ${countsOf(fair)}`);
  const [first] = nights;
  if (first === undefined) return lines;
  lines.push(`If ${dateLabel(first.weather.from, zone, now)} went badly, without you:`);
  for (const night of nights) lines.push(nightLine(night, zone));
  return lines;
}

function nightLine(account: Account, zone: string): string {
  const { trouble } = account.weather;
  if (trouble === null) throw new Error('rehearsal: expected a night to have its trouble');
  return `${signs[trouble]} ${spanOf(account.weather, zone)} ${shortNames[trouble]}: ${countsOf(account, 'but not the punctual')}`;
}

export function spanOf({ from, to }: Weather, zone: string): string {
  return `${shortMoment(wholeMinute(from), zone)}–${shortMoment(wholeMinute(to), zone)}`;
}

function wholeMinute(at: number): number {
  return at - (at % minuteMs);
}

/** `35 on time, 3 missed`; `all on time`. */
export function countsOf({ messages }: Account, but?: 'but not the punctual'): string {
  const outcomes = messages.map(outcomeOf);
  if (outcomes.every((outcome) => outcome === outcomes[0]))
    return `${outcomes.length === 1 ? '' : 'all '}${words[outcomes[0] ?? 'goes']}`;
  return order
    .filter((outcome) => outcome !== 'goes' || but === undefined)
    .flatMap((outcome) => {
      const count = outcomes.filter((one) => one === outcome).length;
      return count === 0 ? [] : [`${count} ${words[outcome]}`];
    })
    .join(', ');
}

export function outcomeOf({ fate, plannedAt }: Rehearsed): Outcome {
  if (fate.kind !== 'goes') return fate.kind;
  if (fate.doubted) return 'doubted';
  return fate.at - plannedAt >= lateMs ? 'late' : 'goes';
}

/** One line of the minute-by-minute account, under what it stands, and the messages that it names. */
export interface MinuteLine {
  readonly title: string;
  readonly day: string;
  readonly text: string;
  readonly ids: readonly number[];
}

/** Fair weather whole, and of each bad night what it changes. */
export function minuteLines({ accounts }: Rehearsal, zone: string): readonly MinuteLine[] {
  return accounts.flatMap((account) => {
    const { trouble } = account.weather;
    const title =
      trouble === null
        ? '☀️ In fair weather'
        : `${signs[trouble]} ${spanOf(account.weather, zone)}: ${troubleNames[trouble]}`;
    const told =
      trouble === null ? account.messages : account.messages.filter((one) => outcomeOf(one) !== 'goes');
    return byMinute(told, zone).map((together) => ({
      title,
      day: dayHeading(momentOf(together[0] as Rehearsed), zone),
      text: minuteText(together, zone),
      ids: together.map(({ id }) => id),
    }));
  });
}

/** What happens to them in one minute and in one way; the frozen ones all at once. */
function byMinute(messages: readonly Rehearsed[], zone: string): readonly (readonly Rehearsed[])[] {
  const groups = new Map<string, Rehearsed[]>();
  for (const message of messages) {
    const why = outcomeOf(message);
    const when =
      why === 'frozen' ? '' : `${dayHeading(momentOf(message), zone)} ${wholeMinute(momentOf(message))}`;
    const reason = message.fate.kind === 'held' ? message.fate.reason : '';
    const key = `${why} ${reason} ${when}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [message]);
    else group.push(message);
  }
  return [...groups.values()];
}

const marks: Readonly<Record<Outcome, string>> = {
  goes: '✅',
  late: '🐢',
  doubted: '❔',
  in_doubt: '❔',
  missed: '⌛',
  held: '✋',
  failed: '⚠️',
  cancelled: '🚫',
  dry: '🎭',
  frozen: '🛑',
};
/** So many are named in a line of a phone. */
const named = 2;

function minuteText(together: readonly Rehearsed[], zone: string): string {
  const [first] = together;
  if (first === undefined) throw new Error('rehearsal: expected a message in each minute');
  const outcome = outcomeOf(first);
  const whom = [
    ...together.slice(0, named).map(({ id, chat }) => `#${id} ${plain(name(chat), 12)}`),
    ...(together.length > named ? [`+${together.length - named}`] : []),
  ].join(', ');
  if (outcome === 'frozen')
    return `🛑 frozen until your /resume: ${together.length === 1 ? whom : `${together.length}, from #${first.id}`}`;
  const time = shortMoment(wholeMinute(momentOf(first)), zone);
  const what =
    first.fate.kind === 'held'
      ? ` ${holdText[first.fate.reason]}`
      : outcome === 'goes'
        ? ''
        : ` ${words[outcome]}`;
  return `${marks[outcome]} ${time} ${whom}${what === '' ? '' : `:${what}`}`;
}
