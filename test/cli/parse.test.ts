import { describe, expect, test } from 'vitest';
import { type ParseAnswer, parseCommand } from '../../src/cli/parse.ts';
import { rowsOf } from '../phrases/rows.ts';

const reference = { now: Date.parse('2026-03-10T12:00:00Z'), zone: 'Europe/London', locale: 'en-GB' };

/** `\n`, `\r`, `\uXXXX` and `\\` of the table; quotes around a cell show blanks at its ends. */
function literal(cell: string): string {
  const bare = /^" .*"$|^".* "$/s.test(cell) ? cell.slice(1, -1) : cell;
  return bare.replace(/\\(n|r|\\|u([0-9a-f]{4}))/g, (_, letter: string, unit?: string) => {
    if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
    return letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\';
  });
}

function list(cell: string): string[] {
  return /^"/.test(cell) || !cell.includes('|') ? [literal(cell)] : cell.split('|').map(literal);
}

const table = rowsOf('commands');

/** The answer as the table writes it. */
function outcome(answer: ParseAnswer): string {
  if ('ask' in answer) return `ask ${answer.ask}`;
  if ('refuse' in answer) return `refuse ${answer.refuse}`;
  return answer.name === 'schedule' ? 'ok' : `name ${answer.name}`;
}

function answerTo(command: string, contacts: readonly string[] = []): ParseAnswer {
  return parseCommand({ command, contacts, reference });
}

describe('the table of commands', () => {
  test('has at least two hundred and fifty', () => {
    expect(table.length).toBeGreaterThan(250);
  });

  test.each(table)('%s (chats: %s)', (command, chats, expected, when, recipients, parts) => {
    const contacts = chats === '' ? [] : list(chats ?? '');
    const answer = answerTo(literal(command ?? ''), contacts);
    if (expected !== 'ok' || recipients === undefined || parts === undefined) {
      expect(outcome(answer), JSON.stringify(answer)).toBe(expected);
      return;
    }
    expect(answer).toEqual({ name: 'schedule', when, recipients: list(recipients), parts: list(parts) });
  });
});
