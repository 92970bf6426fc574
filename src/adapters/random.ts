/** Chance from the system's CSPRNG: a reserved id must not be guessable, nor ever come twice. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Chance } from '../core/clock.ts';

export function createChance(): Chance {
  return {
    // WhatsApp Web's own ids look the same: the prefix of its web clients and nine random bytes.
    reservedId: () => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`,
    derivedId: (words) =>
      `3EB0${createHash('sha256').update(words, 'utf8').digest('hex').slice(0, 18).toUpperCase()}`,
    between(from, to) {
      if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from > to) {
        throw new RangeError(`expected two whole numbers in order, found ${from} and ${to}`);
      }
      return randomInt(from, to + 1);
    },
  };
}
