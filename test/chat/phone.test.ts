/** Numbers in the spellings of paper, address cards, links and keyboards. */
import { describe, expect, test } from 'vitest';
import { readPhones } from '../../src/chat/phone.ts';

const mum = '+447700900002';

describe('a number', () => {
  test.each([
    ['+447700900002', 'en-US', mum],
    ['+44 7700 900002', 'de-DE', mum],
    ['+44 (0)7700 900002', 'en-GB', mum],
    ['+44-7700-900-002', 'en-GB', mum],
    ['\u202a+44\u00a07700\u00a0900002\u202c', 'en-GB', mum],
    ['07700 900002', 'en-GB', mum],
    ['(07700) 900.002', 'en-GB', mum],
    ['07700/900002', 'en-GB', mum],
    ['07700‑900‑002', 'en-GB', mum],
    ['0044 7700 900002', 'en-GB', mum],
    ['00447700900002', 'de-DE', mum],
    ['011 44 7700 900002', 'en-US', mum],
    ['447700900002', 'en-GB', mum],
    ['447700900002', 'en-US', mum],
    ['tel:+447700900002', 'en-GB', mum],
    ['wa.me/447700900002', 'en-US', mum],
    ['https://wa.me/447700900002', 'en-US', mum],
    ['٠٧٧٠٠٩٠٠٠٠٢', 'en-GB', mum],
    ['＋４４７７００９００００２', 'en-US', mum],
    ['0171/1234567', 'de-DE', '+491711234567'],
    ['(415) 555-0132', 'en-US', '+14155550132'],
    ['4155550132', 'en-US', '+14155550132'],
    ['020 7946 0958', 'en-GB', '+442079460958'],
  ])('%s under %s is %s', (typed, locale, expected) => {
    expect(readPhones(typed, locale)).toEqual([expected]);
  });

  test('without "+" that may be of this country or of another is both, this country’s first', () => {
    expect(readPhones('447700900002', 'de-DE')).toEqual(['+49447700900002', mum]);
  });

  test.each(['2024-2025', '112233', '9:30', '12345678901234567890', 'Mum', '+', '7B 1234567', ''])(
    'is not %j',
    (typed) => {
      expect(readPhones(typed, 'en-GB')).toEqual([]);
    },
  );
});
