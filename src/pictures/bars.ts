/** Counts beside one another: bars in layers, with the greatest count written at its height. */
import type { BarPicture } from '../core/picture.ts';
import { box, words } from './markup.ts';
import { type Drawn, marginPx, widthPx } from './sheet.ts';
import type { Colours } from './theme.ts';

const heightPx = 300;
const axisPx = 44;
const linePx = 36;
/** A label wants this much room; where bars are closer only some bear one. */
const labelPx = 90;

export function drawBars({ bars, footer }: BarPicture, top: number, colours: Colours): Drawn {
  const totals = bars.map(({ layers }) => layers.reduce((sum, { count }) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const room = (widthPx - 2 * marginPx) / Math.max(1, bars.length);
  const width = Math.min(60, room * 0.72);
  const bottom = top + 34 + heightPx;
  const every = Math.max(1, Math.ceil(labelPx / room));
  const parts = [box({ x: marginPx, y: bottom, width: widthPx - 2 * marginPx, height: 2 }, colours.quiet)];
  bars.forEach(({ label, layers }, place) => {
    const middle = marginPx + room * (place + 0.5);
    let y = bottom;
    for (const { tone, count } of layers) {
      // One of a thousand is still to be seen.
      const height = count === 0 ? 0 : Math.max(4, (heightPx * count) / most);
      y -= height;
      parts.push(box({ x: middle - width / 2, y, width, height }, colours.tones[tone]));
    }
    const total = totals[place] ?? 0;
    if (total === most)
      parts.push(
        words(String(total), {
          x: middle,
          y: y - 10,
          size: 24,
          colour: colours.ink,
          anchor: 'middle',
          most: 8,
        }),
      );
    if ((bars.length - 1 - place) % every === 0)
      parts.push(
        words(label, {
          x: middle,
          y: bottom + 32,
          size: 22,
          colour: colours.quiet,
          anchor: 'middle',
          most: 8,
        }),
      );
  });
  footer.forEach((line, place) => {
    const y = bottom + axisPx + 30 + place * linePx;
    parts.push(words(line, { x: marginPx, y, size: 24, colour: colours.ink, most: 52 }));
  });
  const height = 34 + heightPx + axisPx + (footer.length === 0 ? 0 : 14 + footer.length * linePx);
  return { markup: parts.join(''), height };
}
