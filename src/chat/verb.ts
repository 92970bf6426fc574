/**
 * The first word of a command. `/`, `!` and the full-width ones that Asian keyboards make are prefixes, with or without
 * a space behind them; the verb is read in any case and width. `/stop` is recognised before any of this, by exact match.
 */
import { distance, fold } from './fold.ts';
import { normalise } from './normalise.ts';

/** What is known of a command here; a `CommandDefinition` is one. */
export interface Verb {
  readonly name: string;
  readonly aliases: readonly string[];
}

export type VerbReading =
  /** Not a command: it has no prefix. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'verb';
      readonly name: string;
      /**
       * The rest of line 1, without spaces before it. Those behind it are kept, since the text of a command begins on
       * this line and is sent byte for byte.
       */
      readonly head: string;
      /** Everything below line 1, byte for byte; null where there is only one line. */
      readonly below: string | null;
    }
  | {
      readonly kind: 'unknown';
      /** As typed; empty where a prefix stands alone. */
      readonly typed: string;
      /** The whole command with the nearest verb in its place; null where none is near. */
      readonly corrected: string | null;
    };

const invisible = '[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]';
const blank = `(?:[^\\S\\r\\n]|${invisible})*`;
const prefix = new RegExp(`^(?:\\s|${invisible})*[/!\\uff0f\\uff01]${blank}`);
/** A full stop or an exclamation mark right behind the verb is dictation's; a colon or a comma belongs to the head. */
const word = new RegExp(
  `^([?\\uff1f]|[\\p{L}\\p{M}\\p{N}_-]*)(?:[.!\\u2026\\u3002\\uff01]+(?=\\s|$))?${blank}`,
  'u',
);

/** A prefix with a word or a sign behind it, so that the bot is spoken to. */
export function hasPrefix(text: string): boolean {
  return prefix.test(text);
}

/** With room for the marks that keyboards put around a word. */
const longestStop = 100;

/** `/stop`, `stop`, `STOP!`, 🛑, and nothing else. */
export function isStop(text: string): boolean {
  const bare = text.trim();
  // Every note to oneself comes by here: no blanks and marks make one word so long.
  if (bare.length > longestStop) return false;
  const line = normalise(bare).normalize('NFKC').toLowerCase();
  return /^(?:[/!] ?)?(?:stop|\u{1f6d1}\ufe0f?) ?[.!\u2026\u3002]*$/u.test(line);
}

export function readVerb(text: string, verbs: readonly Verb[]): VerbReading {
  const before = prefix.exec(text)?.[0];
  if (before === undefined) return { kind: 'none' };
  const [whole = '', typed = ''] = word.exec(text.slice(before.length)) ?? [];
  const rest = text.slice(before.length + whole.length);
  const wanted = fold(typed);
  const verb = verbs.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
  if (verb !== undefined) {
    const end = rest.indexOf('\n');
    const head = end === -1 ? rest : rest.slice(0, end);
    return { kind: 'verb', name: verb.name, head, below: end === -1 ? null : rest.slice(end + 1) };
  }
  const near = nearestVerb(wanted, verbs);
  return { kind: 'unknown', typed, corrected: near === null ? null : `/${near} ${rest}`.trimEnd() };
}

/** The verb within two slips of the fingers, or the one that is being abbreviated; never one that is twice as far off. */
export function nearestVerb(typed: string, verbs: readonly Verb[]): string | null {
  if (typed.length < 2) return null;
  const abbreviated = verbs.filter(({ name }) => typed.length >= 3 && name.startsWith(typed));
  if (abbreviated.length === 1) return abbreviated[0]?.name ?? null;
  const limit = typed.length < 5 ? 1 : 2;
  const ranked = verbs
    .flatMap(({ name, aliases }) =>
      [name, ...aliases.filter((alias) => alias.length > 2)].map((word) => ({
        name,
        slips: distance(typed, word, limit),
      })),
    )
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.name ?? null;
}
