/** Markup from words: every text goes through `text`, and none of it can be anything but text. */

/** One line of text inside markup, cut at `most` characters. */
export function text(words: string, most: number): string {
  const line = words.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
  const letters = Array.from(line);
  const cut =
    letters.length <= most
      ? line
      : `${letters
          .slice(0, most - 1)
          .join('')
          .trimEnd()}…`;
  return cut
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A number inside markup; anything that is none would be our own fault. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error('picture: expected a finite number');
  return String(Math.round(value * 10) / 10);
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: true;
  /** Of characters. */
  readonly most: number;
}

/** A line of words at a place; right-to-left names keep to themselves. */
export function words(said: string, { x, y, size, colour, anchor = 'start', bold, most }: Placed): string {
  return `<text x="${number(x)}" y="${number(y)}" font-size="${number(size)}" fill="${colour}" text-anchor="${anchor}"${bold === true ? ' font-weight="600"' : ''} unicode-bidi="plaintext">${text(said, most)}</text>`;
}

export function box(
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: string,
  round = 0,
): string {
  return `<rect x="${number(at.x)}" y="${number(at.y)}" width="${number(at.width)}" height="${number(at.height)}" rx="${number(round)}" fill="${colour}"/>`;
}
