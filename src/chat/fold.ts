/** Folding of names: case, accents, odd spaces and curly apostrophes do not make another person. */

/** Letters that do not fall apart into a base letter and an accent. */
const whole: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

const plain = /^[\x20-\x7e]*$/;

export function fold(name: string): string {
  // Most names and words are plain, and need no decomposition.
  if (plain.test(name)) return name.replaceAll('`', "'").toLowerCase().replace(/ +/g, ' ').trim();
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069]|\uFE0F/g, '')
    .replace(/[\u2018\u2019\u02BC\u0060\u00B4]/g, "'")
    .toLowerCase()
    .replace(/[łøđðßæœıþ]/g, (letter) => whole[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Edits between two folded names, a swap of neighbours counting as one; at most `limit` + 1 is ever told. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
