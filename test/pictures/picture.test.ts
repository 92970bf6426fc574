/** What a picture is as a document: shapes, and words that can only be words. */
import { describe, expect, test } from 'vitest';
import type { BarPicture, Picture, StripPicture, Theme } from '../../src/core/picture.ts';
import { tones } from '../../src/core/picture.ts';
import { documentOf } from '../../src/pictures/picture.ts';
import { themes } from '../../src/pictures/theme.ts';

const hour = 3_600_000;
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'/><foreignObject>&lt;",
  ']]><style>*{background:url(http://x.test)}</style>',
  '\u202Egnp.exe',
];

function strips(label: string, more: Partial<StripPicture> = {}): StripPicture {
  return {
    kind: 'strips',
    title: label,
    subtitle: label,
    strips: [
      {
        ...{ label, note: label, from: 0, to: 10 * hour },
        marks: tones.map((tone, place) => ({ at: place * hour, tone })),
        shade: { from: 2 * hour, to: 3 * hour },
        ticks: [{ at: 0, label }],
      },
    ],
    legend: tones.map((tone) => ({ tone, label })),
    ...more,
  };
}

function bars(label: string): BarPicture {
  return {
    kind: 'bars',
    title: label,
    subtitle: label,
    bars: [{ label, layers: tones.map((tone, place) => ({ tone, count: place })) }],
    legend: [{ tone: 'good', label }],
    footer: [label],
  };
}

const pictures = (label: string): readonly Picture[] => [strips(label), bars(label)];

/** The names of all elements, and every attribute that could fetch or run something. */
function elements(document: string): readonly string[] {
  return [...new Set([...document.matchAll(/<\/?([a-zA-Z!][\w-]*)/g)].map(([, name]) => name ?? ''))].sort();
}

describe('a picture', () => {
  test.each(hostile)('cannot be told anything but words: %s', (words) => {
    for (const picture of pictures(words)) {
      const document = documentOf(picture, 'light');
      expect(elements(document)).toEqual(
        elements(
          documentOf({ ...picture, ...pictures('x')[picture.kind === 'strips' ? 0 : 1] } as Picture, 'light'),
        ),
      );
      expect(document).not.toMatch(/[\u202A-\u202E]/);
      // Words stand between tags, never inside one.
      for (const [tag] of document.matchAll(/<[^>]*>/g)) {
        expect(tag).not.toMatch(/alert|\son\w+=|\s(?:src|href|xlink)[=:]|url\(/i);
      }
    }
  });

  test.each(['light', 'dark'] as const)(
    'in %s bears the colours of its theme and a shape for every tone',
    (theme: Theme) => {
      const document = documentOf(strips('x'), theme);
      expect(document).toContain(`fill="${themes[theme].ground}"`);
      for (const tone of tones) expect(document).toContain(themes[theme].tones[tone]);
    },
  );

  test.each(['light', 'dark'] as const)(
    'in %s can be read: each colour stands out from its ground',
    (theme: Theme) => {
      const { ground, ink, quiet, track, tones: colours } = themes[theme];
      expect(contrast(ink, ground)).toBeGreaterThan(12);
      expect(contrast(quiet, ground)).toBeGreaterThan(4.5);
      for (const colour of Object.values(colours)) {
        expect(contrast(colour, ground)).toBeGreaterThan(4.5);
        expect(contrast(colour, track)).toBeGreaterThan(3);
      }
    },
  );

  test('cuts long words, so that none runs over another', () => {
    const document = documentOf(strips('long '.repeat(100)), 'light');
    for (const [, words] of document.matchAll(/<text[^>]*>([^<]*)</g))
      expect((words ?? '').length).toBeLessThan(60);
  });

  test('of ten thousand marks is no larger than one of a few hundred, and keeps all that went wrong', () => {
    const [strip] = strips('x').strips;
    if (strip === undefined) throw new Error('no strip');
    const marks = Array.from({ length: 10_000 }, (_, place) => ({
      at: place * 3_600,
      tone: place % 1_000 === 0 ? ('lost' as const) : ('good' as const),
    }));
    const document = documentOf(strips('x', { strips: [{ ...strip, marks }] }), 'light');
    expect(document.length).toBeLessThan(100_000);
    expect(document.split(`stroke="${themes.light.tones.lost}"`).length - 1).toBe(10 + 1);
  });

  test('refuses a number that is none, instead of writing it down', () => {
    const [strip] = strips('x').strips;
    if (strip === undefined) throw new Error('no strip');
    expect(() => documentOf(strips('x', { strips: [{ ...strip, from: Number.NaN }] }), 'light')).toThrow(
      'expected a finite number',
    );
  });

  test('of nothing is still a picture', () => {
    const empty: Picture = { ...bars('x'), bars: [], footer: [] };
    expect(documentOf(empty, 'dark')).toMatch(/^<!doctype html>.*<\/html>$/);
  });
});

/** By WCAG 2: of two colours `#rrggbb`. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((place) => {
    const value = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
