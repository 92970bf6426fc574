/** `/stats`: what became of the messages, week by week, and how late they left. */
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { pictured, readPictureWish } from '../src/chat/pictured.ts';
import { statsPicture } from '../src/chat/stats-picture.ts';
import { countsText, latenessText } from '../src/chat/stats-text.ts';
import type { Status } from '../src/core/message.ts';
import { startOfDay, startOfWeek } from '../src/core/time/day-start.ts';
import { dateLabel } from '../src/core/time/format.ts';

/** With its heading and its lateness each takes three lines of a phone. */
const weeksShown = 3;
const daysDrawn = 7 * weeksShown;
const inAll: readonly Status[] = ['sent', 'in_doubt', 'missed', 'failed'];

export const stats: CommandDefinition = {
  name: 'stats',
  aliases: [],
  usage: ['/stats', '/stats picture'],
  summary: 'count what was sent, and how late',
  examples: ['/stats', '/stats picture'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context, input) {
    const { ground, now, zone: own } = context;
    const { words, isPictured } = readPictureWish(input.words);
    if (words.replace(/[.!…]+$/, '') !== '')
      return say(ground, `🚫 /stats takes no words, found ${excerpt(words)}.\nTry: /stats · /stats picture`);
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
    const reply = { text: [...weeks.flat(), ...(total === null ? [] : [`In all: ${total}`])].join('\n') };
    if (!isPictured) return say(ground, reply.text);
    const days = Array.from({ length: daysDrawn }, (_, index) => {
      const [from, to] = [1 - daysDrawn + index, 2 - daysDrawn + index].map((day) =>
        startOfDay(now, zone, day),
      );
      return { from: from ?? now, ...ledger.outcomes(from ?? now, to ?? now) };
    });
    const latenessMs = days.flatMap((day) => day.latenessMs).sort((a, b) => a - b);
    const drawn = await pictured(context, reply, statsPicture(days, zone, latenessText(latenessMs)), 'stats');
    return decide(ground, () => drawn);
  },
};
