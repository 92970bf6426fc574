/**
 * Pictures for the owner: what is to be seen, as figures and words, and who draws it. Drawn from data by us, shown to
 * nobody but the owner. Instants are ms.
 */
import type { FileRef } from './files.ts';

/** What a mark stands for; each has a shape and a colour of its own. */
export const tones = ['good', 'late', 'held', 'lost', 'doubt', 'still'] as const;
export type Tone = (typeof tones)[number];

export interface Legend {
  readonly tone: Tone;
  readonly label: string;
}

/** Marks on one line of time. */
export interface Strip {
  readonly label: string;
  /** Below it, in small. */
  readonly note: string;
  readonly from: number;
  readonly to: number;
  readonly marks: readonly { readonly at: number; readonly tone: Tone }[];
  /** A time in which something was wrong. */
  readonly shade: { readonly from: number; readonly to: number } | null;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export interface StripPicture {
  readonly kind: 'strips';
  readonly title: string;
  readonly subtitle: string;
  readonly strips: readonly Strip[];
  readonly legend: readonly Legend[];
}

/** Counts beside one another, each in layers. */
export interface BarPicture {
  readonly kind: 'bars';
  readonly title: string;
  readonly subtitle: string;
  readonly bars: readonly {
    readonly label: string;
    readonly layers: readonly { readonly tone: Tone; readonly count: number }[];
  }[];
  readonly legend: readonly Legend[];
  /** Lines of text below. */
  readonly footer: readonly string[];
}

export type Picture = StripPicture | BarPicture;
export type Theme = 'light' | 'dark';

export interface Painter {
  /** A document without a script and without anything to fetch, as PNG; null where it could not be drawn. Never rejects. */
  paint(document: string, widthPx: number): Promise<Uint8Array | null>;
}

export type Painted =
  | { readonly kind: 'painted'; readonly file: FileRef }
  /** A message is due within the minute, and drawing takes a good part of a small machine. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed' };

/** `name`: what the picture is of, one word; `from`: the bare id of the command that wanted it. */
export type Paint = (picture: Picture, name: string, from: string) => Promise<Painted>;
