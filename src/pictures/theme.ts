/** Colours and shapes. Both themes were looked at on a phone; a shape says what its colour says, for who sees none. */
import type { Theme, Tone } from '../core/picture.ts';
import { number } from './markup.ts';

export interface Colours {
  readonly ground: string;
  readonly ink: string;
  readonly quiet: string;
  readonly track: string;
  readonly shade: string;
  readonly tones: Readonly<Record<Tone, string>>;
}

export const themes: Readonly<Record<Theme, Colours>> = {
  light: {
    ground: '#ffffff',
    ink: '#15191c',
    quiet: '#54616a',
    track: '#e3e8eb',
    shade: '#f6d9d5',
    tones: {
      good: '#12783c',
      late: '#a35a00',
      held: '#4b4fc4',
      lost: '#bd1f1f',
      doubt: '#8a2f8f',
      still: '#5c6b75',
    },
  },
  dark: {
    ground: '#10181d',
    ink: '#eef2f4',
    quiet: '#a3b1b9',
    track: '#2b3a43',
    shade: '#5a2b2b',
    tones: {
      good: '#4cd07d',
      late: '#f2a33c',
      held: '#9a9dff',
      lost: '#ff7a70',
      doubt: '#e08be6',
      still: '#93a4ae',
    },
  },
};

/** The mark of this tone around a point. */
export function mark(tone: Tone, x: number, y: number, size: number, colours: Colours): string {
  const colour = colours.tones[tone];
  const path = (d: string): string => `<path d="${d}" fill="${colour}"/>`;
  const [left, right, top, bottom] = [x - size, x + size, y - size, y + size].map(number);
  switch (tone) {
    case 'good':
      return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(size)}" fill="${colour}"/>`;
    case 'late':
      return path(`M${number(x)} ${top}L${right} ${bottom}L${left} ${bottom}Z`);
    case 'held':
      return path(`M${left} ${top}H${right}V${bottom}H${left}Z`);
    case 'lost':
      return `<path d="M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}" stroke="${colour}" stroke-width="${number(size * 0.7)}"/>`;
    case 'doubt':
      return path(`M${number(x)} ${top}L${right} ${number(y)}L${number(x)} ${bottom}L${left} ${number(y)}Z`);
    case 'still':
      return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(size * 0.75)}" fill="none" stroke="${colour}" stroke-width="${number(size * 0.5)}"/>`;
    default:
      return tone satisfies never;
  }
}
