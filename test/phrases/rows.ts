/** The rows of a table of phrases, each as its cells; lines that begin with # are for its readers. */
import { readFileSync } from 'node:fs';

export function rowsOf(table: 'when' | 'rules' | 'commands'): readonly (readonly string[])[] {
  return readFileSync(new URL(`./${table}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}
