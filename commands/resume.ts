/** `/resume`: clears both latches, says what had tripped, and asks about what became overdue. */

import { type CommandDefinition, decide } from '../src/chat/command.ts';
import { counted } from '../src/chat/naming.ts';
import { numbered } from '../src/chat/tell.ts';
import type { LatchWhy } from '../src/core/ledger.ts';
import { resume as resumeSending } from '../src/core/resume.ts';
import { clockTime } from '../src/core/time/format.ts';

const whyText: Readonly<Record<LatchWhy, string>> = {
  owner_command: 'you had stopped me',
  outside: 'I had been stopped from the command line',
  stop_file: 'there was a STOP file in my data folder',
  in_doubt_in_a_row: 'several in a row could not be confirmed',
  account_refused: 'WhatsApp had refused several in a row',
  second_delivery: 'WhatsApp had reported one message twice',
  crash_loop: 'I had broken down three times in ten minutes',
  conflict: 'WhatsApp Web had been opened elsewhere',
};

export const resume: CommandDefinition = {
  name: 'resume',
  aliases: ['go'],
  usage: ['/resume'],
  summary: 'go on after a stop, and ask about what is overdue',
  examples: ['/resume'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context) {
    const { ground } = context;
    const zone = context.zone ?? 'UTC';
    return decide(ground, (tx) => {
      const resumed = resumeSending(tx, ground.stopFile, ground.clock.now());
      if (resumed.kind === 'stop_file')
        return {
          text: `🛑 Still stopped: the STOP file in my data folder belongs to ${resumed.owner}, and I may not remove it. Remove it there, then /resume.`,
        };
      const { overdue } = resumed;
      const title =
        resumed.kind === 'was_not_stopped'
          ? '▶️ I was not stopped.'
          : `▶️ Going on. Stopped since ${clockTime(Math.min(...since(resumed.cleared, ground.clock.now())), zone)}: ${resumed.cleared.map((latch) => whyText[latch.why]).join(', and ') || whyText.stop_file}.`;
      if (overdue.length === 0) {
        const next = tx.count({ statuses: ['scheduled'] });
        return { text: `${title}\nNothing is overdue. ${counted(next, 'message')} scheduled.` };
      }
      return {
        text: [
          title,
          `⌛ ${counted(overdue.length, 'message')} overdue, nothing of it goes by itself:`,
          ...numbered(overdue, zone),
          overdue.length === 1 ? 'Answer: send · drop' : 'Answer: 1 send · 2 drop · all drop',
        ].join('\n'),
        about: overdue.map((message) => message.id),
        ask: {
          kind: 'overdue',
          draft: { kind: 'overdue', ids: overdue.map((message) => message.id) },
          lapses: false,
        },
      };
    });
  },
};

function since(latches: readonly { readonly setAt: number }[], now: number): number[] {
  return latches.length === 0 ? [now] : latches.map((latch) => latch.setAt);
}
