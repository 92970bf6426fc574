/** What became of a message that the owner answered for, and what to say while nothing can go. */
import type { Ground } from '../core/ground.ts';
import type { Message } from '../core/message.ts';
import { fittingAnswers, type Resolved } from '../core/resolve.ts';
import { momentLine } from '../core/time/format.ts';
import { frozenText } from './amended-text.ts';
import { name, named } from './naming.ts';
import { moment } from './overdue-list.ts';
import { statusText } from './state-text.ts';

export function resolvedText(resolved: Resolved, zone: string, now: number): string {
  switch (resolved.kind) {
    case 'arrived':
      return `✅ ${named(resolved.message)}: arrived, noted.${cancelledToo(resolved.replacementCancelled)}`;
    case 'dropped':
      return `🗑️ ${named(resolved.message)} dropped.${cancelledToo(resolved.replacementCancelled)}`;
    case 'released':
      return resolved.message.plannedAt <= now
        ? `⏰ ${named(resolved.message)} goes now.`
        : `⏰ ${named(resolved.message)} goes\n${momentLine(resolved.message.plannedAt, zone, now)}`;
    case 'replaced':
      if (resolved.already)
        return `ℹ️ #${resolved.by.id} takes the place of #${resolved.old.id} already: it is ${statusText[resolved.by.status]}.`;
      return resolved.old.status === 'in_doubt'
        ? `⏰ #${resolved.by.id} takes the place of #${resolved.old.id}.\nFirst I make sure that the old one\ncannot leave any more.`
        : `⏰ #${resolved.by.id} takes the place of #${resolved.old.id}:\nto ${name(resolved.by.chat)}, ${moment(resolved.by.plannedAt, zone, now)}.`;
    case 'moved':
      return `⏰ ${named(resolved.message)} goes\n${momentLine(resolved.message.plannedAt, zone, now)}`;
    case 'frozen':
      return frozenText(resolved.message);
    case 'does_not_fit':
      return doesNotFitText(resolved.message);
    case 'none':
      return `🚫 There is no #${resolved.id}. /attention shows what needs you.`;
    default:
      return resolved satisfies never;
  }
}

export function doesNotFitText(message: Message): string {
  const fitting = fittingAnswers(message);
  const can = fitting.length === 0 ? 'It needs no answer.' : `You can say: ${answerList(fitting)}`;
  return `🚫 ${named(message)} is ${statusText[message.status]}.\n${can}`;
}

/** As the owner would write them. */
export function answerList(answers: ReturnType<typeof fittingAnswers>): string {
  return answers.map((answer) => (answer === 'move' ? 'move 18:00' : answer)).join(' · ');
}

/** What is planned now goes only if nothing is in its way: a line for what is, or none. */
export function standstillLines({ ledger, settings }: Ground, resolved: readonly Resolved[]): string[] {
  const planned = resolved.flatMap((one) => {
    if (one.kind === 'released' || one.kind === 'moved') return [one.message];
    return one.kind === 'replaced' && !one.already ? [one.by] : [];
  });
  if (planned.length === 0) return [];
  if (ledger.latch('stopped') !== null || ledger.latch('breaker') !== null)
    return ['🛑 I am stopped: nothing goes until /resume.'];
  return settings.dryRun ? ['🎭 I am running dry: nothing will be sent.'] : [];
}

function cancelledToo(id: number | null): string {
  return id === null ? '' : ` #${id} is cancelled too.`;
}
