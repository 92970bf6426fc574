/**
 * The bytes of a table as text. What says so itself is believed; anything else is UTF-8 where it can be, and else the
 * alphabet in which Excel writes in western Europe, as far as that is certain: a wrong guess would send wrong letters
 * under the owner's name, so that the doubtful is refused.
 */

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly guessed: boolean }
  | { readonly kind: 'refuse'; readonly why: 'workbook' | 'no_text' | 'alphabet' };

/** Enough to tell zeros between letters from letters. */
const sampleBytes = 4_096;

export function decode(bytes: Uint8Array): Decoded {
  const starts = (...wanted: readonly number[]): boolean => wanted.every((byte, at) => bytes[at] === byte);
  // A workbook is a ZIP archive, or of old an OLE container.
  if (starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0)) return { kind: 'refuse', why: 'workbook' };
  if (starts(0xff, 0xfe)) return readAs('utf-16le', bytes);
  if (starts(0xfe, 0xff)) return readAs('utf-16be', bytes);
  const unmarked = zerosOf(bytes);
  if (unmarked !== null) return readAs(unmarked, bytes);
  const utf8 = readAs('utf-8', bytes);
  if (utf8.kind === 'text' || utf8.why === 'no_text') return utf8;
  const western = readWestern(bytes);
  return western.kind === 'text' && isWestern(western.text)
    ? { ...western, guessed: true }
    : { kind: 'refuse', why: western.kind === 'text' ? 'alphabet' : western.why };
}

/** Latin letters in sixteen bits have a zero in every other byte, and no other text has any. */
function zerosOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, sampleBytes);
  let even = 0;
  let odd = 0;
  for (const [at, byte] of sample.entries())
    if (byte === 0) {
      if (at % 2 === 0) even += 1;
      else odd += 1;
    }
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : null;
}

function readAs(encoding: string, bytes: Uint8Array): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? { kind: 'refuse', why: 'no_text' } : { kind: 'text', text, guessed: false };
  } catch {
    return { kind: 'refuse', why: 'alphabet' };
  }
}

/** What Windows-1252 has where other alphabets have controls; Node 20 decodes it without these. */
const signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009dž\u0178';

function readWestern(bytes: Uint8Array): Decoded {
  const read = readAs('iso-8859-1', bytes);
  if (read.kind === 'refuse') return read;
  const text = read.text.replace(
    /[\u0080-\u009f]/g,
    (control) => signs[control.charCodeAt(0) - 0x80] ?? control,
  );
  return { ...read, text };
}

/** Letters and signs of western Europe. The few of Windows-1252 that it hardly uses are commoner in other alphabets. */
const letters = 'A-Za-zÀ-ÖØ-öø-ÿŒœ';
const western = new RegExp(`^[\\t\\n\\r -~${letters}\\u00a0-¿×÷€‚„…‘’“”•–—™]*$`, 'u');
/** Two in a row are "Noël" beside "créée"; words of a foreign alphabet have nothing else. */
const foreignWord = /[À-ÖØ-öø-ÿ]{3}/u;
/** Where another alphabet has a letter, this one has a sign: nobody writes one amid a word. */
const signAmidWord = new RegExp(
  `[${letters}][\\u00a1-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6\\u00b8-\\u00b9\\u00bb-¿‚„…“”•×÷][${letters}]`,
  'u',
);

function isWestern(text: string): boolean {
  return western.test(text) && !foreignWord.test(text) && !signAmidWord.test(text);
}
