/** `/list`: what is scheduled, by planned time under day headings, ten to a page. */

import { type CommandContext, type CommandDefinition, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { excerpt, name } from '../src/chat/naming.ts';
import { statusText } from '../src/chat/state-text.ts';
import type { MessageFilter } from '../src/core/ledger.ts';
import { type Message, type Status, statuses } from '../src/core/message.ts';
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
  usage: ['/list [today|tomorrow|week|all|failed]', '/list <name>', '/list … 2: the second page'],
  summary: 'show what is scheduled',
  examples: [
    '/list',
    '/list today',
    '/list tomorrow',
    '/list week',
    '/list all',
    '/list failed',
    '/list Mum',
    '/list 2',
  ],
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
    if (found.length === 0) return say(context.ground, `📋 ${asked.none}`);
    const pages = Math.ceil(found.length / perPage);
    const page = Math.min(asked.page, pages);
    const shown = found.slice((page - 1) * perPage, page * perPage);
    const lines = [`📋 ${counts(found)}${asked.title}`, ...(pages > 1 ? [`page ${page} of ${pages}`] : [])];
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

/** `2 scheduled, 1 in doubt` */
function counts(messages: readonly Message[]): string {
  return statuses
    .flatMap((status) => {
      const count = messages.filter((message) => message.status === status).length;
      return count === 0 ? [] : [`${count} ${statusText[status]}`];
    })
    .join(', ');
}

function line(message: Message, zone: string): string {
  return `${marks[message.status]} #${message.id} ${shortMoment(message.plannedAt, zone)} ${name(message.chat)}: ${excerpt(message.body, 18)}`;
}

interface Asked {
  readonly filter: MessageFilter;
  /** Behind the counts. */
  readonly title: string;
  /** Said where there is nothing. */
  readonly none: string;
  readonly chatName: string | null;
  readonly page: number;
  readonly words: string;
}

function readAsked(context: CommandContext, head: string, zone: string): Asked {
  const match = /^(?<words>.*?)\s*(?<page>\d{1,3})?$/s.exec(head.trim());
  const words = match?.groups?.words?.replace(/[.!…]+$/, '').trim() ?? '';
  const page = Math.max(1, Number(match?.groups?.page ?? 1));
  const asked = (filter: MessageFilter, title: string, none = `Nothing scheduled${title}.`): Asked => ({
    filter,
    title,
    none,
    chatName: null,
    page,
    words,
  });
  const day = (days: number): number => startOfDay(context.now, zone, days);
  switch (fold(words)) {
    case '':
      return asked({ statuses: open }, '', 'Nothing scheduled.\nTry: /schedule tomorrow 9:00 to Mum: hello');
    case 'today':
      return asked({ statuses: open, plannedFrom: day(0), plannedBefore: day(1) }, ' today');
    case 'tomorrow':
      return asked({ statuses: open, plannedFrom: day(1), plannedBefore: day(2) }, ' tomorrow');
    case 'week':
      return asked({ statuses: open, plannedFrom: day(0), plannedBefore: day(7) }, ' in 7 days');
    case 'all':
      return asked({ order: 'id_last_first' }, ': all, newest first', 'Nothing yet.');
    case 'failed':
      return asked(
        { statuses: ['failed', 'missed', 'in_doubt'], order: 'changed_last_first' },
        '',
        'None failed, missed or in doubt.',
      );
    default:
      return {
        ...asked(
          { statuses: open },
          ` for ${excerpt(words)}`,
          `Nothing scheduled for a chat named ${excerpt(words)}.\nTry: /list · /list today · /list Mum`,
        ),
        chatName: fold(words),
      };
  }
}

/** Midnight of the owner's day, `days` after today, ms. */
function startOfDay(now: number, zone: string, days: number): number {
  const noon = instantOf({ ...wallOf(now, zone), hour: 12, minute: 0, second: 0 }, zone).at;
  const wall = wallOf(noon + days * 86_400_000, zone);
  return instantOf({ ...wall, hour: 0, minute: 0, second: 0 }, zone).at;
}
