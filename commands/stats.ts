/** `/stats`: what became of the messages, week by week, and how late they left. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { countsText, latenessText } from '../src/chat/stats-text.ts';
import type { Status } from '../src/core/message.ts';
import { startOfWeek } from '../src/core/time/day-start.ts';
import { dateLabel } from '../src/core/time/format.ts';

/** With its heading and its lateness each takes three lines of a phone. */
const weeksShown = 3;
const inAll: readonly Status[] = ['sent', 'in_doubt', 'missed', 'failed'];

export const stats: CommandDefinition = {
  name: 'stats',
  aliases: [],
  usage: ['/stats'],
  summary: 'count what was sent, and how late',
  examples: ['/stats'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan({ ground, now, zone: own }, input) {
    if (input.words.replace(/[.!…]+$/, '') !== '')
      return say(ground, `🚫 /stats takes no words, found ${excerpt(input.words)}.\nTry: /stats`);
    const { ledger } = ground;
    const zone = own ?? 'UTC';
    const weeks = Array.from({ length: weeksShown }, (_, index) => {
      const from = startOfWeek(now, zone, -index);
      const { counts, latenessMs } = ledger.outcomes(from, startOfWeek(now, zone, 1 - index));
      const label = dateLabel(from, zone, now);
      return [
        index === 0 ? `📊 This week, since ${label}:` : `Week of ${label}:`,
        countsText(counts) ?? 'nothing was due',
        ...latenessText(latenessMs),
      ];
    });
    const all = inAll.map((status) => [status, ledger.count({ statuses: [status], dry: false })] as const);
    const total = countsText(Object.fromEntries(all));
    return say(ground, [...weeks.flat(), ...(total === null ? [] : [`In all: ${total}`])].join('\n'));
  },
};
