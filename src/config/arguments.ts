/** Flags of a program in one line, written and read as a shell would, because a flag may hold spaces. */

/** The arguments, or null where a quote is not closed or a backslash ends the line. */
export function splitArguments(line: string): readonly string[] | null {
  const found: string[] = [];
  let current: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote === null && /\s/.test(character)) {
      if (current !== null) found.push(current);
      current = null;
    } else if (quote === null && (character === '"' || character === "'")) {
      quote = character;
      current ??= '';
    } else if (character === quote) {
      quote = null;
    } else if (character === '\\' && quote !== "'") {
      const next = line.charAt(at + 1);
      if (next === '') return null;
      // Between double quotes a backslash is itself, unless before what would end them or begin another.
      const kept: string = quote === '"' && next !== '"' && next !== '\\' ? '\\' : '';
      current = `${current ?? ''}${kept}${next}`;
      at += 1;
    } else {
      current = `${current ?? ''}${character}`;
    }
  }
  if (quote !== null) return null;
  return current === null ? found : [...found, current];
}

/** One line that `splitArguments` reads back as the same arguments. */
export function quoteArguments(args: readonly string[]): string {
  return args.map((arg) => (/^[^\s"'\\]+$/.test(arg) ? arg : `"${arg.replace(/["\\]/g, '\\$&')}"`)).join(' ');
}
