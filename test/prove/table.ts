/** The table of what was tried and what broke, as Markdown, so that it reads the same in a terminal and in a document. */

export interface Row {
  readonly what: string;
  readonly tried: number;
  readonly broke: number;
  readonly seconds: number;
  readonly note?: string;
  /** The tries were no chances: nothing is to be concluded from their number. */
  readonly bare?: boolean;
}

/**
 * The rule of three: what never happened in `tried` tries happens, at 95 %, in less than 3/tried of them. Nothing is
 * claimed of what was not tried, or broke.
 */
export function boundOf({ tried, broke }: Pick<Row, 'tried' | 'broke'>): string {
  if (broke > 0 || tried === 0) return '';
  const share = 3 / tried;
  return share >= 1 ? '' : `< ${(share * 100).toPrecision(2).replace(/\.?0+e/, 'e')} %`;
}

/** `send: killed at a port` and its seven neighbours are one row, each of which the parts have told by itself. */
function merged(rows: readonly Row[]): readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const what = /^[\w-]+: (.+)$/.exec(row.what)?.[1] ?? row.what;
    groups.set(what, [...(groups.get(what) ?? []), row]);
  }
  return [...groups].map(([what, some]) => {
    const [first] = some;
    if (some.length === 1 && first !== undefined) return first;
    const sum = (of: (row: Row) => number): number => some.reduce((all, row) => all + of(row), 0);
    return {
      what,
      tried: sum(({ tried }) => tried),
      broke: sum(({ broke }) => broke),
      seconds: sum(({ seconds }) => seconds),
      note: `in ${some.length} scenarios`,
    };
  });
}

export function tableOf(rows: readonly Row[]): string {
  const cells = merged(rows).map((row) => [
    row.what,
    String(row.tried),
    String(row.broke),
    row.bare === true ? '' : boundOf(row),
    row.seconds === 0 ? '' : `${Math.round(row.seconds)} s`,
    row.note ?? '',
  ]);
  const heads = ['what was tried', 'tries', 'broke', 'at 95 %', 'took', ''];
  const widths = heads.map((head, column) =>
    Math.max(head.length, 3, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}
