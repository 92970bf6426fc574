// Names that stand for chats, and trying a command without doing it.

const alias = 'test/commands/alias.test.ts';
const who = 'test/commands/who.test.ts';
const dry = 'test/commands/dry.test.ts';
const alerts = 'test/commands/alerts.test.ts';
const table = 'test/commands/export.test.ts';
const rows = 'test/adapters/sqlite/aliases.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const people = [
  {
    name: 'an alias that is never looked at again',
    breaks: 1,
    wrong: 'The number of an alias has changed hands, and a stranger gets what was meant for the one before.',
    file: 'src/chat/address-book.ts',
    find: `if (alias !== null) return onWhatsApp(alias.chat, 'alias');`,
    replace: `if (alias !== null) return { kind: 'chat', chat: alias.chat, by: 'alias' };`,
    caughtBy: [{ file: alias, named: 'reaches nobody before the owner has said who is meant' }],
  },
  {
    name: 'another account under an old name',
    breaks: 1,
    wrong: 'A name stands for whoever has the number now.',
    file: 'src/chat/address-book.ts',
    find: 'if (isOtherAccount(chat, reading.chat)) return',
    replace: 'if (isOtherAccount(reading.chat, reading.chat)) return',
    caughtBy: [{ file: alias, named: 'reaches nobody before the owner has said who is meant' }],
  },
  {
    name: 'an alias over a name, unasked',
    breaks: 1,
    wrong:
      'An alias takes the very name of another chat, whose messages then go elsewhere, and nobody is told.',
    file: 'src/chat/aliasing.ts',
    find: `if (found.kind === 'chat' && only !== undefined && bearers.length === 0)`,
    replace: `if (found.kind === 'chat' && only !== undefined)`,
    caughtBy: [{ file: alias, named: 'asks before it takes a chat’s own name' }],
  },
  {
    name: 'a choice of old over a name of today',
    breaks: 1,
    wrong: 'Somebody is called just so by now, and the one who was chosen once gets the message.',
    file: 'src/chat/address-book.ts',
    find: `return newcomer ? choices([learned, only], true) : onWhatsApp(learned, 'learned');`,
    replace: `return onWhatsApp(newcomer ? learned : learned, 'learned');`,
    caughtBy: [{ file: who, named: 'a chat that came to be called as one was chosen for' }],
  },
  {
    name: 'a guess at the country of a number',
    breaks: 1,
    wrong: 'A number that may be of two countries goes to the one that happens to be there.',
    file: 'src/chat/address-book.ts',
    find: '(phones.length === 1 || found.length === 0)',
    replace: 'found.length >= 0',
    caughtBy: [{ file: who, named: 'that may be of two is looked up as both' }],
  },
  {
    name: 'two chats under one alias',
    breaks: 1,
    wrong: 'The old alias stands beside the new one, and chance decides who is meant.',
    file: 'src/adapters/sqlite/aliases.ts',
    find: '      end(name, madeAt);\n',
    replace: '',
    caughtBy: [{ file: rows, named: 'the last one made stands' }],
  },
  {
    name: 'a dry run that writes',
    breaks: 6,
    wrong: 'What was only to be tried is armed, cancelled or stopped.',
    file: 'src/core/dry-ground.ts',
    find: '          throw whole;\n',
    replace: '',
    caughtBy: [
      { file: dry, named: 'of every example of every command leaves every row as it was' },
      { file: dry, named: 'of a stop stops nothing' },
    ],
  },
  {
    name: 'a dry run that asks the gate',
    breaks: 6,
    wrong: 'Trying a cancel keeps back a message that nobody cancelled.',
    file: 'src/core/dry-ground.ts',
    find: `      if (verb === 'abort')\n`,
    replace: `      if (verb === 'abort') return target[verb];\n      if (verb === 'never')\n`,
    caughtBy: [{ file: dry, named: 'asks no gate' }],
  },
  {
    name: 'a dry resume that takes the STOP file away',
    breaks: 3,
    wrong: 'Trying a resume removes the file by which somebody stopped the bot.',
    file: 'src/core/dry-ground.ts',
    find: `stopFile: { ...real.stopFile, put: () => undefined, remove: () => ({ kind: 'removed' }) },`,
    replace: 'stopFile: real.stopFile,',
    caughtBy: [{ file: dry, named: 'of a resume leaves the stop, its file' }],
  },
  {
    name: 'a dry run that reaches outside',
    breaks: 6,
    wrong: 'Trying /alerts test rings, and trying /export writes a table.',
    file: 'commands/dry.ts',
    find: 'outside: refuse, ',
    replace: '',
    caughtBy: [{ file: dry, named: 'acts outside the ledger does not act' }],
  },
  {
    name: 'a trial alarm that is believed unheard',
    breaks: 4,
    wrong: 'The receiver refuses, and the owner is told that the alarm was taken.',
    file: 'commands/alerts.ts',
    find: 'trialText(await alert.post(trialLine, new AbortController().signal))',
    replace: `(await alert.post(trialLine, new AbortController().signal), trialText('accepted'))`,
    caughtBy: [{ file: alerts, named: 'says what the receiver answered' }],
  },
  {
    name: 'a table that a spreadsheet carries out',
    breaks: 9,
    wrong: 'A text that begins like a formula commands the spreadsheet of whoever opens the table.',
    file: 'src/core/export.ts',
    find: String.raw`/^'*[=+\-@\t\r＝＋－＠]/u.test(text)`,
    replace: `text === ''`,
    caughtBy: [{ file: table, named: 'takes the power from' }],
  },
];
