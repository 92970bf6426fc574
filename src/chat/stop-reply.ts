/** What a stop froze, what it came too late for, and what nobody can tell yet. */
import type { Message } from '../core/message.ts';
import type { StopReport } from '../core/stop.ts';
import { clockTime } from '../core/time/format.ts';
import type { CommandContext, Reply } from './command.ts';
import { counted } from './naming.ts';

export function stopReply(report: StopReport, context: CommandContext): Reply {
  const zone = context.zone ?? 'UTC';
  const are = report.frozen === 1 ? 'is' : 'are';
  const sentences = [
    report.frozen === 0
      ? '🛑 Stopped. Nothing was waiting'
      : `🛑 Stopped. ${counted(report.frozen, 'message')} ${are} frozen`,
    ...report.left.map(
      (message) => `#${message.id} had left at ${clockTime(leftAt(context, message), zone)}`,
    ),
    ...report.keptBack.map((message) => `#${message.id} was kept back, it never left`),
    ...report.onTheirWay.map((message) =>
      message.status === 'in_doubt'
        ? `#${message.id} may have left, I cannot tell`
        : `#${message.id} is on its way, you will hear`,
    ),
  ];
  return {
    text: `${sentences.join(';\n')}. ${report.frozen > 0 ? '/resume shows them first.' : '/resume goes on.'}`,
    about: [...report.left, ...report.keptBack, ...report.onTheirWay].map((message) => message.id),
  };
}

function leftAt(context: CommandContext, message: Message): number {
  return context.ground.ledger.attempt(message.id)?.handedAt ?? message.changedAt;
}
