// Texts of what ended are erased, and of nothing else.

const rows = 'test/adapters/sqlite/erasures.test.ts';
const days = 'test/core/erasing.test.ts';
const erasures = 'src/adapters/sqlite/erasures.ts';
const schema = 'src/adapters/sqlite/migrations/011-erasures.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const erasing = [
  {
    name: 'erases what the owner is asked about',
    breaks: 4,
    wrong: 'A missed message loses its text while the owner is still asked whether to send it.',
    file: erasures,
    find: `(m.dropped_at IS NOT NULL OR EXISTS`,
    replace: `(true OR EXISTS`,
    caughtBy: [{ file: rows, named: 'in the states in which nothing can come of it' }],
  },
  {
    name: 'lets an unsettled text be erased',
    breaks: 4,
    wrong: 'The ledger takes the erasure of a message that is still to go, which would then leave empty.',
    file: schema,
    find: `OR NOT (OLD.status IN ('sent', 'cancelled', 'rehearsed')`,
    replace: `OR NOT (OLD.status IN ('scheduled', 'sent', 'cancelled', 'rehearsed')`,
    caughtBy: [{ file: rows, named: 'past the program' }],
  },
  {
    name: 'an erased text is no duplicate',
    breaks: 1,
    wrong: 'The same text to the same chat is not asked about any more once the first one is erased.',
    file: 'src/adapters/sqlite/messages.ts',
    find: `(body = ? OR erased_at IS NOT NULL)`,
    replace: `body = ?`,
    caughtBy: [{ file: rows, named: 'still found by its text' }],
  },
  {
    name: 'an erased command is an edited one',
    breaks: 6,
    wrong: 'A command whose words are erased counts as changed when WhatsApp shows it again.',
    file: erasures,
    find: `return last === undefined ? null : last === sha256(text);`,
    replace: `return last === undefined ? null : last === text;`,
    caughtBy: [{ file: rows, named: 'recognised without its words' }],
  },
  {
    name: 'erased words stay in the file',
    breaks: 4,
    wrong: 'The row is empty, and its text can still be read in the free space of the file.',
    file: 'src/adapters/sqlite/pragmas.ts',
    find: `  ['secure_delete', 'ON', 1],\n`,
    replace: '',
    caughtBy: [{ file: rows, named: 'the bytes are gone' }],
  },
  {
    name: 'erases by a clock that was just set',
    breaks: 4,
    wrong: 'A clock that jumps a year ahead erases at once what ended yesterday.',
    file: 'src/core/erasing.ts',
    find: `if (hasStepped(now)) begin();`,
    replace: `hasStepped(now);`,
    caughtBy: [{ file: days, named: 'a clock that was set far ahead' }],
  },
  {
    name: 'erases while something is due',
    breaks: 10,
    wrong: 'The erasing takes the ledger in the very minute in which a message is to go.',
    file: 'src/core/erasing.ts',
    find: ` || !isIdle(ledger, now, quietMs))`,
    replace: `)`,
    caughtBy: [{ file: days, named: 'while a message is about to go' }],
  },
];
