// A mutant is one small, realistic wrong in the product's source, as data. The tests that it names must fail on it: a
// rule that can be broken without a test noticing is not held by anything.

/** What each invariant of the promise says, by the number that tests name it by. */
export const invariants = /** @type {const} */ ({
  1: 'one attempt, one delivery',
  2: 'a cancel is true',
  3: 'a stop stands',
  4: 'no silent miss',
  5: 'sent on evidence alone',
  6: 'a command is executed once',
  7: 'one process writes',
  8: 'parts in order',
  9: 'only the owner commands',
  10: 'in its time',
  11: 'nothing is sent again',
});

/**
 * @typedef {object} Mutant
 * @property {string} name Unique, a few words.
 * @property {keyof typeof invariants} breaks
 * @property {string} wrong What the program would do, one sentence.
 * @property {string} file From the repository's root.
 * @property {string} find Stands exactly once in the file.
 * @property {string} replace
 * @property {number} [nights] So many nights of the simulation are to find it too, before its tests are asked. 0: no
 *   night can, because a second guard in the program keeps it from showing; the tests look behind that one.
 * @property {readonly CaughtBy[]} caughtBy The first of their tests that fails ends the run.
 */

/**
 * @typedef {object} CaughtBy
 * @property {string} file From the repository's root.
 * @property {string} named Part of a test's full name, that of its `describe` before it.
 */
