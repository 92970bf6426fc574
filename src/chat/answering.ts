/** From an answer to the question that it fits: the quoted one, or the only one open that takes such an answer. */
import type { LedgerReads } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Question } from '../core/question.ts';
import { answerAlias } from './aliasing.ts';
import { type AnswerText, isUnclearVerb, readAnswer, type Verb } from './answer.ts';
import { cancelThese } from './cancelling.ts';
import { type CommandContext, type Decision, decide, type Reply, say } from './command.ts';
import { erasedQuestion } from './erased-text.ts';
import { fits, openQuestions } from './fitting.ts';
import { answerImport } from './import/proceed.ts';
import { listCommand } from './list-page.ts';
import { listAnswers, overdueAnswers } from './overdue-list.ts';
import { zoneKey } from './preferences.ts';
import { type Draft, type ImportDraft, readDraft, type ScheduleDraft } from './question.ts';
import { type Resolution, resolveThese, sendAgain, unclear } from './resolving.ts';
import { applyAnswer } from './schedule/apply.ts';
import { wholeOf } from './schedule/whole.ts';
import { rezoneThese } from './series-deeds.ts';
import { findZones } from './zones.ts';

/** Carries out a command as if the owner had written it: for one that was put right, or that waited for the zone. */
export type Rerun = (context: CommandContext, text: string) => Promise<Decision>;

export async function answerQuestion(context: CommandContext, rerun: Rerun): Promise<Decision> {
  const { ground } = context;
  const { text } = context.command;
  const answer = readAnswer(text);
  const quoted = context.quoted?.questionId ?? null;
  const question = quoted === null ? onlyFitting(context, answer) : ground.ledger.question(quoted);
  if (isUnclearVerb(text)) return unclear(context, meant(context));
  // What is quoted settles what the words are about.
  if (quoted === null && answer.kind === 'verbs' && context.quoted?.about.length === 1)
    return resolveThese(context, resolutionsOf(answer.verbs, context.quoted.about, context.quoted.about));
  if (question === 'several') return say(ground, severalText(answer));
  if (question === null && quoted !== null) return say(ground, erasedQuestion);
  if (question === null) return withoutQuestion(context, answer);
  const draft = readDraft(question.draft);
  const before = draft.kind === 'schedule' || draft.kind === 'import' ? armedBefore(context, draft) : null;
  if (before !== null) return say(ground, `ℹ️ That command is #${before.id} already. /show ${before.id}`);
  const decision = await answered({ ...context, answers: question.id }, draft, answer, rerun);
  if (decision === null) return say(ground, doesNotFit(draft), context.quoted?.about ?? []);
  return closing(decision, question, draft, answer);
}

function onlyFitting(context: CommandContext, answer: AnswerText): Question | 'several' | null {
  const open = openQuestions(context.ground.ledger)
    .filter(({ draft }) => fits(draft, answer))
    .map(({ question }) => question);
  if (open.length > 1 && answer.kind === 'verbs' && (namesIds(answer) || meanOne(context, answer, open)))
    return open.at(-1) ?? null;
  return open.length > 1 ? 'several' : (open[0] ?? null);
}

function severalText(answer: AnswerText): string {
  const how = answer.kind === 'verbs' ? '/attention puts them in one list.' : 'Or hold it, and choose Reply.';
  return `❓ Which question do you mean?\nReply to it: swipe it to the right.\n${how}`;
}

/** Several questions about the same messages, of which this answer settles the same ones: it means them all. */
function meanOne(
  context: CommandContext,
  answer: Extract<AnswerText, { kind: 'verbs' }>,
  open: readonly Question[],
): boolean {
  const outcomes = open.map((question) => {
    const draft = readDraft(question.draft);
    const ids = draft.kind === 'overdue' ? draft.ids : 'id' in draft ? [draft.id] : [];
    return JSON.stringify(resolutionsOf(answer.verbs, ids, needing(context, ids)));
  });
  return new Set(outcomes).size === 1;
}

function namesIds(answer: Extract<AnswerText, { kind: 'verbs' }>): boolean {
  return answer.verbs.every(({ which }) => typeof which === 'object' && 'id' in which);
}

/**
 * What this command armed by another answer or by its edit: a question may be quoted as often as one likes, and arms
 * once.
 */
function armedBefore({ ground }: CommandContext, draft: ScheduleDraft | ImportDraft): Message | null {
  const armed = ground.ledger.messages({ commandWaId: draft.commandWaId });
  if (draft.kind === 'import') return armed[0] ?? null;
  // A move arms in the place of a message, which has one, and its answer may have armed others besides.
  if (draft.moves !== undefined) return null;
  return armed.find(({ id, status }) => !draft.editOf.includes(id) && status !== 'cancelled') ?? null;
}

/** Which messages "sent" may be about: those quoted, the one named, or all that wait for an answer. */
function meant({ quoted, command, ground }: CommandContext): readonly number[] {
  if (quoted !== null && quoted.about.length > 0) return quoted.about;
  const needing = ground.ledger.needingOwner().map(({ id }) => id);
  const named = Number(/\d+/.exec(command.text)?.[0] ?? 0);
  return needing.includes(named) ? [named] : needing;
}

/** `#12 drop` needs no question. */
function withoutQuestion(context: CommandContext, answer: AnswerText): Decision {
  if (answer.kind === 'verbs' && namesIds(answer))
    return resolveThese(context, resolutionsOf(answer.verbs, [], []));
  if (answer.kind === 'verbs' && context.ground.ledger.needingOwner().length > 0)
    return say(context.ground, '❓ Which message do you mean?\n/attention puts them in one list.');
  return say(context.ground, 'ℹ️ I have asked nothing that this answers.\n/attention · /list · /help');
}

async function answered(
  context: CommandContext,
  draft: Draft,
  answer: AnswerText,
  rerun: Rerun,
): Promise<Decision | null> {
  const { ground } = context;
  switch (draft.kind) {
    case 'schedule':
      return context.zone === null ? null : applyAnswer(context, draft, answer, context.zone);
    case 'in_doubt':
      return answer.kind === 'verbs' && fits(draft, answer)
        ? resolveThese(context, resolutionsOf(answer.verbs, [draft.id], [draft.id]))
        : null;
    case 'overdue':
      return answer.kind === 'verbs' && fits(draft, answer)
        ? resolveThese(context, resolutionsOf(answer.verbs, draft.ids, needing(context, draft.ids)))
        : null;
    case 'again':
      if (answer.kind === 'verbs' && fits(draft, answer))
        return resolveThese(context, resolutionsOf(answer.verbs, [draft.id], [draft.id]));
      if (answer.kind === 'yes') return sendAgain(context, draft.id);
      return answer.kind === 'no' ? stillInDoubt(context, draft.id) : null;
    case 'cancel':
      if (answer.kind === 'yes') return cancelThese(context, draft.ids, draft.series);
      return answer.kind === 'no' ? say(ground, '👌 Nothing cancelled.') : null;
    case 'list':
      return fits(draft, answer) ? rerun(context, listCommand(draft)) : null;
    case 'alias':
      return answerAlias(context, draft, answer);
    case 'rezone':
      if (answer.kind === 'yes') return rezoneThese(context, draft.ids, draft.zone);
      return answer.kind === 'no' ? say(ground, '👌 Left as it is.') : null;
    case 'import':
      return context.zone === null ? null : answerImport(context, draft, answer, context.zone);
    case 'corrected':
      if (answer.kind === 'yes') return rerun(asWritten(context, draft), draft.text);
      return answer.kind === 'no' ? say(ground, '👌 Nothing done.') : null;
    case 'zone':
      if (answer.kind === 'no') return say(ground, '👌 Not scheduled. Nothing will be sent.');
      return answer.kind === 'words' ? withZone(context, draft, answer.text, rerun) : null;
    default:
      return draft satisfies never;
  }
}

/** The words that it waits for count again, since the question about them was left for this one. */
function stillInDoubt({ ground }: CommandContext, id: number): Decision {
  return decide(ground, () => ({
    text: `👌 Not sent again. #${id} is still in doubt:\narrived · again · drop`,
    about: [id],
    ask: { kind: 'in_doubt', draft: { kind: 'in_doubt', id }, lapses: false },
  }));
}

/** The command's own identity and time, so that its words keep their meaning and its deletion still cancels it. */
function asWritten(
  context: CommandContext,
  draft: Extract<Draft, { kind: 'corrected' | 'zone' }>,
): CommandContext {
  return {
    ...context,
    command: {
      ...context.command,
      ...{ waId: draft.waId, text: draft.text, at: draft.saidAt },
      ...{ file: draft.file ?? null, quotedWaId: draft.quotedWaId ?? null },
    },
  };
}

async function withZone(
  context: CommandContext,
  draft: Extract<Draft, { kind: 'zone' }>,
  words: string,
  rerun: Rerun,
): Promise<Decision | null> {
  const [zone, ...others] = findZones(words);
  if (zone === undefined || others.length > 0) return null;
  context.ground.ledger.write((tx) => tx.set(zoneKey, zone));
  return rerun({ ...asWritten(context, draft), zone }, draft.text);
}

/** Those of a list that still need an answer: "all" means them. */
function needing(context: CommandContext, ids: readonly number[]): readonly number[] {
  const open = new Set(context.ground.ledger.needingOwner().map(({ id }) => id));
  return ids.filter((id) => open.has(id));
}

/** `ids` in the order in which the list numbers them; `all` of them that "all" means. */
function resolutionsOf(verbs: readonly Verb[], ids: readonly number[], all: readonly number[]): Resolution[] {
  const chosen = new Map<number, Resolution>();
  for (const { which, ...deed } of verbs) {
    const these =
      which === 'all'
        ? all
        : which === 'it'
          ? ids
          : 'id' in which
            ? [which.id]
            : ids.slice(which.place, which.place + 1);
    // "1 send, all drop": what was named by itself keeps its own answer.
    for (const id of these) if (which !== 'all' || !chosen.has(id)) chosen.set(id, { ...deed, id });
  }
  return [...chosen.values()];
}

/** The same decision, closing the question in its transaction, unless what it asked is still to be answered. */
function closing(decision: Decision, question: Question, draft: Draft, answer: AnswerText): Decision {
  return {
    ...decision,
    carryOut: (record) =>
      decision.carryOut((tx, reply) => {
        const open = tx.question(question.id)?.state === 'open';
        if (open && !isLeft(tx, draft, answer, reply)) tx.closeQuestion(question.id, 'answered');
        record(tx, reply);
      }),
  };
}

/** A list until all of it is answered; one in doubt until it is settled, or asked about by another question. */
function isLeft(tx: LedgerReads, draft: Draft, answer: AnswerText, reply: Reply): boolean {
  const needs = (ids: readonly number[]): boolean => tx.needingOwner().some(({ id }) => ids.includes(id));
  if (draft.kind === 'overdue') return needs(draft.ids);
  if (draft.kind === 'again' && answer.kind !== 'verbs') return false;
  return (
    (draft.kind === 'in_doubt' || draft.kind === 'again') && reply.ask === undefined && needs([draft.id])
  );
}

function doesNotFit(draft: Draft): string {
  switch (draft.kind) {
    case 'schedule': {
      const still = draft.moves === undefined ? 'Still not scheduled' : `#${draft.moves} is still not moved`;
      return draft.readings.length > 0 || wholeOf(draft) !== null
        ? `❓ ${still}: I cannot use that.\nAnswer with a number, yes or no.`
        : `❓ ${still}: I cannot use that.\nAnswer what I asked, or no.`;
    }
    case 'in_doubt':
      return '❓ Answer with one of: arrived · again · drop';
    case 'overdue':
      return draft.ids.length === 1
        ? `❓ Answer with: ${overdueAnswers}`
        : `❓ Answer like: ${listAnswers.join('\n').replace('Answer: ', '')}`;
    case 'zone':
      return '❓ I know no such city. Still not scheduled.\nTry a large one near you, like London.';
    case 'list':
      return '❓ To that list I know one answer: more';
    case 'alias':
      return draft.chats.length === 1 ? '❓ Answer yes or no.' : '❓ Answer with a number, or no.';
    case 'rezone':
    case 'import':
    case 'corrected':
    case 'again':
    case 'cancel':
      return '❓ Answer yes or no.';
    default:
      return draft satisfies never;
  }
}
