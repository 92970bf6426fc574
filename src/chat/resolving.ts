/** The owner's answers for messages that need one, carried out together and answered with what became of each. */
import type { LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { type Answer, fittingAnswers, type Resolved, resolve } from '../core/resolve.ts';
import { momentLine, shortMoment } from '../core/time/format.ts';
import { type CommandContext, type Decision, decide, type Reply, say } from './command.ts';
import { name, named } from './naming.ts';
import { readDraft } from './question.ts';
import { statusText } from './state-text.ts';

export interface Resolution {
  readonly id: number;
  readonly verb: Answer;
}

/**
 * "Again" on a message in doubt could reach the recipient twice, so it is asked about once more; everything else is
 * carried out in one transaction.
 */
export function resolveThese(context: CommandContext, resolutions: readonly Resolution[]): Decision {
  const { ground } = context;
  const [only] = resolutions;
  // "Send" for one in doubt may mean that it was sent.
  if (
    only?.verb === 'send' &&
    resolutions.length === 1 &&
    ground.ledger.message(only.id)?.status === 'in_doubt'
  )
    return unclear(context, [only.id]);
  const doubted = resolutions.filter(
    ({ id, verb }) =>
      verb === 'again' &&
      ground.ledger.message(id)?.status === 'in_doubt' &&
      ground.ledger.replacementOf(id) === null,
  );
  const [first] = doubted;
  if (first !== undefined)
    return askReally(
      context,
      first.id,
      resolutions.filter((one) => one !== first),
    );
  return carryOut(context, resolutions);
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
  return carryOut(context, [{ id, verb: 'again' }]);
}

function askReally(context: CommandContext, id: number, others: readonly Resolution[]): Decision {
  const { ground } = context;
  const message = ground.ledger.message(id);
  const to = message === null ? 'the' : message.chat.kind === 'self' ? 'your' : `${name(message.chat)}'s`;
  return decide(
    ground,
    (tx) => {
      const done = others.map((one) => lineOf(tx, context, one));
      closeEarlier(tx, id);
      return {
        text: [
          ...done,
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

/** The same question asked before, so that a yes has only one to answer. */
function closeEarlier(tx: LedgerWrites, id: number): void {
  for (const question of tx.openQuestions()) {
    const draft = readDraft(question.draft);
    if (draft.kind === 'again' && draft.id === id) tx.closeQuestion(question.id, 'dropped');
  }
}

function carryOut(context: CommandContext, resolutions: readonly Resolution[]): Decision {
  return decide(
    context.ground,
    (tx): Reply => ({
      text: resolutions.map((one) => lineOf(tx, context, one)).join('\n'),
      about: resolutions.map(({ id }) => id),
    }),
    () => clearPages(context, resolutions),
  );
}

/** A page that may still deliver the old one is destroyed before anything else may take its place. */
async function clearPages({ ground }: CommandContext, resolutions: readonly Resolution[]): Promise<void> {
  const alive = resolutions.some(({ id, verb }) => {
    const attempt = verb === 'arrived' ? null : ground.ledger.attempt(id);
    const open = attempt !== null && ground.ledger.message(id)?.status !== 'sent';
    return open && !ground.ledger.pageIsDead(attempt.pageGeneration);
  });
  if (alive) await ground.whatsapp.recycle();
}

function lineOf(tx: LedgerWrites, context: CommandContext, { id, verb }: Resolution): string {
  const resolved = resolve(
    tx,
    context.ground.chance,
    id,
    verb,
    context.command.waId,
    context.ground.settings.dryRun,
    context.ground.clock.now(),
  );
  return resolvedText(resolved, context);
}

function resolvedText(resolved: Resolved, context: CommandContext): string {
  const zone = context.zone ?? 'UTC';
  switch (resolved.kind) {
    case 'arrived':
      return `✅ ${named(resolved.message)}: arrived, noted.`;
    case 'dropped':
      return `🗑️ ${named(resolved.message)} dropped.${resolved.replacementCancelled === null ? '' : ` #${resolved.replacementCancelled} is cancelled too.`}`;
    case 'released':
      return resolved.message.plannedAt <= context.now
        ? `⏰ ${named(resolved.message)} goes now.`
        : `⏰ ${named(resolved.message)} goes\n${momentLine(resolved.message.plannedAt, zone, context.now)}`;
    case 'replaced':
      if (resolved.already)
        return `ℹ️ #${resolved.by.id} takes the place of #${resolved.old.id} already: it is ${statusText[resolved.by.status]}.`;
      return resolved.old.status === 'in_doubt'
        ? `⏰ #${resolved.by.id} takes the place of #${resolved.old.id}.\nFirst I make sure that the old one\ncannot leave any more.`
        : `⏰ #${resolved.by.id} takes the place of #${resolved.old.id}:\nto ${name(resolved.by.chat)}, ${shortMoment(resolved.by.plannedAt, zone)}.`;
    case 'does_not_fit':
      return doesNotFitText(resolved.message);
    case 'none':
      return `🚫 There is no #${resolved.id}. /attention shows what needs you.`;
    default:
      return resolved satisfies never;
  }
}

function doesNotFitText(message: Message): string {
  const fitting = fittingAnswers(message);
  const can = fitting.length === 0 ? 'It needs no answer.' : `You can say: ${fitting.join(' · ')}`;
  return `🚫 ${named(message)} is ${statusText[message.status]}.\n${can}`;
}
