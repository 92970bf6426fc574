// Never twice has a sister: never to somebody else. Whom a message is for is looked at before it goes.

const watch = 'test/core/recipient-watch.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const recipients = [
  {
    name: 'a number trusted for ever',
    breaks: 1,
    wrong: 'A message goes to the number that it was armed for, whoever has it by now.',
    file: 'src/core/hand-over.ts',
    find: 'account: accountFor(ground.ledger, message),',
    replace: 'account: { ...accountFor(ground.ledger, message), lid: null, phone: null },',
    nights: 600,
    caughtBy: [{ file: watch, named: 'in the last moment' }],
  },
  {
    name: 'another account taken for the same',
    breaks: 1,
    wrong: 'A number and a LID that fell apart are not noticed before the message is due.',
    file: 'src/core/recipient-watch.ts',
    find: 'return isOtherAccount(armed, reading.chat) ? { barrier: null, lid, phone } : null;',
    replace: 'return void lid, void phone, null;',
    caughtBy: [{ file: watch, named: 'has given the number away' }],
  },
  {
    name: 'silence taken for an obstacle',
    breaks: 4,
    wrong:
      'WhatsApp does not say who a recipient is, and the message is not looked at again for ten minutes.',
    file: 'src/core/recipient-watch.ts',
    find: `if (reading.kind === 'unreachable' || reading.kind === 'unable') {`,
    replace: `if (reading.kind === 'unable') {`,
    caughtBy: [{ file: watch, named: 'says nothing, and is asked again' }],
  },
  {
    name: 'one reason for all that are held',
    breaks: 4,
    wrong:
      'Of several that are held the owner does not read which of them is blocked, gone or a group that was left.',
    file: 'src/chat/recipient-text.ts',
    find: `return barrier === null ? '' : `,
    replace: `return barrier !== null ? '' : `,
    caughtBy: [{ file: 'test/core/recipient-watch.test.ts', named: 'each for its own reason' }],
  },
];
