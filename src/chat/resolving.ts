/** The owner's answers for messages that need one, carried out together and answered with what became of each. */
import type { LedgerWrites } from '../core/ledger.ts';
import { fittingAnswers, type Resolved, resolve } from '../core/resolve.ts';
import type { Deed } from './answer.ts';
import { type CommandContext, type Decision, decide, say } from './command.ts';
import { buildMove, carryOutMove, takesMove } from './moving.ts';
import { name } from './naming.ts';
import { readDraft, type ScheduleDraft } from './question.ts';
import { doesNotFitText, resolvedText, standstillLines } from './resolved-text.ts';
import { isClear, proceed } from './schedule/proceed.ts';
import { type Whole, wholeOf } from './schedule/whole.ts';

export type Resolution = Deed & { readonly id: number };

/** Read once: what is asked about and what is carried out are decided by the same words. */
type Read = Resolution & { readonly move: MoveReading | null };

/**
 * "Again" on a message in doubt could reach the recipient twice, and a "move" may be unclear: the first of these is asked
 * about, the others are named. Everything else is carried out in one transaction.
 */
export function resolveThese(context: CommandContext, resolutions: readonly Resolution[]): Decision {
  const { ledger } = context.ground;
  const [only] = resolutions;
  // "Send" for one in doubt may mean that it was sent.
  if (only?.verb === 'send' && resolutions.length === 1 && ledger.message(only.id)?.status === 'in_doubt')
    return unclear(context, [only.id]);
  const read = resolutions.map(
    (one): Read => ({ ...one, move: one.verb === 'move' ? readMoveOf(context, one.id, one.phrase) : null }),
  );
  const doubted = read.filter(({ id, verb }) => verb === 'again' && isDoubted(context, id));
  const open = read.flatMap((one) =>
    one.move?.kind === 'open' ? [{ resolution: one, draft: one.move.draft }] : [],
  );
  const waiting = [...doubted, ...open.map(({ resolution }) => resolution)];
  const clear = read.filter((one) => !waiting.includes(one));
  const [first] = doubted;
  if (first !== undefined) return askReally(context, first.id, clear, waiting);
  const [move] = open;
  if (move !== undefined) return askWhen(context, move.draft, clear, waiting);
  return decide(
    context.ground,
    (tx) => ({ text: linesOf(tx, context, clear).join('\n'), about: clear.map(({ id }) => id) }),
    () => clearPages(context, clear),
  );
}

/** "Sent" could mean that it is there or that it is to go: the owner is given the words that can only mean one. */
export function unclear(context: CommandContext, ids: readonly number[]): Decision {
  const messages = ids.flatMap((id) => context.ground.ledger.message(id) ?? []);
  const answers = messages.flatMap(fittingAnswers);
  const [first] = messages;
  if (answers.length === 0)
    return say(
      context.ground,
      first === undefined ? 'ℹ️ Nothing needs you.' : doesNotFitText(first),
      first === undefined ? [] : [first.id],
    );
  const text = answers.includes('arrived')
    ? 'Which? arrived (it is there) or again (send once more).'
    : 'Which? send (it goes now) or drop (leave it).';
  return say(context.ground, text, ids);
}

/** The owner has looked, and it is not there. */
export function sendAgain(context: CommandContext, id: number): Decision {
  const again: readonly Read[] = [{ id, verb: 'again', move: null }];
  return decide(
    context.ground,
    (tx) => ({ text: linesOf(tx, context, again).join('\n'), about: [id] }),
    () => clearPages(context, again),
  );
}

function isDoubted({ ground }: CommandContext, id: number): boolean {
  return ground.ledger.message(id)?.status === 'in_doubt' && ground.ledger.replacementOf(id) === null;
}

function askReally(
  context: CommandContext,
  id: number,
  others: readonly Read[],
  waiting: readonly Read[],
): Decision {
  const { ground } = context;
  const message = ground.ledger.message(id);
  const to = message === null ? 'the' : message.chat.kind === 'self' ? 'your' : `${name(message.chat)}'s`;
  return decide(
    ground,
    (tx) => {
      const done = linesOf(tx, context, others);
      closeEarlier(tx, id);
      return {
        text: [
          ...done,
          ...laterLines(waiting, id),
          `❓ Send #${id} again?`,
          `If it is in ${to} chat, it is there twice then.`,
          'Really not there? yes · no',
        ].join('\n'),
        about: [id],
        ask: { kind: 'again', draft: { kind: 'again', id }, lapses: false },
      };
    },
    () => clearPages(context, others),
  );
}

/** The question of a /schedule about the when of one, and what became of the others. */
function askWhen(
  context: CommandContext,
  draft: ScheduleDraft,
  others: readonly Read[],
  waiting: readonly Read[],
): Decision {
  const asked = proceed(context, draft, context.zone ?? 'UTC');
  return {
    carryOut: (record) =>
      asked.carryOut((tx, reply) => {
        const lines = [...linesOf(tx, context, others), ...laterLines(waiting, draft.moves)];
        const about = draft.moves === undefined ? [] : [draft.moves];
        record(tx, { ...reply, about, text: [...lines, reply.text].join('\n') });
      }),
    after: () => clearPages(context, others),
  };
}

/** One question at a time: what else would need one is as it was. */
function laterLines(waiting: readonly Resolution[], asked: number | undefined): string[] {
  const later = waiting.filter(({ id }) => id !== asked).map(({ id, verb }) => `#${id} ${verb}`);
  return later.length === 0 ? [] : [`Not yet: ${later.join(', ')}.`, 'Say it again after this:'];
}

/** The same question asked before, so that a yes has only one to answer. */
function closeEarlier(tx: LedgerWrites, id: number): void {
  for (const question of tx.openQuestions()) {
    const draft = readDraft(question.draft);
    if (draft.kind === 'again' && draft.id === id) tx.closeQuestion(question.id, 'dropped');
  }
}

/**
 * A page that may still deliver the old one is destroyed before anything else may take its place, and at a drop. What
 * failed is in no page any more, and is dropped without that.
 */
async function clearPages(
  { ground, dispatcher }: CommandContext,
  resolutions: readonly Resolution[],
): Promise<void> {
  const mayLinger = resolutions.filter(({ id, verb }) => {
    const status = ground.ledger.message(id)?.status;
    return verb !== 'arrived' && status !== 'sent' && !(verb === 'drop' && status === 'failed');
  });
  await dispatcher.destroyPageOf(mayLinger.map(({ id }) => id));
}

function linesOf(tx: LedgerWrites, context: CommandContext, resolutions: readonly Read[]): string[] {
  const { ground, command, now } = context;
  const zone = context.zone ?? 'UTC';
  const { chance, clock, settings } = ground;
  const answering = {
    ...{ tx, chance, commandWaId: command.waId },
    dry: settings.dryRun,
    at: clock.now(),
  };
  const resolved: Resolved[] = [];
  const lines = resolutions.map((one) => {
    const { move } = one;
    if (move?.kind === 'refused') return move.text;
    const outcome =
      one.verb !== 'move'
        ? resolve(answering, one.id, one.verb)
        : carryOutMove(tx, context, one.id, move?.kind === 'clear' ? move.whole : { at: now, zone });
    resolved.push(outcome);
    return resolvedText(outcome, zone, now);
  });
  return [...lines, ...standstillLines(ground, resolved)];
}

type MoveReading =
  | { readonly kind: 'clear'; readonly whole: Whole }
  /** A question is to be put first. */
  | { readonly kind: 'open'; readonly draft: ScheduleDraft }
  | { readonly kind: 'refused'; readonly text: string };

/** Null where this message takes no move: the answer says so. */
function readMoveOf(context: CommandContext, id: number, phrase: string): MoveReading | null {
  const message = context.ground.ledger.message(id);
  if (message === null || !takesMove(message)) return null;
  if (context.ground.ledger.replacementOf(id) !== null) return null;
  const zone = context.zone ?? message.zone;
  const built = buildMove(context, message, phrase, zone);
  if (built.kind === 'refuse') return { kind: 'refused', text: built.text };
  const whole = wholeOf(built.draft);
  return whole !== null && isClear(context, built.draft, whole, zone)
    ? { kind: 'clear', whole }
    : { kind: 'open', draft: built.draft };
}
