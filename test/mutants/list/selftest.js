// A selftest claims what it saw, sends one line to nobody but the account itself, and ends with a word.

const selftest = 'test/core/selftest.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const selftests = [
  {
    name: 'a guarantee claimed without evidence',
    breaks: 5,
    wrong: 'A look-up that shows the line without any ack counts as the evidence that it is to be.',
    file: 'src/core/trials.ts',
    find: `verdict: seen.found.ack >= 1 ? 'yes' : 'unclear'`,
    replace: `verdict: 'yes'`,
    caughtBy: [{ file: selftest, named: 'without an ack neither look-up counts' }],
  },
  {
    name: 'a test line called deleted',
    breaks: 5,
    wrong: 'A deletion that WhatsApp never answered is told as one that works, and the line stays.',
    file: 'src/core/trials.ts',
    find: `if (outcome.kind === 'unknown') return { again: clock.now() + leftOf('revoked', revokedMs) };`,
    replace: `if (outcome.kind === 'unknown') return deleted;`,
    caughtBy: [{ file: selftest, named: 'a deletion that the page alone shows is not called one' }],
  },
  {
    name: 'a canary in another chat',
    breaks: 9,
    wrong: 'The line of a selftest goes to somebody else.',
    file: 'src/core/canary.ts',
    find: 'const [chatId] = ownIds(link.account);',
    replace: `const [chatId] = ownIds(link.account).map(() => '447700900002@c.us');`,
    caughtBy: [{ file: selftest, named: 'tries everything on one line of its own' }],
  },
  {
    name: 'a canary told again',
    breaks: 11,
    wrong: 'The line of a selftest is told like any notice without an ack: a second time.',
    file: 'src/core/canary.ts',
    find: 'tx.giveUpNotice(id);',
    replace: '',
    caughtBy: [{ file: selftest, named: '(11) is handed over once, whatever comes of it' }],
  },
  {
    name: 'a broken test called whole',
    breaks: 5,
    wrong: 'What another connection shows is told as if nothing had broken off in between.',
    file: 'src/core/selftests.ts',
    find: 'interrupted: true, verdicts: { ...last.verdicts, ...verdicts }',
    replace: 'verdicts: { ...last.verdicts, ...verdicts }',
    caughtBy: [{ file: selftest, named: 'killed in the middle of "edit"' }],
  },
  {
    name: 'a test in the way of what is due',
    breaks: 10,
    wrong: 'A selftest hands its line over in the seconds in which a message is due.',
    file: 'src/core/selftests.ts',
    find: 'if (isWaiting && !isIdle(ledger, now, aheadMs)) return now + soonMs;',
    replace: 'void isWaiting;',
    caughtBy: [{ file: selftest, named: 'what is due in seconds goes first and on time' }],
  },
  {
    name: 'a page thrown away for a test',
    breaks: 10,
    wrong: 'A selftest replaces the page two minutes before a message is due.',
    file: 'src/core/trials.ts',
    find: 'isIdle(ledger, clock.now(), reloadAheadMs) &&',
    replace: '',
    caughtBy: [{ file: selftest, named: 'no page is thrown away for it' }],
  },
  {
    name: 'an account tested for ever',
    breaks: 11,
    wrong: 'A bot that nobody asked tests the same account again in every quiet hour.',
    file: 'src/core/selftests.ts',
    find: 'lastSelftest(ledger)?.account === link.account.chatId',
    replace: 'lastSelftest(ledger)?.account === link.generation',
    caughtBy: [{ file: selftest, named: 'an account is tested once, by itself' }],
  },
];
