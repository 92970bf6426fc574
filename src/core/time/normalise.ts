/** Phones put odd spaces, direction marks, curly quotes and long dashes into what people type; none of them means anything here. */

/** Lower-cased, compatible forms made plain, runs of spaces as one. Accents are kept. */
export function normalise(phrase: string): string {
  return phrase
    .replace(/(\d) ?½/gu, '$1.5')
    .replaceAll('½', '0.5')
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{VS}]/gu, '')
    .replace(/[\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4]/gu, "'")
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .trim()
    .toLowerCase()
    .replace(/(?:[ ,;!?]|\.{2,})+$/u, '')
    .replace(/(?<!\d|[ap]\.m)\.$/u, '');
}

/** Without accents, so that "ubermorgen" and "übermorgen", "manana" and "mañana" are one word. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase();
}
