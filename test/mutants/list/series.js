// A series sends each of its occurrences once, none after its end, and makes up for none that nobody saw.

const series = 'test/core/series.test.ts';
const rows = 'test/adapters/sqlite/series.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const comingAgain = [
  {
    name: 'an occurrence made twice',
    breaks: 1,
    wrong: 'The ledger takes a time of a series a second time, after a clock was set back.',
    file: 'src/adapters/sqlite/migrations/008-series.ts',
    find: 'series_id = NEW.series_id AND key >= NEW.key)',
    replace: 'series_id = NEW.series_id AND key > NEW.key AND 0)',
    caughtBy: [{ file: rows, named: 'never comes before an earlier one' }],
  },
  {
    name: 'the next occurrence forgotten at the claim',
    breaks: 4,
    wrong: 'What goes in its time makes no next one, and the series ends without a word.',
    file: 'src/core/occurrences.ts',
    find: 'if (claim !== null) goOn(verbs, ground, claim.message, now);',
    replace: '',
    caughtBy: [{ file: series, named: 'is made in the transaction of the claim' }],
  },
  {
    name: 'a series goes on behind its end',
    breaks: 2,
    wrong: 'The state of a series is not asked before its next occurrence is made.',
    file: 'src/core/occurrences.ts',
    find: `if (series?.state !== 'active') return;`,
    replace: 'if (series === null) return;',
    caughtBy: [{ file: 'test/commands/series.test.ts', named: 'of a series ends it' }],
  },
  {
    name: 'a skip ignored',
    breaks: 2,
    wrong: 'A skip is answered, and the occurrence stays scheduled.',
    file: 'commands/skip.ts',
    find: 'open.map((one) => one.id),',
    replace: '[],',
    caughtBy: [{ file: 'test/commands/series.test.ts', named: 'leaves out the next one alone' }],
  },
  {
    name: 'all that was missed caught up',
    breaks: 4,
    wrong: 'After an absence the rule goes on from where it stood, through all that is over.',
    file: 'src/core/occurrences.ts',
    find: 'at: Math.max(behind.at, now) });',
    replace: 'at: behind.at });',
    caughtBy: [{ file: series, named: 'one is asked about, the others are left out and told' }],
  },
];
