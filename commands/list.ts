/** `/list`: what is scheduled, by planned time under day headings, ten to a page. */

import { type CommandContext, type CommandDefinition, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { excerpt, name } from '../src/chat/naming.ts';
import type { MessageFilter } from '../src/core/ledger.ts';
import type { Message, Status } from '../src/core/message.ts';
import { dayHeading, shortMoment } from '../src/core/time/format.ts';
import { instantOf, wallOf } from '../src/core/time/zone.ts';

const perPage = 10;
/** Rows looked through for a name or a page: beyond it the owner narrows the list. */
const most = 1_000;
const open: readonly Status[] = ['scheduled', 'held', 'sending', 'in_doubt'];

const marks: Readonly<Record<Status, string>> = {
  scheduled: '⏰',
  held: '✋',
  sending: '📤',
  sent: '✅',
  failed: '⚠️',
  in_doubt: '❔',
  cancelled: '🚫',
  missed: '⌛',
  rehearsed: '🎭',
};

export const list: CommandDefinition = {
  name: 'list',
  aliases: ['ls'],
  usage: ['/list [today|week|all|failed|<name>] [page]'],
  summary: 'show what is scheduled',
  examples: ['/list', '/list today', '/list week', '/list all', '/list failed', '/list Mum', '/list 2'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const zone = context.zone ?? 'UTC';
    const asked = readAsked(context, input.words, zone);
    const found = context.ground.ledger
      .messages({ order: 'planned', limit: most, ...asked.filter })
      .filter(
        (message) =>
          asked.chatName === null ||
          fold(name(message.chat)) === asked.chatName ||
          fold(message.chat.name) === asked.chatName,
      );
    if (found.length === 0)
      return say(context.ground, `📋 Nothing ${asked.title}.\nTry: /schedule tomorrow 9:00 to Mum: hello`);
    const pages = Math.ceil(found.length / perPage);
    const page = Math.min(asked.page, pages);
    const shown = found.slice((page - 1) * perPage, page * perPage);
    const lines = [`📋 ${found.length} ${asked.title}${pages > 1 ? ` · page ${page} of ${pages}` : ''}`];
    let heading = '';
    for (const message of shown) {
      const day = dayHeading(message.plannedAt, zone);
      if (day !== heading) lines.push(day);
      heading = day;
      lines.push(line(message, zone));
    }
    if (page < pages)
      lines.push(`More: /list ${[asked.words, page + 1].filter((word) => word !== '').join(' ')}`);
    return say(
      context.ground,
      lines.join('\n'),
      shown.map((message) => message.id),
    );
  },
};

function line(message: Message, zone: string): string {
  return `${marks[message.status]} #${message.id} ${shortMoment(message.plannedAt, zone)} ${name(message.chat)}: ${excerpt(message.body, 18)}`;
}

interface Asked {
  readonly filter: MessageFilter;
  readonly title: string;
  readonly chatName: string | null;
  readonly page: number;
  readonly words: string;
}

function readAsked(context: CommandContext, head: string, zone: string): Asked {
  const match = /^(?<words>.*?)\s*(?<page>\d{1,3})?$/s.exec(head.trim());
  const words = match?.groups?.words?.replace(/[.!…]+$/, '').trim() ?? '';
  const page = Math.max(1, Number(match?.groups?.page ?? 1));
  const asked = (filter: MessageFilter, title: string): Asked => ({
    filter,
    title,
    chatName: null,
    page,
    words,
  });
  const today = startOfDay(context.now, zone, 0);
  switch (fold(words)) {
    case '':
      return asked({ statuses: open }, 'scheduled');
    case 'today':
      return asked(
        { statuses: open, plannedFrom: today, plannedBefore: startOfDay(context.now, zone, 1) },
        'scheduled today',
      );
    case 'week':
      return asked(
        { statuses: open, plannedFrom: today, plannedBefore: startOfDay(context.now, zone, 7) },
        'scheduled in the next 7 days',
      );
    case 'all':
      return asked({ order: 'id_last_first' }, 'in all, newest first');
    case 'failed':
      return asked(
        { statuses: ['failed', 'missed', 'in_doubt'], order: 'changed_last_first' },
        'failed, missed or in doubt',
      );
    default:
      return { ...asked({ statuses: open }, `scheduled for ${excerpt(words)}`), chatName: fold(words) };
  }
}

/** Midnight of the owner's day, `days` after today, ms. */
function startOfDay(now: number, zone: string, days: number): number {
  const noon = instantOf({ ...wallOf(now, zone), hour: 12, minute: 0, second: 0 }, zone).at;
  const wall = wallOf(noon + days * 86_400_000, zone);
  return instantOf({ ...wall, hour: 0, minute: 0, second: 0 }, zone).at;
}
