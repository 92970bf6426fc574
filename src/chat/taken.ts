/** One way of taking line 1: where it was cut, and what lies between the cuts. */
import { type Cut, cutHead } from './cut.ts';
import { type HeadReading, type HeadRefusal, refuse } from './head-answer.ts';
import { limits } from './limits.ts';
import type { Line } from './normalise.ts';
import type { Span } from './quotes.ts';
import { scanHead } from './separator.ts';
import { type HeadText, sliceOf } from './time-span.ts';
import type { Times } from './times.ts';
import { readWhom } from './whom.ts';

export interface Taken {
  readonly kind: 'taken';
  readonly line: Line;
  /** Line 1 up to the separator, and what nothing may cut in it. */
  readonly head: HeadText;
  readonly cut: Cut;
  readonly separator: number | null;
  readonly names: readonly string[];
  readonly notes: HeadReading['notes'];
  /** Every cut that was made, as spans of the line. */
  readonly cuts: readonly Span[];
}

function cutsOf(cut: Cut): Span[] {
  const cuts: Span[] = [];
  if ('to' in cut && cut.to !== null) cuts.push(cut.to);
  if (cut.kind === 'cut' && cut.order === 'name_first') {
    cuts.push({ start: cut.when.start, end: cut.when.start });
  }
  return cuts;
}

/** As many names as may be, each as long as it may be, and a time: what is longer was pasted without its colon. */
const longestHead = limits.recipients * (limits.nameCharacters + 2) + 2 * limits.whenCharacters;

/** `names` are spans of the line that count as if they were quoted. */
export function takeLine(line: Line, names: readonly Span[], times: Times): Taken | HeadRefusal {
  const scan = scanHead(line.text, names);
  if (scan.fault !== null) return refuse(scan.fault === 'torn' ? 'torn_quote' : 'unclosed_quote');
  const { separator } = scan;
  if ((separator ?? line.text.length) > longestHead) return refuse('name_too_long');
  const head = {
    text: line.text.slice(0, separator ?? line.text.length),
    whole: [...scan.quotes, ...names],
  };
  const cut = cutHead(head, times);
  const whom = 'whom' in cut ? readWhom(head.text, cut.whom, head.whole) : null;
  const marks = [...(separator === null ? [] : [separator]), ...(whom?.cuts ?? [])];
  return {
    kind: 'taken',
    line,
    head,
    cut,
    separator,
    names: whom?.names ?? [],
    notes: whom?.sameTwice === true ? ['same_twice'] : [],
    cuts: [...marks.map((at) => ({ start: at, end: at + 1 })), ...cutsOf(cut)],
  };
}

export function readingOf(taken: Taken, parts: readonly string[]): HeadReading {
  const { cut, head, names, notes } = taken;
  return { when: 'when' in cut ? sliceOf(head.text, cut.when) : null, recipients: names, parts, notes };
}

/**
 * The text as typed: behind the separator, after one blank at most, and on all lines below; without a separator the
 * lines below alone. Null where all of it is blank.
 */
export function textOf(
  taken: Taken,
  typed: { readonly line: string; readonly below: string | null },
): string | null {
  const at = taken.separator === null ? undefined : taken.line.typedAt[taken.separator];
  const rest = at === undefined ? '' : typed.line.slice(at + 1).replace(/^[^\S\r\n]/, '');
  if (rest.trim() === '') return typed.below === null || typed.below.trim() === '' ? null : typed.below;
  return typed.below === null ? rest : `${rest}\n${typed.below}`;
}
