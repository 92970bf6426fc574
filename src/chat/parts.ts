/**
 * The text of a command as the messages it becomes. Lines of hyphens divide it; phones turn `---` into `—-`, and `--`
 * into a lone `—`, which may as well be meant: that one is asked about. Nothing else of the text is touched.
 */
import { characters, limits } from './limits.ts';

export type PartsFault = 'empty_part' | 'too_many_parts' | 'text_too_long';

export type Parts =
  | { readonly kind: 'parts'; readonly parts: readonly string[] }
  /** A lone long dash stands on a line: both readings, each whole; a reading that would be refused is null. */
  | {
      readonly kind: 'lone_dash';
      readonly asText: readonly string[];
      readonly asDivider: readonly string[] | null;
    }
  | { readonly kind: 'refuse'; readonly reason: PartsFault };

const dash = '[-\u2010-\u2015\u2212]';
const long = '[\u2012-\u2015]';
const divider = new RegExp(`^(?:-{3,}|(?=${dash}{2})${dash}*${long}${dash}*)$`);
const loneDash = new RegExp(`^${long}$`);

type LineKind = 'text' | 'divider' | 'lone_dash';

function kindOf(line: string): LineKind {
  const bare = line.trim();
  if (divider.test(bare)) return 'divider';
  return loneDash.test(bare) ? 'lone_dash' : 'text';
}

/** `\---` is the text `---`; only a line that would divide loses its backslash, and only one. */
function withoutEscape(line: string): string {
  const escaped = /^(\s*)\\(\\*)(.*)$/s.exec(line);
  if (escaped === null) return line;
  const [, indent = '', more = '', rest = ''] = escaped;
  return kindOf(rest) === 'text' ? line : `${indent}${more}${rest}`;
}

function split(lines: readonly string[], divides: (kind: LineKind) => boolean): string[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (divides(kindOf(line))) {
      // A carriage return before the divider belongs to the line end that goes with it.
      const last = parts.at(-1);
      const end = last?.at(-1);
      if (last !== undefined && end?.endsWith('\r')) last[last.length - 1] = end.slice(0, -1);
      parts.push([]);
    } else parts.at(-1)?.push(withoutEscape(line));
  }
  return parts.map((part) => part.join('\n'));
}

function faultOf(parts: readonly string[]): PartsFault | null {
  if (parts.some((part) => part.trim() === '')) return 'empty_part';
  if (parts.length > limits.parts) return 'too_many_parts';
  return parts.some((part) => characters(part) > limits.textCharacters) ? 'text_too_long' : null;
}

/** `text` is not blank. */
export function readParts(text: string): Parts {
  const lines = text.split('\n');
  const parts = split(lines, (kind) => kind === 'divider');
  const fault = faultOf(parts);
  if (fault !== null) return { kind: 'refuse', reason: fault };
  if (!lines.some((line) => kindOf(line) === 'lone_dash')) return { kind: 'parts', parts };
  const divided = split(lines, (kind) => kind !== 'text');
  return { kind: 'lone_dash', asText: parts, asDivider: faultOf(divided) === null ? divided : null };
}
