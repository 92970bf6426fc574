/**
 * From a table to a campaign: every cell is read as /schedule would read it, and what it would ask about is a bad row.
 * Nothing is armed here. Looking five thousand numbers up takes minutes: it lets everything else go on meanwhile, says how
 * far it is, and gives way to whatever the owner writes, since that may be a stop or a cancel.
 */
import type { CommandContext } from '../command.ts';
import { name } from '../naming.ts';
import { fillPlaceholders, namelessIn, unknownPlaceholder } from '../placeholders.ts';
import type { BadRow, Campaign, CampaignRow, Place } from './campaign.ts';
import { placeText } from './campaign.ts';
import { readMoment, textFault, whomIn } from './cells.ts';
import type { Table, TableRow } from './table.ts';

/** As many as one import may arm: a /cancel takes back no more at once. */
export const mostRows = 5_000;

/** Reading up to here is no wait; past it the owner is told, and then now and then. */
const quickMs = 2_000;
const tellEveryMs = 20_000;
/** Reading a row of known names takes half a millisecond: so many are no hitch for a message that is due. */
const rowsAtOnce = 20;

export type CampaignReading =
  | { readonly kind: 'campaign'; readonly campaign: Campaign }
  | { readonly kind: 'stopped' | 'interrupted' | 'unreachable' };

type Whole = Extract<Table, { kind: 'table' }>;

/** `guessedBy`: see `Campaign`. */
export async function readCampaign(
  context: CommandContext,
  { rows, strange, exported }: Whole,
  zone: string,
  guessedBy: string | null,
): Promise<CampaignReading> {
  const { ground, locale, command } = context;
  const { clock, ledger } = ground;
  const whom = whomIn(context.book, locale);
  const wasStopped = ledger.latch('stopped') !== null;
  const began = clock.monotonic();
  let toldAt = began + quickMs - tellEveryMs;
  const read: CampaignRow[] = [];
  const bad: BadRow[] = [];
  let over = 0;
  for (const [index, row] of rows.entries()) {
    if (index % rowsAtOnce === rowsAtOnce - 1) await clock.sleepUntil(clock.now() + 1);
    if (ledger.latch('stopped') !== null && !wasStopped) return { kind: 'stopped' };
    if (clock.monotonic() - began > quickMs) {
      if (ledger.commandsReceived().some(({ id }) => id !== command.id)) return { kind: 'interrupted' };
      if (clock.monotonic() - toldAt >= tellEveryMs) {
        toldAt = clock.monotonic();
        context.tellNow(`📥 I read your table: ${index} of ${rows.length} rows.`);
      }
    }
    if (exported && !/^(?:scheduled|held|)$/.test(row.cells.state)) {
      over += 1;
      continue;
    }
    const found = await readRow(row);
    if (found === 'unreachable') return { kind: 'unreachable' };
    if (typeof found === 'string') bad.push({ ...placeOf(row), why: found });
    else read.push(found);
  }
  const filled = exported ? { rows: read, bad: [] } : fill(read);
  const single = withoutDoubles(filled.rows);
  return {
    kind: 'campaign',
    campaign: {
      rows: single.rows,
      bad: [...bad, ...filled.bad, ...single.bad].sort((a, b) => a.line - b.line),
      ...{ over, strange, guessedBy },
    },
  };

  async function readRow(row: TableRow): Promise<CampaignRow | string> {
    const { when, to, phone, text } = row.cells;
    if (row.overflows) return 'more cells than columns: put the text in quotes';
    const moment = readMoment(when, { now: command.at, zone, locale });
    if (typeof moment === 'string') return moment;
    const body = exported ? text : text.replaceAll('\r\n', '\n');
    const fault = textFault(body);
    if (fault !== null) return fault;
    const chat = await whom(to, phone);
    if (typeof chat === 'string') return chat;
    return { ...placeOf(row), at: moment.at, zone: moment.zone, notes: moment.notes, chat, body };
  }
}

function placeOf({ line, row }: TableRow): Place {
  return line === row ? { line } : { line, row };
}

interface Sifted {
  readonly rows: readonly CampaignRow[];
  readonly bad: readonly BadRow[];
}

/** Placeholders are filled in where the table goes to several people, as a /schedule does. */
function fill(rows: readonly CampaignRow[]): Sifted {
  if (new Set(rows.map(({ chat }) => chat.chatId)).size < 2) return { rows, bad: [] };
  const bad: BadRow[] = [];
  const filled = rows.flatMap((row) => {
    const strange = unknownPlaceholder(row.body);
    const nameless = namelessIn([row.body], [row.chat]);
    if (strange === null && nameless === null)
      return [{ ...row, body: fillPlaceholders(row.body, row.chat) }];
    const why = strange !== null ? `I know no ${strange}` : `I know no name of ${name(row.chat)}`;
    bad.push({ ...onlyPlace(row), why });
    return [];
  });
  return { rows: filled, bad };
}

/** The same text to the same chat at the same moment is a slip of the hand. */
function withoutDoubles(rows: readonly CampaignRow[]): Sifted {
  const first = new Map<string, CampaignRow>();
  const bad: BadRow[] = [];
  const single = rows.filter((row) => {
    const key = JSON.stringify([row.at, row.chat.chatId, row.body]);
    const before = first.get(key);
    if (before !== undefined) bad.push({ ...onlyPlace(row), why: `is the same as ${placeText(before)}` });
    else first.set(key, row);
    return before === undefined;
  });
  return { rows: single, bad };
}

function onlyPlace({ line, row }: Place): Place {
  return row === undefined ? { line } : { line, row };
}
