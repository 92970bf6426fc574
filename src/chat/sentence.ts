/** Long replies on a phone: a line ends where a sentence does, rather than where the screen happens to. */

/** About what a phone shows on one line. */
const lineWidth = 44;

/** The text with each sentence of a line that is longer than a phone's on a line of its own. */
export function bySentence(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (Array.from(line).length <= lineWidth ? [line] : sentences(line)))
    .join('\n');
}

/** A full stop inside the owner's quoted words ends no sentence; the words before a first colon count as one. */
function sentences(text: string): string[] {
  const found: string[] = [];
  let line = '';
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    const ends = /[.!?]"?$/.test(line) || (found.length === 0 && /^[^"]*[a-z]:$/.test(line));
    if (character === ' ' && !quoted && ends) {
      found.push(line);
      line = '';
    } else line += character;
  }
  return [...found, line];
}
