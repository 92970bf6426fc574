/** Three weeks of outcomes as a picture: a bar for each day. */
import type { Outcomes } from '../core/outcomes.ts';
import type { BarPicture } from '../core/picture.ts';
import { monthName } from '../core/time/format.ts';
import { wallOf } from '../core/time/zone.ts';

/** `days`: from the first to today, each with the instant at which it began; `footer`: what is said below. */
export function statsPicture(
  days: readonly (Outcomes & { readonly from: number })[],
  zone: string,
  footer: readonly string[],
): BarPicture {
  const sent = days.reduce((sum, { counts }) => sum + (counts.sent ?? 0), 0);
  return {
    kind: 'bars',
    title: `What went, day by day`,
    subtitle: `${sent} sent in ${days.length} days`,
    bars: days.map(({ counts, from }) => {
      const { day, month } = wallOf(from, zone);
      return {
        label: `${day} ${monthName(month)}`,
        layers: [
          { tone: 'good', count: counts.sent ?? 0 },
          { tone: 'doubt', count: counts.in_doubt ?? 0 },
          { tone: 'held', count: counts.held ?? 0 },
          { tone: 'lost', count: (counts.missed ?? 0) + (counts.failed ?? 0) },
        ],
      };
    }),
    legend: [
      { tone: 'good', label: 'sent' },
      { tone: 'doubt', label: 'in doubt' },
      { tone: 'held', label: 'held' },
      { tone: 'lost', label: 'not sent' },
    ],
    footer,
  };
}
