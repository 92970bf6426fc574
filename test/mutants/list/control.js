// What the owner wrote, where, and as whom: read wholly, or not believed.

const catchUp = 'test/core/catch-up.test.ts';
const owner = 'test/core/owner.test.ts';
const ownership = 'test/core/ownership.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const control = [
  {
    name: 'the mark moved before the chat was read',
    breaks: 2,
    wrong: 'A line heard live hides the cancel before it, which nobody has read.',
    file: 'src/core/catch-up.ts',
    find: 'if (chat !== null && caughtUp() !== null) marks.seen(chat, [message]);',
    replace: 'if (chat !== null) marks.seen(chat, [message]);',
    caughtBy: [{ file: catchUp, named: 'something was heard live before the chat could be read' }],
  },
  {
    name: 'one mark for all chats',
    breaks: 2,
    wrong: 'What one owner wrote hides what another one wrote before.',
    file: 'src/core/control-mark.ts',
    find: "chatIds.find((id) => id.endsWith('@c.us')) ?? chatIds[0]",
    replace: "chatIds.length > 0 ? 'all' : 'none'",
    caughtBy: [{ file: catchUp, named: 'it stands in a second owner’s chat' }],
  },
  {
    name: 'an incomplete reading counted as read',
    breaks: 2,
    wrong: 'The part of the chat that did not come is taken for read, a cancel in it and all.',
    file: 'src/core/catch-up.ts',
    find: 'if (!reading.complete) {',
    replace: 'if (reading.messages.length < 0) {',
    caughtBy: [{ file: catchUp, named: 'the phone gives that part of the chat only after a while' }],
  },
  {
    name: 'an unread part told and nothing held',
    breaks: 2,
    wrong: 'The owner hears that a cancel may be lost, and the message goes.',
    file: 'src/core/catch-up.ts',
    find: "holdScheduled({ tx, tell, at }, tx.messages({ statuses: ['scheduled'] }), 'not_caught_up');",
    replace: '',
    caughtBy: [{ file: catchUp, named: 'what cannot be read back within two minutes' }],
  },
  {
    name: 'the mark passes what is encrypted',
    breaks: 2,
    wrong: 'A cancel that a later page decrypts stands before the mark and is never read.',
    file: 'src/core/control-mark.ts',
    find: 'const next = Math.min(Math.max(mark, latest), ...waiting);',
    replace: 'const next = Math.max(mark, latest);',
    caughtBy: [{ file: catchUp, named: 'it came encrypted, and its keys while the bot was down again' }],
  },
  {
    name: 'what was read encrypted is forgotten',
    breaks: 2,
    wrong: 'A cancel that is read before it can be decrypted is never read again.',
    file: 'src/core/catch-up.ts',
    find: 'marks.seen(chatIds, reading.messages, reading.undecrypted);',
    replace: 'marks.seen(chatIds, reading.messages);',
    caughtBy: [{ file: catchUp, named: 'it was read encrypted, and decrypted by a later page' }],
  },
  {
    name: 'two LIDs accepted',
    breaks: 9,
    wrong: 'A message under the ids of two accounts commands, and one of them is pinned as the owner.',
    file: 'src/core/owner.ts',
    find: "if (ids.some((id) => id.endsWith('@lid') && id !== lid))",
    replace: "if (owner.lid !== null && ids.some((id) => id.endsWith('@lid') && id !== lid))",
    caughtBy: [{ file: ownership, named: 'two in one message are two accounts' }],
  },
  {
    name: 'anybody takes a command back',
    breaks: 9,
    wrong: 'Whoever may delete a message in the chat cancels what the owner has armed.',
    file: 'src/core/hearing.ts',
    find: 'if (parts.mayTakeBack(event)) void',
    replace: 'void',
    caughtBy: [{ file: owner, named: 'a command that somebody else deleted stands' }],
  },
  {
    name: 'anybody has taken a command back',
    breaks: 9,
    wrong: 'A command that somebody else deleted in an outage is cancelled at the next connection.',
    file: 'src/core/reread.ts',
    find: "if (seen.kind === 'revoked' && parts.mayTakeBack(seen))",
    replace: "if (seen.kind === 'revoked')",
    caughtBy: [{ file: owner, named: 'a command that somebody else deleted stands' }],
  },
];
