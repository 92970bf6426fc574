// The link to WhatsApp: what is seen of a page is told as what it is, and nothing is given up or tried for one look.

const patience = 'test/adapters/whatsapp/patience.test.ts';
const machine = 'test/adapters/whatsapp/machine.test.ts';
const able = 'test/core/able.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const link = [
  {
    name: 'a session given up for one look',
    breaks: 4,
    wrong: 'A page that shows itself unlinked for a moment is logged out, and its profile deleted.',
    file: 'src/adapters/whatsapp/patience.ts',
    find: 'doubtful: limits.confirmLogOutMs,',
    replace: 'doubtful: 0,',
    caughtBy: [{ file: patience, named: 'and not at the first look' }],
  },
  {
    name: 'a page without a socket for ever',
    breaks: 4,
    wrong: 'A page that never finds its socket again is never replaced, though the network is back.',
    file: 'src/adapters/whatsapp/patience.ts',
    find: 'no_socket: limits.noSocketMs,',
    replace: 'no_socket: Number.POSITIVE_INFINITY,',
    caughtBy: [{ file: patience, named: 'a page without a socket is given up' }],
  },
  {
    name: 'a conflict for ever',
    breaks: 4,
    wrong: 'No page takes the session back after a conflict, so the owner is never heard again.',
    file: 'src/adapters/whatsapp/connection.ts',
    find: `else if (now >= block.until) life?.end('blocked');`,
    replace: '',
    caughtBy: [{ file: 'test/e2e/faults-link.test.ts', named: 'with keys in _serialized in a conflict' }],
  },
  {
    name: 'a fight for the session',
    breaks: 4,
    wrong: 'Each conflict is followed by another page after the same pause, and two programs fight for ever.',
    file: 'src/adapters/whatsapp/machine.ts',
    find: 'blocks += 1;',
    replace: '',
    caughtBy: [{ file: machine, named: 'each conflict makes the pause' }],
  },
  {
    name: 'a blocked account told as a dead network',
    breaks: 4,
    wrong: 'WhatsApp refuses the account, and the owner is told that the network is down.',
    file: 'src/adapters/whatsapp/link.ts',
    find: `return { state: 'blocked', why: 'account' };`,
    replace: `return { state: 'no_socket' };`,
    caughtBy: [
      { file: 'test/adapters/whatsapp/link.test.ts', named: 'a page that shows TOS_BLOCK is blocked' },
    ],
  },
  {
    name: 'a claim though a part of sending is missing',
    breaks: 4,
    wrong: 'What is due is claimed in a page that cannot send, and each message fails.',
    file: 'src/core/able.ts',
    find: ` && !lacks(link, 'send')`,
    replace: '',
    caughtBy: [{ file: able, named: 'what send needs claims nothing' }],
  },
  {
    name: 'a claim though nothing can be read',
    breaks: 2,
    wrong:
      'Messages go in a page that cannot read the control chat, past a cancel that was written meanwhile.',
    file: 'src/core/able.ts',
    find: ` && !lacks(link, 'read')`,
    replace: '',
    caughtBy: [{ file: able, named: 'what read needs claims nothing' }],
  },
  {
    name: 'only modules are looked for',
    breaks: 4,
    wrong: 'A module whose function was renamed counts as whole, and is found out by a message.',
    file: 'src/adapters/whatsapp/page/check.ts',
    find: 'for (const member of members) {',
    replace: 'for (const member of members.slice(members.length)) {',
    caughtBy: [{ file: 'test/e2e/faults-build.test.ts', named: 'each part of sending is missed by name' }],
  },
  {
    name: 'nobody asks whether a send has failed',
    breaks: 4,
    wrong:
      'A send that the page failed is told only when the wait for its ack is over, and without the reason.',
    file: 'src/core/failure-watch.ts',
    find: `else settleInDoubt(settling, id, 'send_failure_without_nack', 'send_failed');`,
    replace: '',
    caughtBy: [{ file: 'test/core/failure-watch.test.ts', named: 'says has failed is in doubt' }],
  },
  {
    name: 'a nudge held against the next document',
    breaks: 4,
    wrong:
      'A page that synchronised before the library listened waits for its nudge because an earlier one had one.',
    file: 'src/adapters/whatsapp/watch.ts',
    find: 'nudgedAt = Number.NEGATIVE_INFINITY;\n    } else {',
    replace: '} else {',
    caughtBy: [
      { file: 'test/e2e/faults-start.test.ts', named: 'a page that synchronises before anybody can listen' },
    ],
  },
];
