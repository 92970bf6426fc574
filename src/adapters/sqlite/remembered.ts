import type Database from 'better-sqlite3';
import { type Table, type Touches, touchesOf } from './touches.ts';

/**
 * What was read stands until the next write to a table that it was read from: whoever has the ledger has it alone. The
 * loops ask for the same few rows at every event, and most events change none of them: measured, of ten reads four are
 * such, and three more are of tables that the write between them has left alone.
 */
export interface Remembered {
  /** The same verbs, each asked once for the same values between two writes that concern it. */
  reading<Verbs extends object>(verbs: Verbs): Verbs;
  /** While `write` runs nothing is remembered, and afterwards nothing of what it changed. */
  writing<T>(write: () => T): T;
  forget(): void;
}

interface Answer {
  readonly is: unknown;
  readonly tables: readonly Table[];
  /** After so many writes. */
  readonly at: number;
}

/** Longer lists are asked for by people: they would only fill the memory. */
const longestList = 64;
const mostAnswers = 256;

/** One for each connection, which in a simulation may be opened as a ledger more than once. */
const kept = new WeakMap<Database.Database, Remembered>();

export function rememberedOf(db: Database.Database): Remembered {
  const known = kept.get(db) ?? createRemembered(touchesOf(db));
  kept.set(db, known);
  return known;
}

function createRemembered(touches: Touches): Remembered {
  const answers = new Map<string, Answer>();
  let writing = 0;
  /** What names no table may have come from anywhere. */
  const stands = ({ tables, at }: Answer): boolean =>
    tables.length > 0 && tables.every(({ writtenAt }) => writtenAt <= at);
  const asked = (name: string, values: readonly unknown[], ask: () => unknown): unknown => {
    const key = writing > 0 ? null : keyOf(name, values);
    if (key === null) return ask();
    const known = answers.get(key);
    if (known !== undefined && stands(known)) return known.is;
    const at = touches.writes;
    const { answer, tables } = touches.during(ask);
    if (answers.size >= mostAnswers) answers.clear();
    if (!(Array.isArray(answer) && answer.length > longestList)) answers.set(key, { is: answer, tables, at });
    else answers.delete(key);
    return answer;
  };
  return {
    reading: (verbs) =>
      Object.fromEntries(
        Object.entries(verbs).map(([name, verb]) => {
          const ask = verb as (...values: unknown[]) => unknown;
          return [name, (...values: unknown[]) => asked(name, values, () => ask(...values))];
        }),
      ) as typeof verbs,
    writing(write) {
      writing++;
      try {
        return write();
      } finally {
        writing--;
      }
    },
    forget: () => answers.clear(),
  };
}

/** Most ask for nothing or for one name or number, which need no writing down; null: no key tells the values apart. */
function keyOf(name: string, values: readonly unknown[]): string | null {
  const [value] = values;
  if (values.length === 0) return name;
  if (values.length === 1 && typeof value === 'number') return `${name}#${value}`;
  if (values.length === 1 && typeof value === 'string') return `${name} ${value}`;
  const text = JSON.stringify(values);
  // JSON has this one word for whatever is no finite number.
  return text.includes('null') ? null : name + text;
}
