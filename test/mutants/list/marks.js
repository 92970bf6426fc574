// What a command shows on the owner's own message is how it stands, and never in the way of anything.

const marks = 'test/core/command-marks.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const marksOfCommands = [
  {
    name: 'taken back while something is to go',
    breaks: 2,
    wrong: 'A command of which one message was cancelled shows 🚫, and the others go all the same.',
    file: 'src/core/command-state.ts',
    find: `['⚠️', '❔', '⏰', '✅', '🎭', '🚫']`,
    replace: `['🚫', '⚠️', '❔', '⏰', '✅', '🎭']`,
    caughtBy: [{ file: marks, named: 'one that was taken back does not count' }],
  },
  {
    name: 'a doubt hidden by a success',
    breaks: 5,
    wrong: 'A command of which one message is in doubt shows ✅, because another was sent.',
    file: 'src/core/command-state.ts',
    find: `['⚠️', '❔', '⏰', '✅', '🎭', '🚫']`,
    replace: `['⚠️', '⏰', '✅', '❔', '🎭', '🚫']`,
    caughtBy: [{ file: marks, named: 'the worst one shows' }],
  },
  {
    name: 'a decoration before what the owner must hear',
    breaks: 4,
    wrong: 'A reaction goes to the page while a reply or a message has not gone, and may hang before it.',
    file: 'src/core/command-marks.ts',
    find: 'return isBusy ? now + pauseMs : null;',
    replace: 'return isBusy && now < 0 ? now + pauseMs : null;',
    caughtBy: [{ file: marks, named: 'is made only after what the bot has to say' }],
  },
  {
    name: 'a burst of reactions',
    breaks: 4,
    wrong: 'After two hundred commands two hundred reactions leave at once, as no person makes them.',
    file: 'src/core/command-marks.ts',
    find: 'if (pause > 0) return now + pause;',
    replace: 'void pause;',
    caughtBy: [{ file: marks, named: 'comes one at a time and paced' }],
  },
  {
    name: 'reactions while stopped',
    breaks: 3,
    wrong: 'A stopped bot goes on making reactions.',
    file: 'src/core/command-marks.ts',
    find: `if (link === null || lacks(link, 'react') || isLatched()) return null;`,
    replace: `if (link === null || lacks(link, 'react')) return null;`,
    caughtBy: [{ file: marks, named: 'nor while nothing may be sent' }],
  },
  {
    name: 'a reaction where nobody commands',
    breaks: 9,
    wrong: 'The bot reacts in a group that commands no more, before people who know nothing of it.',
    file: 'src/core/command-marks.ts',
    find: 'const chatIds = parts.controlChats().find((ids) => written !== undefined && ids.includes(written));',
    replace: 'const chatIds = written === undefined ? undefined : [written];',
    caughtBy: [{ file: marks, named: 'to no group that commands no more' }],
  },
];
