/** A finding on its way to the owner: as a line, and back from a bot that was asked for it. */
import { type DoctorReport, type Finding, subjects } from '../adapters/http/answers.ts';

const marks: Readonly<Record<Finding['verdict'], string>> = { well: '✅', warning: '⚠️', ill: '❌' };

/** One line for the terminal. */
export function findingLine({ about, verdict, text }: Finding): string {
  return `${marks[verdict]} ${about}: ${text}`;
}

/** Null for any other answer: another program may listen on the bot's port, and say what it likes. */
export function readFindings(body: unknown): DoctorReport['findings'] | null {
  const { findings } = body as Partial<Record<'findings', unknown>>;
  return Array.isArray(findings) && findings.length > 0 && findings.every(isFinding) ? findings : null;
}

function isFinding(value: unknown): value is Finding {
  const { about, verdict, text } = (value ?? {}) as Partial<Finding>;
  return (
    subjects.some((subject) => subject === about) &&
    typeof verdict === 'string' &&
    Object.hasOwn(marks, verdict) &&
    typeof text === 'string'
  );
}
