/** All messages as a table that a spreadsheet opens: comma-separated, in the owner's wall clock. */
import type { Attempt, Message } from './message.ts';
import { instantOf, wallOf } from './time/zone.ts';

export type ExportOutcome =
  | { readonly kind: 'made'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'failed'; readonly why: 'full' | 'io' };

/** Where exports are put: private, and beside the ledger. */
export interface ExportShelf {
  /** Writes it whole or not at all; the earliest make room. Never throws a fault of the disk. */
  put(name: string, text: string): ExportOutcome;
}

export interface ExportRow {
  readonly message: Message;
  /** Null where it was never claimed. */
  readonly attempt: Attempt | null;
}

const columns = ['id', 'when', 'to', 'text', 'state', 'phone', 'planned', 'left'] as const;
/** A spreadsheet that is not told so takes the file for the alphabet of its own country. */
const utf8Mark = '\ufeff';

/** Rows end as spreadsheets write them; texts keep their own lines, within quotes. */
export function csvOf(rows: Iterable<ExportRow>, zone: string): string {
  const lines: string[] = [columns.join(',')];
  for (const { message, attempt } of rows) {
    const { id, chat, body, status, dueAt, plannedAt } = message;
    const cells: Record<(typeof columns)[number], string> = {
      id: String(id),
      when: wallText(dueAt, zone),
      to: chat.kind === 'self' ? 'me' : chat.name,
      text: body,
      state: status.replaceAll('_', ' '),
      phone: chat.phone ?? '',
      planned: wallText(plannedAt, zone),
      left: status === 'sent' && attempt?.handedAt != null ? wallText(attempt.handedAt, zone) : '',
    };
    lines.push(columns.map((column) => cell(cells[column])).join(','));
  }
  return `${utf8Mark}${lines.join('\r\n')}\r\n`;
}

/**
 * What begins like a formula would be carried out by a spreadsheet, whoever wrote it. The quote before it is taken off
 * again by whoever reads the table back; one that stood there gets another, so that the text is the same then.
 */
function cell(text: string): string {
  const guarded = /^'*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /["\r\n,;]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * `2026-12-31 23:59`, with seconds only where there are any: it can be written as a when. A time that the clock shows twice
 * would be read as the first one: the second is written in UTC.
 */
function wallText(at: number, zone: string): string {
  const wall = wallOf(at, zone);
  const second = Math.floor(at / 1000) * 1000;
  if (zone !== 'UTC' && instantOf(wall, zone).at !== second) return `${wallText(at, 'UTC')} UTC`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = wall.second === 0 ? '' : `:${two(wall.second)}`;
  return `${wall.year}-${two(wall.month)}-${two(wall.day)} ${two(wall.hour)}:${two(wall.minute)}${seconds}`;
}

/** `messages-2026-12-31T225900Z.csv`: sorted by name they are sorted by time. */
export function exportName(at: number): string {
  return `messages-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z.csv`;
}
