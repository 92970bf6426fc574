/** What was measured, as data, and as a table for the terminal: absolute values with their ratios beside them. */

export interface Figure {
  /** What was measured; figures of one `what` stand together. */
  readonly what: string;
  /** Whose figure it is, or at which size. */
  readonly who: string;
  /** Null: left out, and `note` says why. */
  readonly value: number | null;
  readonly unit: '/s' | 'ms' | 'MB' | 'times' | 'messages';
  /** The value divided by another one of the same run. */
  readonly ratio?: { readonly of: string; readonly value: number };
  /** What it has to show, and whether it does. */
  readonly target?: { readonly text: string; readonly met: boolean };
  readonly note?: string;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure, index) => [
    figures[index - 1]?.what === figure.what ? '' : figure.what,
    figure.who,
    figure.value === null ? '–' : `${rounded(figure.value)}${figure.unit === '/s' ? '' : ' '}${figure.unit}`,
    figure.ratio === undefined ? '' : `${figure.ratio.value.toFixed(2)} of ${figure.ratio.of}`,
    figure.target === undefined ? '' : `${figure.target.met ? '✓' : '✗'} ${figure.target.text}`,
    figure.note ?? '',
  ]);
  const head = ['', 'who', 'value', 'ratio', 'to show', ''];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => Array.from(row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 2
          ? cell.padStart(widths[column] ?? 0)
          : cell + ' '.repeat((widths[column] ?? 0) - Array.from(cell).length),
      )
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Three digits that matter; whole from a hundred on, and where it is whole. */
export function rounded(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-GB');
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 4);
}
