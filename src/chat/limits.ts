/**
 * Limits of what one command may say. They keep every reading fast and every question readable on a phone; each is
 * refused with a sentence that names it. Lengths are counted in code points, so that an emoji is not half a limit.
 */
export const limits = {
  nameCharacters: 100,
  whenCharacters: 120,
  textCharacters: 10_000,
  parts: 20,
  recipients: 256,
  /** Ids one selection may name: as many as one command can make. */
  selected: 256,
} as const;

/** Length in code points. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
