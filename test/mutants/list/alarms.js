// The breaker, and the alarms where the chat makes no sound.

const breaker = 'test/core/breaker.test.ts';
const consent = 'test/commands/consent.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const alarms = [
  {
    name: 'a second delivery unseen',
    breaks: 1,
    wrong:
      'A message of ours under the id of one that was sent stands in another chat, and the bot goes on sending.',
    file: 'src/core/echo.ts',
    find: `if (isElsewhere(idsOf(message.chat), echo) || isLaterThanSent(message, echo)) return 'second';`,
    replace: '',
    caughtBy: [{ file: breaker, named: 'in another chat trips it' }],
  },
  {
    name: 'a second delivery to the same chat unseen',
    breaks: 1,
    wrong: 'Another copy of the folder sends to the same chat what was sent, and the bot goes on sending.',
    file: 'src/core/echo.ts',
    find: `return message.status === 'sent' && message.ack !== null && at > message.changedAt + skewMs;`,
    replace: 'return at < 0;',
    caughtBy: [{ file: breaker, named: 'in the very same chat' }],
  },
  {
    name: 'a reload taken for a second delivery',
    breaks: 4,
    wrong: 'The page shows a sent message again after a reload, and the bot stops for nothing.',
    file: 'src/core/echo.ts',
    find: 'at > message.changedAt + skewMs;',
    replace: 'at > 0;',
    caughtBy: [{ file: breaker, named: 'is not the same message shown again' }],
  },
  {
    name: 'a sibling taken for another chat',
    breaks: 4,
    wrong: 'A person under the id that the page cannot join to the other one counts as somebody else.',
    file: 'src/core/echo.ts',
    find: 'ids.some((id) => chatIds.some((other) => kindOf(id) === kindOf(other)))',
    replace: 'ids.length > 0',
    caughtBy: [{ file: breaker, named: 'cannot join to the other one' }],
  },
  {
    name: 'sent elsewhere, sent again',
    breaks: 1,
    wrong: 'Another copy of the folder sends a scheduled message, this one sees it, and sends it as well.',
    file: 'src/core/echo.ts',
    find: `else if (message?.status === 'scheduled') holdScheduled(settling, [message], 'known_id');`,
    replace: `else if (message?.status === 'scheduled') return;`,
    caughtBy: [{ file: breaker, named: 'for one that is scheduled' }],
  },
  {
    name: 'doubts broken up by refusals of our own',
    breaks: 4,
    wrong: 'On a bad line doubts and our own refusals take turns, and the breaker never trips.',
    file: 'src/core/breaker.ts',
    find: `if (shown === 'none') continue;`,
    replace: '',
    caughtBy: [{ file: breaker, named: 'are not broken up' }],
  },
  {
    name: 'one recipient taken for the account',
    breaks: 4,
    wrong: 'One who has blocked the owner stops the messages to everybody.',
    file: 'src/core/breaker.ts',
    find: 'row.length < breakerAfter || recipients.size < 2',
    replace: 'row.length < breakerAfter',
    caughtBy: [{ file: breaker, named: 'of one recipient alone' }],
  },
  {
    name: 'a resume that forgets nothing',
    breaks: 4,
    wrong: 'The first doubt after a resume trips the breaker again.',
    file: 'src/core/breaker.ts',
    find: `return doubted.at > since ? 'doubt' : 'sent';`,
    replace: `return 'doubt';`,
    caughtBy: [{ file: breaker, named: 'before a resume are answered for' }],
  },
  {
    name: 'one wish said twice',
    breaks: 1,
    wrong: 'A second command for the same chat and the same minutes is armed without a question.',
    file: 'src/chat/schedule/doubts.ts',
    find: '.find((message) => message.commandWaId !== commandWaId && !editOf.includes(message.id));',
    replace: '.find((message) => message.commandWaId === commandWaId && !editOf.includes(message.id));',
    caughtBy: [{ file: consent, named: 'are asked about, with the other one' }],
  },
  {
    name: 'a yes forgotten',
    breaks: 4,
    wrong: 'The owner says yes to the same text, and nothing keeps it.',
    file: 'src/chat/schedule/arm.ts',
    find: 'if (draft.confirmed) for (const { id } of armed) tx.consent(id, draft.asked ?? []);',
    replace: '',
    caughtBy: [{ file: consent, named: 'are asked about, with the other one' }],
  },
];
