// Two ledgers of one owner: what a backup, a restore or a copied folder could send a second time, or call missed.

const backup = 'test/adapters/sqlite/backup.test.ts';
const restore = 'test/cli/restore.test.ts';
const copies = 'test/incident/copies.test.ts';
const night = 'test/incident/restored.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const restored = [
  {
    name: 'answers of a lost ledger',
    breaks: 1,
    wrong:
      'An answer that was given before a restore is carried out after it, and sends what it sent once more.',
    file: 'src/chat/route.ts',
    find: `if (isFromBeforeRestore(ground.ledger, command.at)) return say(ground, fromBefore(context));`,
    replace: '',
    caughtBy: [{ file: night, named: 'answers that were given to the lost ledger' }],
  },
  {
    name: 'commands of a lost ledger',
    breaks: 6,
    wrong: 'A schedule that was carried out before a restore is carried out once more after it.',
    file: 'src/chat/route.ts',
    find: 'definition.mayLeadToSend && isFromBeforeRestore(ground.ledger, command.at)',
    replace: 'false',
    caughtBy: [{ file: night, named: 'what went since the backup' }],
  },
  {
    name: 'a restore that goes on by itself',
    breaks: 3,
    wrong: 'A ledger that knows nothing of the last hours sends before the owner has looked.',
    file: 'src/core/restored.ts',
    find: `latchStop(tx, 'outside', at);`,
    replace: '',
    caughtBy: [{ file: restore, named: 'is the ledger again, stopped' }],
  },
  {
    name: 'a restore cut off in the middle',
    breaks: 3,
    wrong: 'No STOP file stands while the ledgers are exchanged.',
    file: 'src/adapters/sqlite/restore.ts',
    find: 'stopFile.put();',
    replace: '',
    caughtBy: [{ file: restore, named: 'is the ledger again, stopped' }],
  },
  {
    name: 'an old epoch put back',
    breaks: 7,
    wrong: 'A process that was paused before the restore still has the latest epoch, and writes.',
    file: 'src/adapters/sqlite/restore.ts',
    find: 'Math.max(epochBeside(file), present.epoch)',
    replace: '0',
    caughtBy: [{ file: restore, named: 'an epoch above every one' }],
  },
  {
    name: 'a forged backup',
    breaks: 5,
    wrong: 'A backup whose record was changed by hand becomes the ledger.',
    file: 'src/adapters/sqlite/restore.ts',
    find: `if (verdict.kind === 'broken')`,
    replace: 'if (false)',
    caughtBy: [{ file: restore, named: 'by one whose record was changed' }],
  },
  {
    name: 'a restore under a running bot',
    breaks: 7,
    wrong: 'The ledger of a bot that runs is exchanged under it.',
    file: 'src/adapters/sqlite/present.ts',
    find: `if (!(fault instanceof LedgerFault) || fault.kind === 'corrupt')`,
    replace: 'if (fault instanceof Error)',
    caughtBy: [{ file: restore, named: 'while a bot holds the ledger' }],
  },
  {
    name: 'a backup nobody read back',
    breaks: 5,
    wrong: 'A copy that is damaged is called a backup.',
    file: 'src/adapters/sqlite/backup.ts',
    find: `if (verdict !== 'ok')`,
    replace: 'if (false)',
    caughtBy: [{ file: backup, named: 'does not read back' }],
  },
  {
    name: 'the newest backup thrown away',
    breaks: 4,
    wrong: 'Under a clock that was set back, the backup made just now is the oldest by name and goes.',
    file: 'src/adapters/sqlite/backup.ts',
    find: 'if (name !== made) remove(',
    replace: 'remove(',
    caughtBy: [{ file: backup, named: 'a clock that was set back' }],
  },
  {
    name: 'a miss that was none, unasked',
    breaks: 1,
    wrong: 'What this folder missed is never looked up, so "send" sends what its copy has sent.',
    file: 'src/core/look-up.ts',
    find: '...ledger.openFates(),',
    replace: `...ledger.openFates().filter(({ status }) => status !== 'missed'),`,
    caughtBy: [{ file: copies, named: 'started without a network' }],
  },
  {
    name: 'missed before anybody looked',
    breaks: 5,
    wrong: 'At its start a copied folder calls missed what its original has sent.',
    file: 'src/core/dispatcher.ts',
    find: 'waitMs <= 0 ? expire(',
    replace: 'waitMs < Number.POSITIVE_INFINITY ? expire(',
    caughtBy: [{ file: copies, named: 'an hour after the original' }],
  },
  {
    name: 'an absence without an attempt',
    breaks: 4,
    wrong:
      'Evidence for the old one cancels the one in its place, and the look-up of that ends the program at each start.',
    file: 'src/core/look-up.ts',
    find: 'if (attempted && (',
    replace: 'if ((',
    caughtBy: [{ file: copies, named: 'started without a network' }],
  },
  {
    name: 'a list that cannot be answered',
    breaks: 4,
    wrong: 'A longer question stays open beside the first ten of /attention, and "all send" fits both.',
    file: 'commands/attention.ts',
    find: 'supersede(tx, needing);',
    replace: 'supersede(tx, shown);',
    caughtBy: [{ file: copies, named: 'an hour after the original' }],
  },
];
