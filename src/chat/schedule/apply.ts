/** An answer to a /schedule that waits: a choice, a yes, or the words that were missing. */
import { completeWhen, readWhen } from '../../core/time/parse.ts';
import type { AnswerText } from '../answer.ts';
import { type CommandContext, type Decision, decide, say } from '../command.ts';
import { readParts } from '../parts.ts';
import type { RecipientDraft, ScheduleDraft } from '../question.ts';
import { type Built, buildReading, findRecipient, withWhen } from './build.ts';
import { proceed } from './proceed.ts';
import { wholeOf } from './whole.ts';

/** Null when the answer does not fit this question: it is then a note, or is answered by the caller. */
export async function applyAnswer(
  context: CommandContext,
  draft: ScheduleDraft,
  answer: AnswerText,
  zone: string,
): Promise<Decision | null> {
  const { ground } = context;
  if (answer.kind === 'no')
    return decide(ground, () => ({ text: '🚫 Not scheduled. Nothing will be sent.' }));
  const built = await applied(context, draft, answer, zone);
  if (built === null) return null;
  return built.kind === 'refuse' ? say(ground, built.text) : proceed(context, built.draft, zone);
}

async function applied(
  context: CommandContext,
  draft: ScheduleDraft,
  answer: AnswerText,
  zone: string,
): Promise<Built | null> {
  if (draft.readings.length > 0) return chooseReading(context, draft, answer, zone);
  switch (answer.kind) {
    case 'yes':
      return wholeOf(draft) === null
        ? chooseOnly(draft)
        : { kind: 'draft', draft: { ...draft, confirmed: true } };
    case 'picks':
      return pick(draft, answer) ?? (await said(context, draft, spelled(answer), zone));
    case 'words':
      return said(context, draft, answer.text, zone);
    case 'verbs':
    case 'no':
      return null;
    default:
      return answer satisfies never;
  }
}

function chooseReading(
  context: CommandContext,
  draft: ScheduleDraft,
  answer: AnswerText,
  zone: string,
): Promise<Built> | null {
  const place =
    answer.kind === 'picks'
      ? answer.numbers[0]
      : answer.kind === 'yes' && draft.readings.length === 1
        ? 0
        : undefined;
  const chosen = place === undefined ? undefined : draft.readings[place];
  return chosen === undefined ? null : buildReading(context, { ...draft, notes: [] }, chosen.reading, zone);
}

/** "yes" where there is one choice left. */
function chooseOnly(draft: ScheduleDraft): Built | null {
  const open = (draft.recipients ?? []).filter((recipient) => recipient.kind === 'choices');
  const choices = draft.when?.kind === 'choices' ? draft.when.choices : [];
  if (open.length === 1 && open[0]?.chats.length === 1 && choices.length === 0)
    return pick(draft, { kind: 'picks', numbers: [0], letters: [] });
  if (open.length === 0 && choices.length === 1)
    return pick(draft, { kind: 'picks', numbers: [0], letters: [] });
  return null;
}

/** Numbers choose recipients, counted through all of them; letters choose the time, or numbers where no name is open. */
function pick(draft: ScheduleDraft, answer: Extract<AnswerText, { kind: 'picks' }>): Built | null {
  const open = (draft.recipients ?? []).some((recipient) => recipient.kind === 'choices');
  const used = new Set<number>();
  let offset = 0;
  const recipients = draft.recipients?.map((recipient): RecipientDraft => {
    if (recipient.kind !== 'choices') return recipient;
    const from = offset;
    offset += recipient.chats.length;
    const number = answer.numbers.find((one) => one >= from && one < offset);
    const chat = number === undefined ? undefined : recipient.chats[number - from];
    if (number === undefined || chat === undefined) return recipient;
    used.add(number);
    return { kind: 'chat', typed: recipient.typed, chat, learn: recipient.learn };
  });
  // A number that is on no list means that the owner looked at another question.
  if (open && answer.numbers.some((number) => !used.has(number))) return null;
  const place = answer.letters[0] ?? (open ? undefined : answer.numbers[0]);
  const { when } = draft;
  const choice = when?.kind === 'choices' && place !== undefined ? when.choices[place] : undefined;
  if (place !== undefined && choice === undefined) return null;
  return {
    kind: 'draft',
    draft: {
      ...draft,
      recipients: recipients ?? null,
      when:
        choice === undefined || when?.kind !== 'choices'
          ? when
          : { kind: 'at', at: choice.at, zone: when.zone, notes: [] },
      notes: [],
      confirmed: draft.recipients !== null && draft.parts !== null,
    },
  };
}

/** `9` is a pick by its form; where no list is open it is the hour that was asked for. */
function spelled(answer: Extract<AnswerText, { kind: 'picks' }>): string {
  return answer.numbers.length === 1 && answer.letters.length === 0
    ? String((answer.numbers[0] ?? 0) + 1)
    : '';
}

/** Free words complete what is missing: an hour or a moment first, then a name, then the text. */
async function said(
  context: CommandContext,
  draft: ScheduleDraft,
  words: string,
  zone: string,
): Promise<Built | null> {
  if (words === '') return null;
  const plain = { ...draft, notes: [] };
  const input = { phrase: words, now: draft.saidAt, zone, locale: context.locale };
  if (draft.when?.kind === 'choices') {
    const phrase = draft.when.phrase;
    const completed = completeWhen({ ...input, phrase }, words);
    if (completed.kind === 'at' || (completed.kind === 'ask' && completed.choices.length > 0))
      return withWhen(context, plain, `${phrase} ${words}`, completed, zone);
  }
  if (draft.when === null || draft.when.kind === 'choices') {
    const when = readWhen(input);
    if (when.kind === 'at' || (when.kind === 'ask' && when.reason !== 'unread') || isTimely(when))
      return withWhen(context, plain, words, when, zone);
  }
  if (draft.recipients === null) {
    const found = await findRecipient(context, words);
    if (typeof found === 'string') return null;
    return { kind: 'draft', draft: { ...plain, recipients: [found] } };
  }
  if (draft.parts === null) {
    const parts = readParts(words);
    if (parts.kind !== 'parts') return null;
    // Whatever the owner writes next could be a note: unless it quotes the question, it is shown before it is armed.
    const quoted = context.quoted?.questionId != null;
    return {
      kind: 'draft',
      draft: {
        ...plain,
        parts: parts.parts,
        doubts: quoted ? draft.doubts : [...draft.doubts, 'Is this the text?'],
      },
    };
  }
  return null;
}

/** A refusal that is about a time ("yesterday") and not about words that are none. */
function isTimely(when: ReturnType<typeof readWhen>): boolean {
  return when.kind === 'refuse' && when.reason !== 'empty' && when.reason !== 'long';
}
