/** Lines of time, one below the other, each with its marks where they fall. */
import type { Strip, StripPicture } from '../core/picture.ts';
import { box, words } from './markup.ts';
import { type Drawn, marginPx, widthPx } from './sheet.ts';
import { type Colours, mark } from './theme.ts';

const trackPx = widthPx - 2 * marginPx;
const labelPx = 36;
const bandPx = 34;
const notePx = 34;
const ticksPx = 30;
const gapPx = 22;
/** More than these on one line cover one another anyway: they are thinned out evenly, and every other tone is kept. */
const mostMarks = 400;

export function drawStrips({ strips }: StripPicture, top: number, colours: Colours): Drawn {
  const markup: string[] = [];
  let y = top;
  for (const strip of strips) {
    const { height, markup: drawn } = drawStrip(strip, y, colours);
    markup.push(drawn);
    y += height + gapPx;
  }
  return { markup: markup.join(''), height: y - top };
}

function drawStrip(strip: Strip, top: number, colours: Colours): Drawn {
  const spanMs = Math.max(1, strip.to - strip.from);
  const xOf = (at: number): number =>
    marginPx + trackPx * Math.min(1, Math.max(0, (at - strip.from) / spanMs));
  const band = top + labelPx;
  const middle = band + bandPx / 2;
  const parts = [
    words(strip.label, { x: marginPx, y: top + 24, size: 26, colour: colours.ink, bold: true, most: 44 }),
    box({ x: marginPx, y: band, width: trackPx, height: bandPx }, colours.track, 6),
  ];
  if (strip.shade !== null) {
    const x = xOf(strip.shade.from);
    const width = Math.max(3, xOf(strip.shade.to) - x);
    parts.push(box({ x, y: band, width, height: bandPx }, colours.shade));
  }
  for (const { at, label } of strip.ticks) {
    const x = xOf(at);
    parts.push(box({ x: x - 1, y: band + bandPx, width: 2, height: 6 }, colours.quiet));
    const anchor = x < marginPx + 20 ? 'start' : x > marginPx + trackPx - 20 ? 'end' : 'middle';
    parts.push(words(label, { x, y: band + bandPx + 28, size: 22, colour: colours.quiet, anchor, most: 12 }));
  }
  for (const { at, tone } of thinned(strip.marks)) parts.push(mark(tone, xOf(at), middle, 9, colours));
  const below = band + bandPx + (strip.ticks.length > 0 ? ticksPx : 0);
  if (strip.note !== '')
    parts.push(words(strip.note, { x: marginPx, y: below + 26, size: 24, colour: colours.quiet, most: 46 }));
  return { markup: parts.join(''), height: below + (strip.note === '' ? 0 : notePx) - top };
}

/** What went well lies below what did not. */
function thinned(marks: Strip['marks']): Strip['marks'] {
  const step = Math.ceil(marks.length / mostMarks);
  const good = marks.filter(({ tone }) => tone === 'good').filter((_, place) => place % step === 0);
  return [...good, ...marks.filter(({ tone }) => tone !== 'good')];
}
