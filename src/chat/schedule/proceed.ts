/** What a draft leads to next: armed, or the one question that gathers every doubt. */
import { type CommandContext, type Decision, decide } from '../command.ts';
import { excerpt, lastDigits, name } from '../naming.ts';
import { unknownPlaceholder } from '../placeholders.ts';
import type { RecipientDraft, ScheduleDraft } from '../question.ts';
import { arm } from './arm.ts';
import { momentLines, recipientsLine, textBlock } from './armed-text.ts';
import { doubtsOf } from './doubts.ts';
import { type Whole, wholeOf } from './whole.ts';

export function proceed(context: CommandContext, draft: ScheduleDraft, zone: string): Decision {
  const { ground } = context;
  const whole = wholeOf(draft);
  if (whole === null) return ask(context, draft, openText(draft));
  const strange = whole.chats.length > 1 ? firstUnknown(whole.parts) : null;
  if (strange !== null)
    return decide(ground, () => ({
      text: `🚫 Nothing scheduled: I know no ${strange}.\nIn a text to several: {name} or {first}; {{ for a brace.`,
    }));
  const doubts = draft.confirmed ? [] : doubtsOf(context, draft, whole, zone);
  if (doubts.length > 0) return ask(context, draft, yesText(context, draft, whole, doubts, zone));
  return decide(ground, (tx) => arm(tx, context, draft, whole));
}

/** The question that this draft asks, put again after a downtime. */
export function questionText(context: CommandContext, draft: ScheduleDraft, zone: string): string {
  const whole = wholeOf(draft);
  if (whole === null) return openText(draft);
  return yesText(context, draft, whole, doubtsOf(context, draft, whole, zone), zone);
}

function ask(context: CommandContext, draft: ScheduleDraft, text: string): Decision {
  return decide(context.ground, () => ({ text, ask: { kind: 'schedule', draft, lapses: true } }));
}

function yesText(
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole,
  doubts: readonly string[],
  zone: string,
): string {
  // The number of recipients and parts is plain from the lines that show them; what was refused comes first.
  const said = doubts.filter(
    (doubt) => !draft.doubts.includes(doubt) && !/^\d+ (?:recipients|parts)\.$|^A group\.$/.test(doubt),
  );
  const title =
    draft.doubts.length === 0
      ? '❓ Not scheduled yet. Send this?'
      : `❓ Not scheduled: ${draft.doubts.join(' ')}\nThis instead?`;
  return [
    title,
    `to ${recipientsLine(whole)}`,
    ...momentLines(context, whole, zone),
    textBlock(whole.parts),
    ...draft.notes,
    ...said,
    '👍 or yes · no',
  ].join('\n');
}

/** What is missing or has to be chosen, all of it in one question. */
function openText(draft: ScheduleDraft): string {
  if (draft.readings.length > 0)
    return [
      `❓ Not scheduled yet. ${draft.notes.join(' ')}`,
      ...draft.readings.map(({ label }, index) => `${index + 1}) ${label}`),
      draft.readings.length === 1 ? 'yes · no' : 'Answer with its number.',
    ].join('\n');
  const lines = [`❓ Not scheduled yet${aim(draft)}`, ...draft.notes];
  let number = 0;
  for (const recipient of draft.recipients ?? []) {
    if (recipient.kind !== 'choices') continue;
    const [only] = recipient.chats;
    if (only !== undefined && recipient.chats.length === 1) {
      number++;
      lines.push(`${excerpt(recipient.typed, 24)}: do you mean ${choiceName(only)}?`);
      continue;
    }
    lines.push(`Who is ${excerpt(recipient.typed, 24)}?`);
    lines.push(recipient.chats.map((chat) => `${++number}) ${choiceName(chat)}`).join('\n'));
  }
  const numbersFree = number === 0;
  let timeHint = '';
  if (draft.when?.kind === 'choices') {
    lines.push(draft.when.text);
    if (draft.when.choices.length > 0) {
      const mark = (index: number): string =>
        numbersFree ? `${index + 1}` : String.fromCharCode(97 + index);
      lines.push(draft.when.choices.map(({ label }, index) => `${mark(index)}) ${label}`).join('\n'));
      timeHint = numbersFree ? '1' : 'a';
    } else timeHint = '18:00';
  }
  const missing = [
    ...(draft.recipients === null ? ['Who should get it?'] : []),
    ...(draft.when === null ? ['When should it go?'] : []),
    ...(draft.parts === null ? ['What should it say?'] : []),
  ];
  lines.push(
    ...missing.filter((question) => !draft.notes.some((note) => note.startsWith(question.slice(0, -1)))),
  );
  const hint = [number === 0 ? '' : '1', timeHint].filter((part) => part !== '').join(' ');
  // One name to confirm and nothing else open: a yes is the answer that comes to mind.
  if (number === 1 && timeHint === '' && missing.length === 0) lines.push('👍 or yes · no');
  else if (hint !== '') lines.push(`Answer like: ${hint}`);
  return lines.join('\n');
}

/** What is known already, for the first line: ` to Mum: "hi"`. */
function aim(draft: ScheduleDraft): string {
  const names = (draft.recipients ?? []).flatMap((one: RecipientDraft) =>
    one.kind === 'chat' ? [name(one.chat)] : [],
  );
  const to = names.length === 0 ? '' : ` to ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
  const text = draft.parts?.[0] === undefined ? '' : `: ${excerpt(draft.parts[0], 24)}`;
  return `${to}${text}`;
}

function choiceName(chat: Parameters<typeof name>[0]): string {
  const digits = lastDigits(chat, 3);
  if (chat.kind === 'group') return `${name(chat)} (group${chat.size === null ? '' : ` of ${chat.size}`})`;
  return digits === null ? name(chat) : `${name(chat)} …${digits}`;
}

function firstUnknown(parts: readonly string[]): string | null {
  for (const part of parts) {
    const strange = unknownPlaceholder(part);
    if (strange !== null) return strange;
  }
  return null;
}
