/** `/resume`: clears both latches, says what had tripped, and asks about what became overdue. */

import { ranges } from '../src/chat/cancel-text.ts';
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { supersede } from '../src/chat/fitting.ts';
import { counted, excerpt } from '../src/chat/naming.ts';
import { listAnswers, numbered, overdueAnswers } from '../src/chat/overdue-list.ts';
import { resumeThis } from '../src/chat/series-deeds.ts';
import { quotedSeries, readSeriesIds } from '../src/chat/series-selection.ts';
import { isStop } from '../src/chat/verb.ts';
import type { Latch, LatchWhy } from '../src/core/ledger.ts';
import { resume as resumeSending } from '../src/core/resume.ts';
import { clockTime, dayAndTime, dayHeading } from '../src/core/time/format.ts';
import { oneSeries } from './skip.ts';

/** Without the messages that tripped it. */
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
  usage: ['/resume', '/resume S2: a paused series'],
  summary: 'go on after a stop',
  examples: ['/resume', '/resume S2'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const zone = context.zone ?? 'UTC';
    const series = input.words === '' ? quotedSeries(context) : null;
    if (series !== null) return resumeThis(context, series);
    if (readSeriesIds(input.words) !== null) {
      const found = oneSeries(context, input.words, '/resume S2');
      return 'carryOut' in found ? found : resumeThis(context, found);
    }
    // "/resume 12" asks for one message, and this lets all of them go on.
    if (input.words.replace(/[.!…]+$/, '') !== '')
      return say(
        ground,
        `🚫 Nothing resumed: /resume takes no words,\nfound ${excerpt(input.words)}.\n/resume lets everything go on.\nFor one message: /resolve 12 send`,
      );
    return decide(ground, (tx) => {
      const stoppedAgain = tx.commandsAfter(context.command).find(({ text }) => isStop(text));
      const asked = { at: context.command.at, live: context.live, stoppedAgainAt: stoppedAgain?.at ?? null };
      const resumed = resumeSending(tx, ground.stopFile, asked, ground.clock.now());
      if (resumed.kind === 'stopped_since')
        return {
          text: `🛑 Still stopped: that /resume is older\nthan the stop of ${momentText(resumed.at, zone, ground.clock.now())}.\nWrite /resume again to go on.`,
        };
      if (resumed.kind === 'stop_file')
        return {
          text: `🛑 Still stopped: I may not remove\nthe STOP file in my data folder.\nIt belongs to ${resumed.owner}.\nRemove it there, then /resume.`,
        };
      const { overdue } = resumed;
      const clock = resumed.clockBelieved
        ? `\nI go by my clock as it is now:\n${dayAndTime(ground.clock.now(), zone, ground.clock.now())}.`
        : '';
      const how =
        resumed.kind === 'was_not_stopped'
          ? '▶️ I was not stopped.'
          : `▶️ Going on. Stopped since ${sinceText(resumed.cleared, zone, ground.clock.now())}:\n${resumed.cleared.map(trippedBy).join(',\nand ')}.`;
      const title = `${how}${clock}`;
      if (overdue.length === 0) {
        const next = tx.count({ statuses: ['scheduled'] });
        return { text: `${title}\nNothing is overdue.\n${counted(next, 'message')} scheduled. /list` };
      }
      supersede(tx, overdue);
      return {
        text: [
          title,
          `⌛ ${counted(overdue.length, 'message')} overdue, nothing of it goes by itself:`,
          ...numbered(overdue, zone, ground.clock.now()),
          ...(overdue.length === 1 ? [`Answer: ${overdueAnswers}`] : listAnswers),
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

/** The first of the latches; with its day where that is not today. */
function sinceText(latches: readonly { readonly setAt: number }[], zone: string, now: number): string {
  return momentText(Math.min(now, ...latches.map((latch) => latch.setAt)), zone, now);
}

function momentText(at: number, zone: string, now: number): string {
  return dayHeading(at, zone) === dayHeading(now, zone) ? clockTime(at, zone) : dayAndTime(at, zone, now);
}

/** `3 in a row could not be confirmed (#4–#6)` */
function trippedBy({ why, about = [] }: Latch): string {
  if (about.length === 0) return whyText[why];
  const ids = ranges(about);
  switch (why) {
    case 'in_doubt_in_a_row':
      return `${about.length} in a row could not be confirmed\n(${ids})`;
    case 'account_refused':
      return `WhatsApp had refused ${about.length} in a row\n(${ids})`;
    case 'second_delivery':
      return `WhatsApp had shown ${ids} twice`;
    default:
      return `${whyText[why]} (${ids})`;
  }
}
