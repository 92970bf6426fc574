/**
 * One line through everything that reads words and touches nothing: the tokenizer, the parser of heads, times, rules,
 * answers and selections. What comes out must be sound, whatever went in.
 */
import { readAliasWords } from '../../src/chat/alias-words.ts';
import { isUnclearVerb, readAnswer } from '../../src/chat/answer.ts';
import { readHead } from '../../src/chat/head.ts';
import { rulesAt } from '../../src/chat/schedule/repeat.ts';
import { readSelection } from '../../src/chat/selection.ts';
import { hasPrefix, isStop } from '../../src/chat/verb.ts';
import { parseCommand } from '../../src/cli/parse.ts';
import { readRule } from '../../src/core/recurrence/read.ts';
import { completeWhen, readWhen } from '../../src/core/time/parse.ts';
import type { When } from '../../src/core/time/when.ts';

export interface Reference {
  readonly now: number;
  readonly zone: string;
  readonly locale: string;
}

export const contacts = [
  'Mum',
  'Anna',
  'Chris Jones',
  'Chris Evans',
  'Bob: work',
  'Smith, John',
  "O'Brien",
  'Family',
];

/** Nothing is scheduled further ahead, with room for a leap year and a zone. */
const farthestMs = (2 * 366 + 2) * 24 * 60 * 60_000;

export const references: readonly Reference[] = [
  ['2026-11-24T12:00:00Z', 'Europe/London', 'en-GB'],
  ['2026-12-31T23:59:30Z', 'America/New_York', 'en-US'],
  ['2026-03-29T00:59:00Z', 'Europe/Berlin', 'de-DE'],
  ['2028-02-29T11:00:00Z', 'Europe/Paris', 'fr-FR'],
  ['2026-10-03T15:29:00Z', 'Australia/Lord_Howe', 'es-ES'],
  ['2026-11-01T05:59:59Z', 'America/Sao_Paulo', 'pt-BR'],
  ['2011-12-29T09:59:00Z', 'Pacific/Apia', 'en-NZ'],
].map(([now = '', zone = '', locale = '']) => ({ now: Date.parse(now), zone, locale }));

/** Verbs behind which a rule stands. */
const series = /^\P{L}*(?:every|each|repeat)/iu;

/** Throws where a reader throws, or says what cannot be. */
export function readEverything(line: string, reference: Reference): void {
  const head = line.replace(/^\P{L}*\p{L}*\s*/u, '');
  hasPrefix(line);
  isStop(line);
  isUnclearVerb(line);
  readAnswer(line);
  readSelection(head);
  // Longer words of a command without a text never come there.
  if (head.length <= 3_000) readAliasWords(head, reference.locale);
  const [first = '', ...rest] = head.split('\n');
  if (series.test(line)) {
    const below = rest.length === 0 ? null : rest.join('\n');
    const read = readHead({ line: first, below, contacts, times: rulesAt(reference) });
    if (read.kind === 'head') literal(read.parts, line);
    const rule = readRule({ phrase: read.kind === 'head' ? read.when : head, ...reference });
    if (rule.kind === 'rule' && !(rule.first.at > reference.now))
      throw new Error(`a series that began at ${rule.first.at}, before it was said`);
    return;
  }
  const answer = parseCommand({ command: line, contacts, reference });
  if ('name' in answer && Array.isArray(answer.parts)) literal(answer.parts, line);
  sound(readWhen({ phrase: head, ...reference }), reference);
  sound(completeWhen({ phrase: 'tomorrow', ...reference }, line), reference);
}

/** A text is sent byte for byte: but for dividers and what escapes them, each of its lines stands in what was written. */
function literal(parts: readonly unknown[], line: string): void {
  for (const part of parts)
    for (const one of String(part).split('\n'))
      if (!line.includes(one)) throw new Error(`a text that nobody wrote: ${JSON.stringify(one)}`);
}

function sound(when: When, { now }: Reference): void {
  const instants =
    when.kind === 'at' ? [when.at] : when.kind === 'ask' ? when.choices.map(({ at }) => at) : [];
  for (const at of instants)
    if (!Number.isFinite(at) || at < now || at > now + farthestMs)
      throw new Error(`an instant out of reach: ${at}, said at ${now}`);
}
