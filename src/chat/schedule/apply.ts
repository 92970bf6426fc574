/** An answer to a /schedule that waits: a choice, a yes, or the words that were missing. */
import { completeWhen, readWhen } from '../../core/time/parse.ts';
import type { AnswerText } from '../answer.ts';
import { type CommandContext, type Decision, decide, say } from '../command.ts';
import { readMove } from '../moving.ts';
import { overdueAnswers } from '../overdue-list.ts';
import { readParts } from '../parts.ts';
import type { RecipientDraft, ScheduleDraft } from '../question.ts';
import { type Built, buildReading, findRecipient, recipientOf, withWhen } from './build.ts';
import { proceed } from './proceed.ts';
import { completeRule, withRule } from './repeat.ts';
import { wholeOf } from './whole.ts';

/** Null when the answer does not fit this question: it is then a note, or is answered by the caller. */
export async function applyAnswer(
  context: CommandContext,
  draft: ScheduleDraft,
  answer: AnswerText,
  zone: string,
): Promise<Decision | null> {
  const { ground } = context;
  if (answer.kind === 'no') return decide(ground, () => ({ text: dropText(context, draft) }));
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
      if (wholeOf(draft) !== null) return { kind: 'draft', draft: { ...draft, confirmed: true } };
      return (await checked(context, draft, chooseOnly(draft))) ?? corrected(context, draft, zone);
    case 'picks': {
      const picked = await checked(context, draft, pick(draft, answer));
      // A number beyond a list of times is no hour: "3" to "1) 09:00 2) 21:00" is a slip.
      const listed = draft.when?.kind === 'choices' && draft.when.choices.length > 0;
      return picked ?? (listed ? null : await said(context, draft, spelled(answer), zone));
    }
    case 'words':
      return (
        (await picksAndWords(context, draft, answer.text, zone)) ?? said(context, draft, answer.text, zone)
      );
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

/** "yes" where everything that is open has one choice. */
function chooseOnly(draft: ScheduleDraft): Picked | null {
  const open = (draft.recipients ?? []).filter((recipient) => recipient.kind === 'choices');
  const choices = draft.when?.kind === 'choices' ? draft.when.choices : [];
  const one = open.every((recipient) => recipient.chats.length === 1) && choices.length <= 1;
  if (!one || open.length + choices.length === 0) return null;
  return pick(draft, {
    kind: 'picks',
    numbers: open.map((_, index) => index),
    letters: choices.map(() => 0),
  });
}

/** "Do you mean "tomorrow"?" and a yes: now the hour is asked for. */
function corrected({ locale }: CommandContext, draft: ScheduleDraft, zone: string): Built | null {
  if (draft.when?.kind !== 'choices' || draft.when.choices.length > 0 || draft.every === true) return null;
  const { phrase } = draft.when;
  return withWhen(draft, phrase, readWhen({ phrase, now: draft.saidAt, zone, locale }), zone);
}

/** `1 18:00`: the name by its number, the time in words. */
async function picksAndWords(
  context: CommandContext,
  draft: ScheduleDraft,
  text: string,
  zone: string,
): Promise<Built | null> {
  const [, number, words] = /^(\d{1,2})[).]?,?\s+(\S.*)$/s.exec(text) ?? [];
  if (number === undefined || words === undefined) return null;
  if (!(draft.recipients ?? []).some((recipient) => recipient.kind === 'choices')) return null;
  const picked = pick(draft, { kind: 'picks', numbers: [Number(number) - 1], letters: [] });
  const chosen = await checked(context, draft, picked);
  return chosen?.kind === 'draft' ? said(context, chosen.draft, words, zone) : chosen;
}

/** A name that stood in a list of choices may be one that has left WhatsApp. */
async function checked(
  context: CommandContext,
  before: ScheduleDraft,
  picked: Picked | null,
): Promise<Built | null> {
  if (picked === null) return null;
  const recipients: RecipientDraft[] = [];
  for (const [index, recipient] of (picked.draft.recipients ?? []).entries()) {
    if (recipient.kind === 'choices' || before.recipients?.[index]?.kind === 'chat') {
      recipients.push(recipient);
      continue;
    }
    const found = recipientOf(await context.book.check(recipient.chat), recipient.typed);
    if (typeof found === 'string') return { kind: 'refuse', text: found };
    recipients.push({ ...found, learn: recipient.learn });
  }
  const draft = { ...picked.draft, recipients: picked.draft.recipients && recipients };
  const { when } = draft;
  // The rule that was chosen may have more to ask.
  return draft.every === true && when?.kind === 'choices' && when !== before.when
    ? withRule(context, draft, when.phrase, when.zone)
    : { kind: 'draft', draft };
}

type Picked = Extract<Built, { kind: 'draft' }>;

/** Numbers choose recipients, counted through all of them; letters choose the time, or numbers where no name is open. */
function pick(draft: ScheduleDraft, answer: Extract<AnswerText, { kind: 'picks' }>): Picked | null {
  const open = (draft.recipients ?? []).some((recipient) => recipient.kind === 'choices');
  // Two times, or two choices where one was asked for, settle nothing.
  const times = answer.letters.length + (open ? 0 : answer.numbers.length);
  if (times > 1) return null;
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
          : choice.phrase === undefined
            ? { kind: 'at', at: choice.at, zone: when.zone, notes: [] }
            : { ...when, phrase: choice.phrase, choices: [] },
      notes: [],
      chosen: true,
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
  const asksRule = draft.every === true && draft.when?.kind !== 'at';
  const rule = asksRule ? completeRule(context, plain, words, zone) : null;
  if (rule !== null) return rule;
  const input = { phrase: words, now: draft.saidAt, zone, locale: context.locale };
  if (draft.when?.kind === 'choices' && !asksRule) {
    const phrase = draft.when.phrase;
    const completed = completeWhen({ ...input, phrase }, words);
    if (completed.kind === 'at' || (completed.kind === 'ask' && completed.choices.length > 0))
      return withWhen(plain, `${phrase} ${words}`, completed, zone);
  }
  if (!asksRule && (draft.when === null || draft.when.kind === 'choices')) {
    const moved = draft.moves === undefined ? null : context.ground.ledger.message(draft.moves);
    const { when, phrase } =
      moved === null ? { when: readWhen(input), phrase: words } : readMove(context, moved, words, zone);
    if (when.kind === 'at' || (when.kind === 'ask' && when.reason !== 'unread') || isTimely(when))
      return withWhen(plain, phrase, when, zone);
  }
  if (draft.recipients === null) {
    const found = await findRecipient(context, words);
    if (typeof found === 'string') return null;
    return { kind: 'draft', draft: { ...plain, recipients: [found] } };
  }
  if (draft.parts === null && draft.file === undefined) {
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

/** "No" to an edited command leaves what it armed before as it is: held, and the owner's to release or drop. */
function dropText({ ground }: CommandContext, { editOf, moves }: ScheduleDraft): string {
  if (moves !== undefined) {
    const waits = ground.ledger.needingOwner().some(({ id }) => id === moves);
    return `👌 Not moved. #${moves} is as it was${waits ? `:\n${overdueAnswers}` : '.'}`;
  }
  const held = editOf.filter((id) => ground.ledger.message(id)?.status === 'held');
  if (held.length === 0) return '👌 Not scheduled. Nothing will be sent.';
  return `👌 Not changed. ${held.map((id) => `#${id}`).join(', ')} stays held.\n/attention: send it as it was, or drop it.`;
}

/** A refusal that is about a time ("yesterday") and not about words that are none. */
function isTimely(when: ReturnType<typeof readWhen>): boolean {
  return when.kind === 'refuse' && when.reason !== 'empty' && when.reason !== 'long';
}
