/** A rehearsal as a picture: a line of time for each weather, the bad nights from close by. */
import type { StripPicture, Tone } from '../core/picture.ts';
import { type Account, momentOf, type Rehearsal } from '../core/rehearsal.ts';
import { dateLabel } from '../core/time/format.ts';
import { counted } from './naming.ts';
import { ticksOf } from './pictured.ts';
import { countsOf, type Outcome, outcomeOf, spanOf, troubleNames } from './rehearsal-text.ts';

/** Seen around a bad night. */
const aroundMs = 30 * 60_000;
const leastMs = 60 * 60_000;

const tones: Readonly<Record<Outcome, Tone>> = {
  goes: 'good',
  late: 'late',
  doubted: 'doubt',
  in_doubt: 'doubt',
  missed: 'lost',
  failed: 'lost',
  held: 'held',
  cancelled: 'still',
  dry: 'still',
  frozen: 'still',
};

export function rehearsalPicture({ accounts }: Rehearsal, zone: string, now: number): StripPicture {
  const [fair] = accounts;
  const moments = fair?.messages.map(momentOf) ?? [];
  const first = moments.reduce((least, at) => Math.min(least, at), moments[0] ?? now);
  const last = moments.reduce((most, at) => Math.max(most, at), first);
  return {
    kind: 'strips',
    title: `Tried out: ${counted(moments.length, 'message')}`,
    subtitle: `none was sent · from ${dateLabel(first, zone, now)} to ${dateLabel(last, zone, now)}`,
    strips: accounts.map((account) => {
      const { weather } = account;
      const isFair = weather.trouble === null;
      const pad = Math.max((last - first) / 50, (leastMs - (last - first)) / 2);
      const from = isFair ? first - pad : weather.from - aroundMs;
      const to = isFair ? last + pad : weather.to + aroundMs;
      return {
        label: labelOf(account, zone),
        note: countsOf(account),
        ...{ from, to, ticks: ticksOf(from, to, zone) },
        marks: account.messages
          .map((one) => ({ at: momentOf(one), tone: tones[outcomeOf(one)] }))
          .filter(({ at }) => at >= from && at <= to),
        shade: isFair ? null : { from: weather.from, to: weather.to },
      };
    }),
    legend: [
      { tone: 'good', label: 'on time' },
      { tone: 'late', label: 'late' },
      { tone: 'held', label: 'held' },
      { tone: 'lost', label: 'missed' },
      { tone: 'doubt', label: 'in doubt' },
      { tone: 'still', label: 'frozen' },
    ],
  };
}

function labelOf({ weather }: Account, zone: string): string {
  return weather.trouble === null
    ? 'Fair weather'
    : `${spanOf(weather, zone)} ${troubleNames[weather.trouble]}`;
}
