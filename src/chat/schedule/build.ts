/**
 * From the words of a /schedule to a draft: the head read by its grammar, each name looked up, the when read by the
 * rules of time. Nothing is armed here; what cannot be settled by a choice is refused with an example that works.
 */
import { readWhen } from '../../core/time/parse.ts';
import type { When, WhenInput } from '../../core/time/when.ts';
import type { Found } from '../address-book.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { readHead } from '../head.ts';
import type { HeadAsk, HeadReading } from '../head-answer.ts';
import { excerpt } from '../naming.ts';
import type { RecipientDraft, ScheduleDraft, WhenDraft } from '../question.ts';
import { closedText } from '../recipient-text.ts';
import { bySentence } from '../sentence.ts';
import { timesAt } from '../times.ts';
import { everyInstead } from './every-instead.ts';
import { everyExample, refuseRule, rulesAt, withRule } from './repeat.ts';

export type Built =
  | { readonly kind: 'draft'; readonly draft: ScheduleDraft }
  | { readonly kind: 'refuse'; readonly text: string };

const example = '/schedule tomorrow 9:00 to Mum: hello';

export async function buildSchedule(
  context: CommandContext,
  input: CommandInput,
  zone: string,
  more: Pick<ScheduleDraft, 'every' | 'reminds'> = {},
): Promise<Built> {
  const saidAt = context.command.at;
  const { locale } = context;
  const head = readHead({
    line: input.head,
    below: input.below,
    contacts: await context.book.names(),
    times:
      more.every === true ? rulesAt({ now: saidAt, zone, locale }) : timesAt({ now: saidAt, zone, locale }),
  });
  const empty: ScheduleDraft = {
    kind: 'schedule',
    commandWaId: context.command.waId,
    saidAt,
    readings: [],
    when: null,
    recipients: null,
    parts: null,
    notes: [],
    chosen: false,
    confirmed: false,
    doubts: [],
    editOf: context.editOf,
    ...more,
  };
  switch (head.kind) {
    case 'refuse':
      return refuse(head.text, more.every === true ? everyExample : head.example);
    case 'head':
      return buildReading(context, empty, head, zone);
    case 'ask': {
      if (head.reason === 'nothing') return refuse(head.text, more.every === true ? everyExample : example);
      if (more.every === true && head.reason === 'when_not_read')
        return refuseRule(`I cannot read ${excerpt(head.read.when ?? '', 32)} as a rule.`);
      const read = (phrase: string): When => readWhen({ phrase, now: saidAt, zone, locale });
      const never = more.every === true ? null : refusedInEvery(head, read, { now: saidAt, zone, locale });
      if (never !== null) return never;
      // A file needs no text.
      if (head.reason === 'no_text' && context.command.file !== null)
        return buildReading(context, empty, head.read, zone);
      if (head.choices.length > 0)
        return { kind: 'draft', draft: { ...empty, readings: head.choices, notes: [head.text] } };
      const { when } = head.read;
      // The rules of time name the words that they do not understand, and what these may have been.
      if (head.reason === 'when_not_read' && when !== null && read(when).kind === 'ask')
        return buildReading(context, empty, head.read, zone);
      const certain = head.reason === 'when_not_read' ? { ...head.read, when: null } : head.read;
      return buildReading(context, { ...empty, notes: [head.text] }, certain, zone);
    }
    default:
      return head satisfies never;
  }
}

/** A time that can never be, whichever reading is meant: nothing is asked about it. */
function refusedInEvery(
  { choices, read: plainest }: HeadAsk,
  read: (phrase: string) => When,
  reference: Omit<WhenInput, 'phrase'>,
): Built | null {
  const readings = choices.length === 0 ? [plainest] : choices.map(({ reading }) => reading);
  const refusals = readings.flatMap((reading): Built[] => {
    const { when } = reading;
    const outcome = when === null ? null : read(when);
    const never = when !== null && outcome?.kind === 'refuse' && outcome.suggestion === undefined;
    return never ? [insteadOf(outcome, reading, reference) ?? refuseWhen(outcome, when)] : [];
  });
  return refusals.length === readings.length ? (refusals[0] ?? null) : null;
}

/** Looks up what one reading of the head says. */
export async function buildReading(
  context: CommandContext,
  draft: ScheduleDraft,
  reading: HeadReading,
  zone: string,
): Promise<Built> {
  const recipients: RecipientDraft[] = [];
  const seen = new Set<string>();
  let twice = reading.notes.includes('same_twice');
  for (const typed of reading.recipients) {
    const found = await findRecipient(context, typed);
    if (typeof found === 'string') return { kind: 'refuse', text: found };
    if (found.kind === 'chat' && seen.has(found.chat.chatId)) {
      twice = true;
      continue;
    }
    if (found.kind === 'chat') seen.add(found.chat.chatId);
    recipients.push(found);
  }
  const next: ScheduleDraft = {
    ...draft,
    readings: [],
    recipients: recipients.length === 0 ? null : recipients,
    parts: reading.parts.length === 0 ? null : reading.parts,
    notes: twice ? [...draft.notes, 'The same chat stood twice; it counts once.'] : draft.notes,
  };
  if (reading.when === null) return { kind: 'draft', draft: next };
  if (next.every === true) return withRule(context, next, reading.when, zone);
  const reference = { now: draft.saidAt, zone, locale: context.locale };
  const when = readWhen({ ...reference, phrase: reading.when });
  return insteadOf(when, reading, reference) ?? withWhen(next, reading.when, when, zone);
}

/** A rule in the place of a time, as the command that takes one; null where the when is anything else. */
function insteadOf(when: When, reading: HeadReading, reference: Omit<WhenInput, 'phrase'>): Built | null {
  if (when.kind !== 'refuse' || when.reason !== 'recurring') return null;
  const text = everyInstead(reading, reference);
  return text === null ? null : { kind: 'refuse', text };
}

/** The draft with what the when turned out to be; past words become the next sensible moment behind a yes. */
export function withWhen(draft: ScheduleDraft, phrase: string, when: When, zone: string): Built {
  const set = (value: WhenDraft, ...doubts: readonly string[]): Built => ({
    kind: 'draft',
    draft: { ...draft, when: value, doubts: [...draft.doubts, ...doubts] },
  });
  switch (when.kind) {
    case 'at':
      return set({ kind: 'at', at: when.at, zone: when.zone, notes: when.notes });
    case 'ask':
      return set({
        kind: 'choices',
        text: when.text,
        phrase: when.nearest ?? phrase,
        zone: when.zone,
        choices: when.choices,
      });
    case 'refuse':
      if (when.suggestion === undefined) return refuseWhen(when, phrase, draft.moves);
      return set({ kind: 'at', at: when.suggestion.at, zone, notes: [] }, `${when.text}\nThis instead?`);
    default:
      return when satisfies never;
  }
}

/** The recipient, or the sentence of a refusal. */
export async function findRecipient(
  context: CommandContext,
  typed: string,
): Promise<RecipientDraft | string> {
  return recipientOf(await context.book.find(typed, context.locale), typed);
}

/** What was found as a recipient, or the sentence of a refusal. */
export function recipientOf(found: Found, typed: string): RecipientDraft | string {
  switch (found.kind) {
    case 'chat':
      return { kind: 'chat', typed, chat: found.chat, learn: false };
    case 'choices':
      return { ...found, typed };
    case 'none':
      if (found.nearest.length > 0)
        return { kind: 'choices', typed, chats: found.nearest, more: 0, learn: false, changed: false };
      return `🚫 Nothing scheduled: I find no ${excerpt(typed, 32)}.\nWrite the name as in your contacts,\nor the number, like +447700900002.`;
    case 'not_on_whatsapp':
      return `🚫 Nothing scheduled:\n${excerpt(found.name, 32)} is not on WhatsApp.\nWrite another number, like +447700900002.`;
    case 'left_group':
    case 'read_only':
    case 'blocked':
      return closedText({ kind: found.kind, name: found.name });
    case 'unable':
      return '🚫 Nothing scheduled: this WhatsApp Web\ncannot look numbers up any more.\nWrite the name as in your contacts.';
    case 'nameless':
      return '🚫 Nothing scheduled: this WhatsApp Web\ntells me no names. A number still works:\nwrite it like +447700900002.';
    case 'unreachable':
      return '🚫 Nothing scheduled: WhatsApp did not\nanswer when I looked up the recipient.\nPlease send it again in a minute. /status';
    default:
      return found satisfies never;
  }
}

type Refused = Extract<When, { kind: 'refuse' }>;

function refuseWhen(when: Refused, phrase: string, moves?: number): Built {
  if (when.reason === 'recurring' && moves === undefined)
    return refuse(`"${phrase}" comes again and again. That is a series.`, everyExample);
  return refuse(when.text, moves === undefined ? example : `#${moves} move tomorrow 9:00`);
}

function refuse(text: string, example: string): Built {
  const sentence = `🚫 Nothing scheduled: ${lowerFirst(text)}`;
  return { kind: 'refuse', text: `${bySentence(sentence)}\nTry: ${example}` };
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) && !/^I[ ']/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
