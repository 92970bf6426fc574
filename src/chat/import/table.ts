/** A CSV table as rows of named cells, each with the line on which it begins. What is broken is refused, never mended. */
import { CsvError, parse } from 'csv-parse/sync';
import { fold } from '../fold.ts';

/** Those that count; /export writes the others too. */
export const columns = ['when', 'to', 'text', 'phone', 'state'] as const;
export type Column = (typeof columns)[number];
const needed: readonly Column[] = ['when', 'to', 'text'];
/** What /export writes besides, for people to read. */
const forReading = ['id', 'planned', 'left'];

export interface TableRow {
  /** Of the file, from 1. */
  readonly line: number;
  /** As a spreadsheet counts, where a text of several lines makes that another number. */
  readonly row: number;
  readonly cells: Readonly<Record<Column, string>>;
  /** It has more cells than the header: a text with a comma that stands in no quotes. */
  readonly overflows: boolean;
}

export type Table =
  | {
      readonly kind: 'table';
      readonly rows: readonly TableRow[];
      /** Columns that mean nothing here, as typed. */
      readonly strange: readonly string[];
      /** /export wrote it: its texts are as they went, and have no placeholders. */
      readonly exported: boolean;
    }
  | { readonly kind: 'refuse'; readonly text: string };

const delimiters = [',', ';', '\t', '|'];
const maxRecords = 20_000;

/** `text` is what the bytes say; a mark of their order before it is taken off. */
export function readTable(text: string): Table {
  const bare = text.replace(/^\ufeff/, '');
  if (bare.trim() === '') return refuse('that table is empty.');
  // Excel's own way of saying how cells are divided stands before the header.
  const said = /^sep=(.)\r?\n/i.exec(bare);
  const skipped = said === null ? 0 : 1;
  const body = said === null ? bare : bare.slice(said[0].length);
  const delimiter = said?.[1] ?? delimiterOf(body);
  const records = readRecords(body, delimiter, skipped);
  if (typeof records === 'string') return refuse(records);
  const [header, ...rest] = records;
  if (header === undefined) return refuse('that table is empty.');
  const names = header.cells.map((cell) => fold(cell));
  const twice = columns.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice !== undefined) return refuse(`it has two columns named ${twice}.`);
  const lacking = needed.filter((column) => !names.includes(column));
  if (lacking.length > 0) return refuse(lackingText(lacking, header.cells));
  const known: readonly string[] = [...columns, ...forReading, ''];
  const strange = header.cells.filter((_, at) => !known.includes(names[at] ?? ''));
  const place = (column: Column): number => names.indexOf(column);
  const rows = rest.flatMap(({ line, row, cells }): TableRow[] => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const cell = (column: Column): string => unguarded(cells[place(column)] ?? '');
    return [
      {
        ...{ line, row },
        cells: {
          when: cell('when').trim(),
          to: cell('to').trim(),
          text: cell('text'),
          phone: cell('phone').trim(),
          state: cell('state').trim(),
        },
        overflows: cells.slice(names.length).some((extra) => extra.trim() !== ''),
      },
    ];
  });
  return { kind: 'table', rows, strange, exported: names.includes('id') && names.includes('state') };
}

interface Cells {
  readonly line: number;
  readonly row: number;
  readonly cells: readonly string[];
}

/** A sentence where the table is broken. */
function readRecords(body: string, delimiter: string, skipped: number): readonly Cells[] | string {
  try {
    const read = parse(body, {
      delimiter,
      raw: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: maxRecords,
    }) as unknown as readonly { readonly record: readonly string[]; readonly raw: string }[];
    let line = 1 + skipped;
    return read.map(({ record, raw }, index) => {
      const begins = line;
      // The parser's own count takes a line end of two characters within quotes for two.
      line += raw.match(/\r\n|\n|\r/g)?.length ?? 0;
      return { line: begins, row: index + 1 + skipped, cells: record };
    });
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const line = Number(fault.lines ?? 0) + skipped;
    return fault.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quote never closes.\nA " within a text is written twice: "".'
      : `line ${line} has a stray quote.\nQuotes stand around the whole text,\nand one within it is written twice: "".`;
  }
}

/** The one that divides the header into columns that we know. */
function delimiterOf(body: string): string {
  const [header = ''] = body.split(/[\r\n]/, 1);
  const known = (delimiter: string): number =>
    header
      .split(delimiter)
      .map((cell) => fold(cell.replace(/^\s*"|"\s*$/g, '')))
      .filter((cell) => (columns as readonly string[]).includes(cell)).length;
  return delimiters.reduce((best, delimiter) => (known(delimiter) > known(best) ? delimiter : best));
}

/** The quote before what begins like a formula, which /export puts there and people do. */
function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}

function lackingText(lacking: readonly Column[], found: readonly string[]): string {
  const has = found.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const shown = Array.from(has.join(', ')).slice(0, 32).join('');
  return `its first line must name\nthe columns when, to and text.\nI miss ${lacking.join(', ')} in "${shown}".`;
}

function refuse(text: string): Table {
  return { kind: 'refuse', text };
}
