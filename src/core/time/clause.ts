/**
 * The cheapest way of covering a whole phrase with readings. Every token must belong to one; what belongs to none is
 * unread, and costs so much that it is left only where nothing reads it.
 */
import { clocksAt } from './clock.ts';
import { anchorsAt, daysAt, partsAt } from './day.ts';
import { longestPlace, offsetZone, zoneNamed } from './place.ts';
import type { Item, Match } from './said.ts';
import { spansAt } from './span.ts';
import { between, isWord, type Text, wordAt } from './text.ts';
import type { PlainWord } from './word.ts';

const unreadCost = 100;
const repeatable: ReadonlySet<PlainWord> = new Set([
  ...(['second', 'minute', 'hour', 'day', 'week', 'fortnight', 'month', 'year', 'weekend'] as const),
  ...(['morning', 'afternoon', 'evening', 'night', 'noon', 'midnight'] as const),
]);

/** What the phrase says, in its own order. */
export function itemsOf(text: Text): readonly Item[] {
  const { tokens } = text;
  const best: { readonly cost: number; readonly match: Match }[] = [];
  for (let i = tokens.length - 1; i >= 0; i--) {
    for (const match of [...matchesAt(text, i), unread(text, i)]) {
      const cost = match.cost + (best[match.to]?.cost ?? 0);
      const standing = best[i];
      if (standing === undefined || cost < standing.cost) best[i] = { cost, match };
    }
  }
  const items: Item[] = [];
  for (let i = 0; i < tokens.length; ) {
    const match = (best[i] as { readonly match: Match }).match;
    items.push(...match.items);
    i = match.to;
  }
  return items;
}

function matchesAt(text: Text, i: number): readonly Match[] {
  return [
    ...daysAt(text, i),
    ...spansAt(text, i, anchorsAt),
    ...clocksAt(text, i),
    ...dotted(text, i),
    ...partsAt(text, i),
    ...zonesAt(text, i),
    ...single(text, i),
  ];
}

/** `10.12` as a date; the caller reads the phrase both ways and decides. */
function dotted(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  if (token?.kind !== 'clock' || text.dottedDate !== i) return [];
  const [day, month] = [token.hour, token.minute];
  if (day < 1 || day > 31 || month < 1 || month > 12) return [];
  return [
    {
      to: i + 1,
      items: [{ kind: 'day', day: { kind: 'date', year: null, month, day, named: false } }],
      cost: 1.5,
    },
  ];
}

function zonesAt(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  if (token?.kind === 'offset') {
    const zone = { zones: [offsetZone(token.minutes)], promised: null };
    return [{ to: i + 1, items: [{ kind: 'zone', zone }], cost: 1 }];
  }
  // A zone stands behind what it belongs to; before it, a name is a name.
  const start = isWord(text, i, 'in') ? i + 1 : i;
  if (i === 0) return [];
  const found: Match[] = [];
  for (let to = start + 1; to <= Math.min(start + longestPlace * 2, text.tokens.length); to++) {
    const name = between(text, start, to);
    const zone = /^[\p{L}/_ .'+-]+$/u.test(name) ? zoneNamed(name.replace(/[.]+$/, '')) : null;
    if (zone === null) continue;
    const end = isWord(text, to, 'time') ? to + 1 : to;
    found.push({ to: end, items: [{ kind: 'zone', zone }], cost: 3 });
  }
  return found;
}

function single(text: Text, i: number): readonly Match[] {
  const token = text.tokens[i];
  const one = (item: Item, cost = 1): readonly Match[] => [{ to: i + 1, items: [item], cost }];
  if (token?.kind === 'mark') {
    if (token.mark === ',' || token.mark === '@' || token.mark === ';') return one({ kind: 'glue' }, 0.1);
    if (token.mark === '-') return one({ kind: 'dash' });
    if (token.mark === '.' && i === text.tokens.length - 1) return one({ kind: 'glue' }, 0.1);
    return token.mark === '~' ? one({ kind: 'vague', word: '~' }) : [];
  }
  if (token?.kind !== 'word') return [];
  switch (token.word) {
    case 'at':
    case 'on':
    case 'the':
    case 'for':
    case 'filler':
      return one({ kind: 'glue' }, 0.1);
    case 'of':
      if (text.language === 'en') return isOwner(text, i) ? one({ kind: 'glue' }, 0.5) : [];
      return one(
        opensRange(text, i) ? { kind: 'range', word: between(text, i, i + 1) } : { kind: 'glue' },
        0.5,
      );
    case 'hour':
      return text.language !== 'en' && timed(text, i + 1) ? one({ kind: 'glue' }, 0.5) : [];
    case 'sametime':
      return one({ kind: 'same_time' });
    case 'now':
      return one({ kind: 'now' });
    case 'every':
      return [{ to: behindEvery(text, i + 1), items: [{ kind: 'every' }], cost: 1 }];
    case 'vague':
    case 'before':
    case 'after':
      return one({ kind: 'vague', word: between(text, i, i + 1) });
    case 'past':
      return text.language === 'en' ? [] : one({ kind: 'vague', word: between(text, i, i + 1) });
    case 'to':
      return text.language === 'en'
        ? one({ kind: 'range', word: between(text, i, i + 1) })
        : one({ kind: 'vague', word: between(text, i, i + 1) });
    case 'until':
    case 'between':
    case 'from':
      return one({ kind: 'range', word: between(text, i, i + 1) });
    case 'or':
      return one({ kind: 'or' });
    case 'and':
      return one({ kind: 'and' });
    default:
      return [];
  }
}

/** "every 2 hours", "every morning": what comes again is not read further here. */
function behindEvery(text: Text, i: number): number {
  const at =
    text.tokens[i]?.kind === 'number' || text.tokens[i]?.kind === 'ordinal' || isWord(text, i, 'the')
      ? i + 1
      : i;
  const word = wordAt(text, at);
  const unit = word !== null && repeatable.has(word);
  return unit || text.tokens[at]?.kind === 'weekday' ? at + 1 : i;
}

/** "tuesday of next week", "the evening of the 5th". */
function isOwner(text: Text, i: number): boolean {
  const before = wordAt(text, i - 1);
  const part = before === 'morning' || before === 'afternoon' || before === 'evening' || before === 'night';
  return part || text.tokens[i - 1]?.kind === 'weekday';
}

/** "de 9h à 10h", "de 9:00 a 10:00". */
function opensRange(text: Text, i: number): boolean {
  if (!timed(text, i + 1)) return false;
  return text.tokens.some((_, j) => j > i + 1 && isWord(text, j, 'at') && timed(text, j + 1));
}

function timed(text: Text, i: number): boolean {
  const kind = text.tokens[i]?.kind;
  return kind === 'number' || kind === 'clock' || kind === 'weekday';
}

function unread(text: Text, i: number): Match {
  return { to: i + 1, items: [{ kind: 'unread', text: between(text, i, i + 1) }], cost: unreadCost };
}
