// What is said of deletions for everyone is what WhatsApp has answered, and each is asked for once.

const unsend = 'test/commands/unsend.test.ts';
const reaction = 'test/core/reaction.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const changes = [
  {
    name: 'a deletion that nobody confirmed called done',
    breaks: 5,
    nights: 200,
    wrong: 'A deletion for everyone whose answer never came is told as done.',
    file: 'src/core/unsends.ts',
    find: `else if (outcome.kind === 'unknown') settle(tx, next, { state: 'in_doubt' });`,
    replace: `else if (outcome.kind === 'unknown') settle(tx, next, { state: 'deleted' });`,
    caughtBy: [{ file: unsend, named: '(5) that the page alone shows as deleted is not called deleted' }],
  },
  {
    name: 'a deletion begun by an earlier process asked for again',
    breaks: 11,
    wrong: 'A deletion that was in hand when the process ended is asked for once more by itself.',
    file: 'src/core/unsends.ts',
    find: `for (const one of stale) settle(tx, one, { state: 'in_doubt' });`,
    replace: `for (const one of stale) tx.postponeUnsend(one.id);`,
    caughtBy: [
      {
        file: unsend,
        named: 'stays asked for over the end of the process, and what was in hand then is in doubt',
      },
    ],
  },
  {
    name: 'a deletion of what has not left',
    breaks: 5,
    wrong: 'The status of a message is not looked at before it is deleted for everyone.',
    file: 'src/core/unsend.ts',
    find: `if (now.status !== 'sent') return { kind: 'not_sent', message: now };`,
    replace: '',
    caughtBy: [{ file: unsend, named: 'is not deleted, and the answer says what to do instead' }],
  },
  {
    name: 'an old reaction taken for a yes',
    breaks: 6,
    wrong:
      'A thumb that the page tells again, long after it was given, answers the question that is open now.',
    file: 'src/core/reaction.ts',
    find: 'isOpen && now - reaction.at <= yesLivesMs ?',
    replace: 'isOpen ?',
    caughtBy: [{ file: reaction, named: 'that is old arms nothing' }],
  },
  {
    name: 'a cross on a list cancels all of it',
    breaks: 2,
    wrong: 'A reaction to a list cancels every message that it names.',
    file: 'src/core/reaction.ts',
    find: 'batches.size === 1 ? reaction.waId : null',
    replace: 'reaction.waId',
    caughtBy: [{ file: reaction, named: 'on a list asks which, and cancels nothing' }],
  },
  {
    name: 'a cross that cancels nothing',
    breaks: 2,
    nights: 200,
    wrong: 'A cross on what was said of one message is not heard.',
    file: 'src/core/reaction.ts',
    find: "if (notice === null || (emoji !== '👍' && emoji !== '❌')) return null;",
    replace: "if (notice === null || emoji !== '👍') return null;",
    caughtBy: [{ file: reaction, named: 'on what was scheduled cancels it' }],
  },
];
