/** The repository's own text, as the rules read it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Source {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Offence {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly what: string;
}

const root = new URL('../../', import.meta.url).pathname;

export function read(path: string): Source {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Every file below these folders that a person wrote. */
export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|js|css|html)$/.test(entry.name))
      .map((entry) => read(join(entry.parentPath, entry.name).slice(root.length))),
  );
}

export function offence(source: Source, at: number, what: string): Offence {
  return { path: source.path, line: source.text.slice(0, at).split('\n').length, what };
}

/** Every match of `pattern` (with the flag g) in `text`, which has the same length as the source's own. */
export function matches(source: Source, pattern: RegExp, text: string = source.text): readonly Offence[] {
  return [...text.matchAll(pattern)].map((match) => offence(source, match.index, match[0].trim()));
}

/** The text with comments blanked, at the same length; with `strings` the contents of strings as well. */
export function codeOf(text: string, blank: 'comments' | 'comments and strings' = 'comments'): string {
  const pieces =
    /\/\*[\s\S]*?\*\/|(?<![:\\'"`])\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g;
  return text.replace(pieces, (piece) =>
    piece.startsWith('/') || blank === 'comments and strings' ? piece.replace(/[^\n]/g, ' ') : piece,
  );
}

export interface Import {
  /** `node:fs`, a package's name, or a path from the root. */
  readonly target: string;
  readonly at: number;
}

export function importsOf(source: Source): readonly Import[] {
  const pattern =
    /(?:\b(?:import|export)\b[^;'"()]*?\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)'(?<named>[\w@./:-]+)'/g;
  // In a page `require` is WhatsApp's own, and its modules are not ours.
  const code = codeOf(source.text);
  const imports = /\/page\//.test(source.path) ? code.replaceAll('require(', 'REQUIRE(') : code;
  return [...imports.matchAll(pattern)].map((match) => {
    const named = match.groups?.named ?? '';
    const target = named.startsWith('.') ? join(source.path, '..', named) : packageOf(named);
    return { target, at: match.index };
  });
}

function packageOf(named: string): string {
  if (named.startsWith('node:')) return named;
  return named.split('/', named.startsWith('@') ? 2 : 1).join('/');
}
