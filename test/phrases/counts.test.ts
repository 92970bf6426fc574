/** What the README says of the tables of phrases, counted from them. That each row is read as it says is tried beside its reader. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rowsOf } from './rows.ts';

const whens = rowsOf('when');
const rules = rowsOf('rules');
const commands = rowsOf('commands');
const languageOf = ([, , , locale = '']: readonly string[]): string => locale.slice(0, 2);
const kind = (cell: string | undefined): string => cell?.split(' ')[0] ?? '';

describe('the tables of phrases', () => {
  test('are what the README says', () => {
    const answered = [
      ...whens.filter((row) => kind(row[4]) === 'at'),
      ...rules.filter((row) => kind(row[4]) === 'rule'),
      ...commands.filter((row) => ['ok', 'name'].includes(kind(row[2]))),
    ].length;
    const all = [
      ...whens.map((row) => row[4]),
      ...rules.map((row) => row[4]),
      ...commands.map((row) => row[2]),
    ];
    const asked = all.filter((cell) => kind(cell) === 'ask').length;
    const refused = all.filter((cell) => kind(cell) === 'refuse').length;
    expect(answered + asked + refused).toBe(all.length);
    const languages = new Set(whens.map(languageOf)).size;
    const sentence = `Of ${all.length} phrases in ${languages} languages (${whens.length} times, ${rules.length} rules, ${commands.length} whole commands) ${answered} are answered, ${asked} are asked about and ${refused} are refused; none is read as another time, person or text.`;
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
    expect(readme).toContain(sentence);
  });

  test('hold 400 times, 40 of them in each of four languages beside English, and 150 commands', () => {
    const count = (language: string) => whens.filter((row) => languageOf(row) === language).length;
    expect(count('en')).toBeGreaterThanOrEqual(400);
    for (const language of ['de', 'fr', 'es', 'pt']) expect(count(language)).toBeGreaterThanOrEqual(40);
    expect(commands.length).toBeGreaterThanOrEqual(150);
  });

  test('hold no row twice', () => {
    for (const table of [
      whens.map((row) => row.slice(0, 4)),
      rules.map((row) => row.slice(0, 4)),
      commands.map((row) => row.slice(0, 2)),
    ]) {
      const keys = table.map((row) => row.join('\t'));
      expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
    }
  });
});
