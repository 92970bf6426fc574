/** The question about what is missing or has to be chosen: all of it in one, so that one answer can settle it. */
import type { Chat } from '../../core/message.ts';
import { dayAndTime } from '../../core/time/format.ts';
import { excerpt, lastDigits, name } from '../naming.ts';
import type { RecipientDraft, ScheduleDraft } from '../question.ts';
import { bySentence } from '../sentence.ts';
import { plainDoubts } from './doubts.ts';

type Choices = Extract<RecipientDraft, { kind: 'choices' }>;

export function openText(draft: ScheduleDraft): string {
  return draft.readings.length > 0 ? readingsText(draft) : gapsText(draft);
}

function readingsText({ notes, readings }: ScheduleDraft): string {
  return [
    '❓ Not scheduled yet.',
    bySentence(notes.join(' ')),
    ...readings.map(({ label }, index) => `${index + 1}) ${label}`),
    readings.length === 1 ? yesOrNo : 'Answer with its number.',
  ].join('\n');
}

export const yesOrNo = '👍 or yes · no';

/** Names are numbered through all of them, times by letters behind them, or by numbers where no name is open. */
function gapsText(draft: ScheduleDraft): string {
  const open = openNames(draft);
  const choices = draft.when?.kind === 'choices' ? draft.when.choices : [];
  const questions = missing(draft);
  const asked = draft.notes.map((note) => bySentence(note));
  const lines = [
    `${notYet(draft)}${aim(draft)}`,
    ...plainDoubts(draft).map(({ text }) => text),
    ...asked,
    ...nameLines(open, draft.when?.kind !== 'choices'),
    ...(draft.when?.kind === 'choices' ? [bySentence(draft.when.text)] : []),
    ...choices.map((choice, index) => `${mark(index, open)}) ${dated(choice, draft)}`),
    ...questions.filter((question) => !asked.some((note) => note.includes(firstSentence(question)))),
  ];
  const last = hint(open, draft, questions.length);
  return [...lines, ...(last === null ? [] : [last])].join('\n');
}

/** What is still as it was: nothing is scheduled, or the message goes when it was to go. */
export function notYet({ moves }: Pick<ScheduleDraft, 'moves'>): string {
  return moves === undefined ? '❓ Not scheduled yet' : `❓ #${moves} is not moved yet`;
}

function openNames(draft: ScheduleDraft): readonly Choices[] {
  return (draft.recipients ?? []).filter((one) => one.kind === 'choices');
}

function mark(index: number, open: readonly Choices[]): string {
  return open.length === 0 ? String(index + 1) : String.fromCharCode(97 + index);
}

/** One name alone, with nothing else to choose, is confirmed by a yes and needs no number. */
function nameLines(open: readonly Choices[], alone: boolean): string[] {
  const [first] = open;
  const [chat] = first?.chats ?? [];
  if (first !== undefined && chat !== undefined && isOne(open) && alone)
    return [...changedLines(first), `${excerpt(first.typed)}: do you mean\n${choiceName(chat)}?`];
  let number = 0;
  return open.flatMap((choices) => [
    ...changedLines(choices),
    `Who is ${excerpt(choices.typed)}?`,
    ...choices.chats.map((one) => `${++number}) ${choiceName(one)}`),
    ...moreLines(choices),
  ]);
}

/** Nobody chooses with open eyes who is not told why a name that was certain is asked about. */
function changedLines({ typed, changed = false }: Choices): string[] {
  return changed ? [`⚠️ ${excerpt(typed, 18)}: the number changed hands.`] : [];
}

function moreLines({ more = 0 }: Choices): string[] {
  return more === 0 ? [] : [`… and ${more} more: write more of the name.`];
}

function isOne(open: readonly Choices[]): boolean {
  return open.length === 1 && open[0]?.chats.length === 1;
}

/** With its day, also where all choices share it: that it is tomorrow is a part of what is chosen. */
function dated({ at, label }: { readonly at: number; readonly label: string }, draft: ScheduleDraft): string {
  if (label.includes(',') || draft.when?.kind !== 'choices') return label;
  return dayAndTime(at, draft.when.zone, draft.saidAt);
}

/** How an answer to all of it looks; null where the questions themselves say it. */
function hint(open: readonly Choices[], { when }: ScheduleDraft, questions: number): string | null {
  const choices = when?.kind === 'choices' ? when.choices.length : 0;
  const inWords = when?.kind === 'choices' && choices === 0;
  let number = 1;
  const firsts = open.map(({ chats }) => {
    const first = number;
    number += chats.length;
    return String(first);
  });
  const single = open.every(({ chats }) => chats.length === 1) && choices <= 1;
  if (single && open.length + choices > 0 && questions === 0 && !inWords) return yesOrNo;
  const picks = [...firsts, ...(choices > 0 ? [mark(0, open)] : [])];
  if (picks.length === 0) return null;
  return `Answer like: ${[...picks, ...(inWords ? ['18:00'] : [])].join(' ')}`;
}

function missing({ recipients, when, parts, file }: ScheduleDraft): readonly string[] {
  return [
    ...(recipients === null ? ['Who should get it?'] : []),
    ...(when === null ? ['When should it go? Like tomorrow 9am.'] : []),
    ...(parts === null && file === undefined ? ['What should it say?'] : []),
  ];
}

function firstSentence(question: string): string {
  return question.slice(0, question.indexOf('?') + 1);
}

/** What is known already, for the first line: `: "hi" to Mum`. */
function aim(draft: ScheduleDraft): string {
  const names = (draft.recipients ?? []).flatMap((one) => (one.kind === 'chat' ? [name(one.chat)] : []));
  const text = draft.parts?.[0] === undefined ? '' : ` ${excerpt(draft.parts[0], 16)}`;
  const to = names.length === 0 ? '' : ` to ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
  return text === '' && to === '' ? '.' : `:${text}${to}`;
}

export function choiceName(chat: Chat): string {
  const digits = lastDigits(chat, 3);
  if (chat.kind === 'group') return `${name(chat)} (group${chat.size === null ? '' : ` of ${chat.size}`})`;
  return digits === null ? name(chat) : `${name(chat)} …${digits}`;
}
