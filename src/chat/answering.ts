/** From an answer to the question that it fits: the quoted one, or the only one open that takes such an answer. */
import type { Question } from '../core/ledger.ts';
import { type AnswerText, isUnclearVerb, readAnswer, type Verb } from './answer.ts';
import { cancelThese } from './cancelling.ts';
import { type CommandContext, type Decision, say } from './command.ts';
import { fits, openQuestions } from './fitting.ts';
import { zoneKey } from './preferences.ts';
import { type Draft, readDraft } from './question.ts';
import { type Resolution, resolveThese, sendAgain, unclearVerbText } from './resolving.ts';
import { applyAnswer } from './schedule/apply.ts';
import { findZones } from './zones.ts';

/** Carries out a command as if the owner had written it: for one that was put right, or that waited for the zone. */
export type Rerun = (context: CommandContext, text: string) => Promise<Decision>;

export async function answerQuestion(context: CommandContext, rerun: Rerun): Promise<Decision> {
  const { ground } = context;
  const { text } = context.command;
  const answer = readAnswer(text);
  const quoted = context.quoted?.questionId ?? null;
  const question = quoted === null ? onlyFitting(context, answer) : ground.ledger.question(quoted);
  if (question === 'several')
    return say(ground, '❓ Which question do you mean? Swipe it to the right, or hold it, and reply to it.');
  if (isUnclearVerb(text)) return say(ground, unclearVerbText, context.quoted?.about ?? []);
  if (question === null) return withoutQuestion(context, answer);
  if (question.state === 'answered' && question.kind === 'schedule')
    return say(ground, 'ℹ️ That question is answered already. /list shows what is scheduled.');
  const draft = readDraft(question.draft);
  const decision = await answered(context, draft, answer, rerun);
  if (decision === null) return say(ground, doesNotFit(draft), context.quoted?.about ?? []);
  return closing(decision, question, draft);
}

function onlyFitting(context: CommandContext, answer: AnswerText): Question | 'several' | null {
  const open = openQuestions(context.ground.ledger)
    .filter(({ draft }) => fits(draft, answer))
    .map(({ question }) => question);
  if (open.length > 1 && answer.kind === 'verbs' && namesIds(answer)) return null;
  return open.length > 1 ? 'several' : (open[0] ?? null);
}

function namesIds(answer: Extract<AnswerText, { kind: 'verbs' }>): boolean {
  return answer.verbs.every(({ which }) => typeof which === 'object' && 'id' in which);
}

/** `#12 drop` needs no question. */
function withoutQuestion(context: CommandContext, answer: AnswerText): Decision {
  if (answer.kind === 'verbs' && namesIds(answer))
    return resolveThese(context, resolutionsOf(answer.verbs, [], []));
  return say(context.ground, 'ℹ️ There is no open question that this answers. /attention · /list · /help');
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
      if (answer.kind === 'yes') return sendAgain(context, draft.id);
      return answer.kind === 'no'
        ? say(ground, `Not sent again. #${draft.id} stays in doubt: arrived · again · drop`, [draft.id])
        : null;
    case 'cancel':
      if (answer.kind === 'yes') return cancelThese(context, draft.ids);
      return answer.kind === 'no' ? say(ground, 'Nothing cancelled.') : null;
    case 'corrected':
      if (answer.kind === 'yes') return rerun(asWritten(context, draft), draft.text);
      return answer.kind === 'no' ? say(ground, 'Nothing done.') : null;
    case 'zone':
      return answer.kind === 'words' ? withZone(context, draft, answer.text, rerun) : null;
    default:
      return draft satisfies never;
  }
}

/** The command's own identity and time, so that its words keep their meaning and its deletion still cancels it. */
function asWritten(
  context: CommandContext,
  draft: Extract<Draft, { kind: 'corrected' | 'zone' }>,
): CommandContext {
  return {
    ...context,
    command: { ...context.command, waId: draft.waId, text: draft.text, at: draft.saidAt },
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
  for (const { which, verb } of verbs) {
    const these =
      which === 'all'
        ? all
        : which === 'it'
          ? ids
          : 'id' in which
            ? [which.id]
            : ids.slice(which.place, which.place + 1);
    // "1 send, all drop": what was named by itself keeps its own answer.
    for (const id of these) if (which !== 'all' || !chosen.has(id)) chosen.set(id, { id, verb });
  }
  return [...chosen.values()];
}

/** The same decision, closing the question in its transaction; a list stays open until all of it is answered. */
function closing(decision: Decision, question: Question, draft: Draft): Decision {
  return {
    ...decision,
    carryOut: (record) =>
      decision.carryOut((tx, reply) => {
        const left = draft.kind === 'overdue' && tx.needingOwner().some(({ id }) => draft.ids.includes(id));
        if (question.state === 'open' && !left) tx.closeQuestion(question.id, 'answered');
        record(tx, reply);
      }),
  };
}

function doesNotFit(draft: Draft): string {
  switch (draft.kind) {
    case 'schedule':
      return '❓ That is no answer I can use: still not scheduled. Choose by its number or letter, or say no.';
    case 'in_doubt':
      return '❓ Answer with one of: arrived · again · drop';
    case 'overdue':
      return draft.ids.length === 1
        ? '❓ Answer with: send · drop'
        : '❓ Answer like: 1 send · 2 drop · all drop';
    case 'zone':
      return '❓ I know no such city. Try a large one near you, like London, or write /tz Europe/London';
    case 'corrected':
    case 'again':
    case 'cancel':
      return '❓ Answer yes or no.';
    default:
      return draft satisfies never;
  }
}
