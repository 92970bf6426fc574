import type Database from 'better-sqlite3';

/**
 * What was read stands until the next write: whoever has the ledger has it alone. The loops ask for the same few rows at
 * every event, and most events change none of them: measured, four of ten reads are such.
 */
export interface Remembered {
  /** The same verbs, each asked once for the same values between two writes. */
  reading<Verbs extends object>(verbs: Verbs): Verbs;
  /** While `write` runs nothing is remembered, and afterwards nothing of before. */
  writing<T>(write: () => T): T;
  forget(): void;
}

/** Longer lists are asked for by people: they would only fill the memory. */
const longestList = 64;
const mostAnswers = 256;

/** One for each connection, which in a simulation may be opened as a ledger more than once. */
const kept = new WeakMap<Database.Database, Remembered>();

export function rememberedOf(db: Database.Database): Remembered {
  const known = kept.get(db) ?? createRemembered();
  kept.set(db, known);
  return known;
}

function createRemembered(): Remembered {
  const answers = new Map<string, unknown>();
  let writes = 0;
  const asked = (name: string, values: readonly unknown[], ask: () => unknown): unknown => {
    const key = writes > 0 ? null : keyOf(name, values);
    if (key === null) return ask();
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    if (answers.size < mostAnswers && !(Array.isArray(answer) && answer.length > longestList))
      answers.set(key, answer);
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
      writes++;
      answers.clear();
      try {
        return write();
      } finally {
        writes--;
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
