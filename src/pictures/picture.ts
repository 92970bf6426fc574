/** A picture as a document of its own: drawn lines and words, no script, nothing to fetch. */
import type { Legend, Picture, Theme } from '../core/picture.ts';
import { drawBars } from './bars.ts';
import { box, number, words } from './markup.ts';
import { type Drawn, marginPx, widthPx } from './sheet.ts';
import { drawStrips } from './strips.ts';
import { type Colours, mark, themes } from './theme.ts';

const headPx = 128;

export function documentOf(picture: Picture, theme: Theme): string {
  const colours = themes[theme];
  const drawn =
    picture.kind === 'strips' ? drawStrips(picture, headPx, colours) : drawBars(picture, headPx, colours);
  const legend = drawLegend(picture.legend, headPx + drawn.height, colours);
  const height = headPx + drawn.height + legend.height + marginPx;
  const inside = [
    box({ x: 0, y: 0, width: widthPx, height }, colours.ground),
    words(picture.title, { x: marginPx, y: 62, size: 36, colour: colours.ink, bold: true, most: 34 }),
    words(picture.subtitle, { x: marginPx, y: 102, size: 25, colour: colours.quiet, most: 50 }),
    drawn.markup,
    legend.markup,
  ].join('');
  // The policy denies what the markup has none of, in case a browser should think otherwise.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>html,body{margin:0;background:${colours.ground}}svg{display:block}text{font-family:system-ui,"Noto Sans","DejaVu Sans",sans-serif}</style></head><body><svg xmlns="http://www.w3.org/2000/svg" width="${number(widthPx)}" height="${number(height)}" viewBox="0 0 ${number(widthPx)} ${number(height)}">${inside}</svg></body></html>`;
}

const entryPx = 216;
const perRow = 3;
const rowPx = 42;

function drawLegend(legend: readonly Legend[], top: number, colours: Colours): Drawn {
  const markup = legend.map(({ tone, label }, place) => {
    const x = marginPx + (place % perRow) * entryPx;
    const y = top + 40 + Math.floor(place / perRow) * rowPx;
    const said = words(label, { x: x + 26, y: y + 8, size: 24, colour: colours.ink, most: 14 });
    return `${mark(tone, x + 9, y, 9, colours)}${said}`;
  });
  return { markup: markup.join(''), height: 20 + Math.ceil(legend.length / perRow) * rowPx };
}
