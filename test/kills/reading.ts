/** What a line of the bot says to the owner, as far as the owner acts on it. */
export type Said =
  /** `#3 scheduled`, `#3–#6 scheduled`. */
  | { readonly kind: 'armed'; readonly ids: readonly number[] }
  | { readonly kind: 'asks_yes' }
  | { readonly kind: 'not_scheduled' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'in_doubt'; readonly id: number }
  /** "Really not there?" */
  | { readonly kind: 'really'; readonly id: number }
  /** Needs send or drop, and those in doubt among a list arrived, again or drop. */
  | { readonly kind: 'needs'; readonly overdue: readonly number[]; readonly inDoubt: readonly number[] }
  | { readonly kind: 'replaced'; readonly old: number; readonly by: number }
  /** The answer to `/show`; `to` begins with the recipient's name. */
  | { readonly kind: 'shown'; readonly id: number; readonly to: string };

/** Everything that one line says: a reply may carry what became of an earlier question under its own words. */
export function readSaid(text: string): readonly Said[] {
  const said: Said[] = [];
  const found = (pattern: RegExp, as: (id: number, other: number) => Said): void => {
    const match = pattern.exec(text);
    if (match) said.push(as(Number(match[1]), Number(match[2] ?? match[1])));
  };
  found(/^⏰ #(\d+)(?:–#(\d+))? scheduled/m, (from, to) => ({ kind: 'armed', ids: span(from, to) }));
  for (const [, by, old] of text.matchAll(/#(\d+) takes the place of #(\d+)/g))
    said.push({ kind: 'replaced', by: Number(by), old: Number(old) });
  found(/❓ Send #(\d+) again\?/, (id) => ({ kind: 'really', id }));
  found(/❔ #(\d+) to .*can't tell if it went/, (id) => ({ kind: 'in_doubt', id }));
  found(/🛑 I have stopped sending/, () => ({ kind: 'stopped' }));
  found(/❓ Not scheduled yet/, () => ({ kind: 'asks_yes' }));
  found(/🚫 (?:NOT|Nothing) scheduled|👌 Not scheduled/, () => ({ kind: 'not_scheduled' }));
  const shown = /^#(\d+) · B\d+.*\nto (.+)/m.exec(text);
  if (shown) said.push({ kind: 'shown', id: Number(shown[1]), to: shown[2] ?? '' });
  const needs = readNeeds(text);
  return needs === null ? said : [...said, needs];
}

/** A numbered list, or one message with `Reply: send · drop`. */
function readNeeds(text: string): Said | null {
  const listed = [...text.matchAll(/^\d+\) #(\d+) (.*)$/gm)];
  const ids = (inDoubt: boolean): number[] =>
    listed.filter(([, , rest]) => /may have gone/.test(rest ?? '') === inDoubt).map(([, id]) => Number(id));
  if (listed.length > 0) return { kind: 'needs', overdue: ids(false), inDoubt: ids(true) };
  const one = /[⚠⌛✋][^#]*#(\d+)/u.exec(text);
  return one !== null && /(?:Reply|Answer): send/.test(text)
    ? { kind: 'needs', overdue: [Number(one[1])], inDoubt: [] }
    : null;
}

/** The ids that a line says were cancelled and never left. */
export function neverLeft(text: string): readonly number[] {
  return [...text.matchAll(/(#\d[^\n]*?) cancelled\. (?:It|They) never left/g)].flatMap(([, named = '']) =>
    [...named.matchAll(/#(\d+)(?:–#(\d+))?/g)].flatMap(([, from, to]) =>
      span(Number(from), Number(to ?? from)),
    ),
  );
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
