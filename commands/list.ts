/** `/list`: what is scheduled, by planned time under day headings, ten to a page. */

import { type CommandContext, type CommandDefinition, decide, type Reply, say } from '../src/chat/command.ts';
import { gist } from '../src/chat/file-text.ts';
import { fold } from '../src/chat/fold.ts';
import { closeLists, listCommand, nextPage } from '../src/chat/list-page.ts';
import { messagesFor } from '../src/chat/meant.ts';
import { excerpt, name } from '../src/chat/naming.ts';
import { pictured, readPictureWish } from '../src/chat/pictured.ts';
import { unquote } from '../src/chat/quotes.ts';
import { pausedLines, seriesList } from '../src/chat/series-list.ts';
import { statusText } from '../src/chat/state-text.ts';
import { weekPicture } from '../src/chat/week-picture.ts';
import type { LedgerReads, MessageFilter } from '../src/core/ledger.ts';
import { type Message, type Status, statuses } from '../src/core/message.ts';
import { startOfDay } from '../src/core/time/day-start.ts';
import { dayHeading, shortMoment } from '../src/core/time/format.ts';

const perPage = 10;
/** Rows looked through for a name or a page: beyond it the owner narrows the list. */
const most = 1_000;
/** An import has no more, and its pages are counted. */
const mostOfBatch = 5_000;
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
  usage: [
    '/list [today|tomorrow|week|all|failed|series]',
    '/list <name|B3>',
    '/list … 2: the second page, or: more',
    '/list week picture',
  ],
  summary: 'show what is scheduled',
  examples: [
    '/list',
    '/list today',
    '/list tomorrow',
    '/list week',
    '/list week picture',
    '/list all',
    '/list failed',
    '/list series',
    '/list Mum',
    '/list 2',
  ],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context, input) {
    const { ground } = context;
    const zone = context.zone ?? 'UTC';
    const { words: said, isPictured } = readPictureWish(input.words);
    if (fold(said).replace(/[.!…]+$/, '') === 'series') return say(ground, seriesList(ground.ledger, zone));
    const asked = nextPage(ground.ledger, said) ?? (isPictured && said === '' ? 'week' : said);
    const { words, page: wanted, found, title, none } = readAsked(context, asked, zone);
    const paused = words === '' ? pausedLines(ground.ledger) : [];
    if (found.length === 0) return say(ground, [`📋 ${none}`, ...paused].join('\n'));
    const pages = Math.ceil(found.length / perPage);
    const page = Math.min(wanted, pages);
    const shown = found.slice((page - 1) * perPage, page * perPage);
    const lines = [`📋 ${counts(found)}${title}`, ...(pages > 1 ? [`page ${page} of ${pages}`] : [])];
    let heading = '';
    for (const message of shown) {
      const day = dayHeading(message.plannedAt, zone);
      if (day !== heading) lines.push(day);
      heading = day;
      lines.push(line(message, zone, ground.ledger));
    }
    if (page === pages) lines.push(...paused);
    const next = page < pages ? { kind: 'list' as const, words, page: page + 1 } : null;
    if (next !== null) lines.push(`Next page: more, or ${listCommand(next)}`);
    const plain: Reply = {
      text: lines.join('\n'),
      about: shown.map((message) => message.id),
      ...(next === null ? {} : { ask: { kind: 'list', draft: next, lapses: true } }),
    };
    const reply = isPictured
      ? await pictured(context, plain, weekPicture(found, zone, context.now), 'week')
      : plain;
    return decide(ground, (tx) => {
      closeLists(tx);
      return reply;
    });
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

function line(message: Message, zone: string, ledger: LedgerReads): string {
  const made = ledger.occurrenceOf(message.batchId);
  const series = made === null ? '' : ` 🔁S${made.seriesId}`;
  return `${marks[message.status]} #${message.id}${series} ${shortMoment(message.plannedAt, zone)} ${name(message.chat)}: ${gist(message, 18)}`;
}

interface Asked {
  readonly found: readonly Message[];
  /** Behind the counts. */
  readonly title: string;
  /** Said where there is nothing. */
  readonly none: string;
  readonly page: number;
  /** Without the page. */
  readonly words: string;
}

function readAsked(context: CommandContext, typed: string, zone: string): Asked {
  const said = typed.replace(/[.!…]+$/, '').trim();
  const match = /^(?<words>.*?)\s*(?<page>\d{1,3})?$/s.exec(said);
  const words = match?.groups?.words?.replace(/[.!…]+$/, '').trim() ?? '';
  const page = Math.max(1, Number(match?.groups?.page ?? 1));
  const listed = (filter: MessageFilter): readonly Message[] =>
    context.ground.ledger.messages({ order: 'planned', limit: most, ...filter });
  const asked = (filter: MessageFilter, title: string, none = `Nothing scheduled${title}.`): Asked => ({
    found: listed(filter),
    title,
    none,
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
  }
  const [, batch, pageOfBatch = '1'] = /^b ?([1-9]\d{0,8})(?:\s+(\d{1,3}))?$/i.exec(said) ?? [];
  if (batch !== undefined) {
    const none = `There is no B${batch}.\nTry: /list · /list all`;
    const found = asked({ batchId: Number(batch), limit: mostOfBatch }, ` in B${batch}`, none);
    return { ...found, words: `B${batch}`, page: Math.max(1, Number(pageOfBatch)) };
  }
  // "Team 21" is a name before it is the twenty-first page of "Team".
  const names = said === words ? [words] : [said, words];
  const all = listed({ statuses: open });
  const [whole = words, shorter] = names.map(unquote);
  const forWhole = messagesFor(context, all, whole);
  const isWhole = forWhole.length > 0 || shorter === undefined;
  const name = isWhole ? whole : shorter;
  return {
    found: isWhole ? forWhole : messagesFor(context, all, shorter),
    title: ` for ${excerpt(name)}`,
    none: `Nothing scheduled for a chat named ${excerpt(whole)}.\nTry: /list · /list today · /list Mum`,
    page: isWhole && said !== words ? 1 : page,
    words: isWhole ? said : words,
  };
}
