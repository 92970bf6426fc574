/** What was tried and what broke: lines while it goes on, a table at the end, the same as JSON. */
import { writeFileSync } from 'node:fs';

export interface ResultRow {
  readonly what: string;
  readonly tried: number;
  readonly broke: number;
  readonly seconds: number;
  readonly note: string;
}

export function option(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? '');
}

export function numberOption(name: string, unset: number): number {
  const given = option(name);
  if (given === null) return unset;
  const value = Number(given);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name}: expected a whole number, found ${JSON.stringify(given)}`);
  return value;
}

/** Says how far it has come, every two seconds, until the returned function is called. */
export function showProgress(text: () => string): () => void {
  const timer = setInterval(() => console.log(text()), 2_000);
  return () => clearInterval(timer);
}

/** Who asks for the end gets what is known so far: `tell` is called once, and the process ends with the code it sets. */
export function whenAsked(tell: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      tell();
      process.exit();
    });
}

/** Prints the table, writes it where `--json` says, and sets the exit code. */
export function conclude(rows: readonly ResultRow[]): void {
  console.log('\nwhat · tried · broke · seconds');
  for (const { what, tried, broke, seconds, note } of rows)
    console.log(`${what} · ${tried} · ${broke} · ${seconds.toFixed(1)}${note === '' ? '' : ` (${note})`}`);
  const file = option('json');
  if (file !== null) writeFileSync(file, `${JSON.stringify({ rows }, null, 2)}\n`);
  if (rows.some(({ broke }) => broke > 0)) process.exitCode = 1;
}

/** Runs `act` on each of `list`, so many at a time, in order of beginning. */
export async function atOnce<T>(
  list: readonly T[],
  many: number,
  act: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let one = list[next++]; one !== undefined; one = list[next++]) await act(one);
  };
  await Promise.all(Array.from({ length: many }, lane));
}
