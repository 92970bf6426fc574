// Never a claim without evidence: what is written and said of a message is what was seen of it.

const acks = 'test/core/acks.test.ts';
const settle = 'test/core/settle.test.ts';
const handOver = 'test/core/hand-over.test.ts';
const moves = 'test/adapters/sqlite/moves.test.ts';

/** @type {readonly import('../mutant.js').Mutant[]} */
export const evidence = [
  {
    name: 'a doubt settled as sent',
    breaks: 5,
    wrong: 'A message without an ack counts as sent when the wait is over.',
    file: 'src/core/settle.ts',
    find: `tx.move({ id, from: 'sending', to: 'in_doubt', actor: 'dispatcher', evidence, at });`,
    replace: `tx.move({ id, from: 'sending', to: 'sent', actor: 'dispatcher', evidence, ack: 1, at });`,
    caughtBy: [{ file: acks, named: 'that is lost leaves the message in doubt' }],
  },
  {
    name: 'sent when handed over',
    breaks: 5,
    wrong: 'The hand-over itself counts as sent, before the server has the message.',
    file: 'src/core/hand-over.ts',
    find: 'ledger.write((tx) => tx.handed(message.id, clock.now()));',
    replace: `ledger.write((tx) => tx.handed(message.id, clock.now()));
      settle((settling) => settleByAck(settling, settling.tx.message(message.id) ?? message, 1, 'ack'));`,
    nights: 300,
    caughtBy: [{ file: acks, named: 'that is lost leaves the message in doubt' }],
  },
  {
    name: 'no ack taken for one',
    breaks: 5,
    wrong: 'WhatsApp says that there is no ack yet, and the message counts as sent.',
    file: 'src/core/settle.ts',
    find: 'if (ack >= 1) settleSent(settling, message, Math.min(ack, 4) as AckLevel, evidence);',
    replace:
      'if (ack >= 0) settleSent(settling, message, Math.max(1, Math.min(ack, 4)) as AckLevel, evidence);',
    caughtBy: [{ file: settle, named: 'an ack of 0' }],
  },
  {
    name: 'known to the page, so sent',
    breaks: 5,
    wrong: 'A look-up that finds the message without an ack settles it as sent.',
    file: 'src/core/look-up.ts',
    find: `if (found.kind === 'present' && found.ack !== 0)
        settleByAck(settling, message, found.ack, 'look_up_ack');`,
    replace: `if (found.kind === 'present')
        settleByAck(settling, message, found.ack || 1, 'look_up_ack');`,
    caughtBy: [{ file: settle, named: 'a look-up that shows no ack' }],
  },
  {
    name: 'a look-up for nothing',
    breaks: 5,
    wrong: 'A look-up that shows an ack changes nothing, and the owner is asked what WhatsApp knows.',
    file: 'src/core/look-up.ts',
    find: `settleByAck(settling, message, found.ack, 'look_up_ack');`,
    replace: '{}',
    caughtBy: [{ file: settle, named: 'a look-up that shows an ack' }],
  },
  {
    name: 'a refusal by WhatsApp ignored',
    breaks: 5,
    wrong: 'A NACK is not read, and the message ends in doubt although it certainly did not go.',
    file: 'src/core/settle.ts',
    find: 'else if (ack < 0) settleRefusedByWhatsApp(settling, message, ack);',
    replace: '',
    caughtBy: [{ file: acks, named: 'below zero is a refusal' }],
  },
  {
    name: 'an ack that falls',
    breaks: 5,
    wrong: 'An ack that comes late lowers the level that a later one has shown.',
    file: 'src/adapters/sqlite/moves.ts',
    find: '(ack IS NULL OR ack < :ack)',
    replace: '(ack IS NULL OR ack <> :ack)',
    nights: 300,
    caughtBy: [
      { file: moves, named: 'an ack rises' },
      { file: acks, named: 'out of order' },
    ],
  },
  {
    name: 'sent on a bare word',
    breaks: 5,
    wrong: 'A failed message becomes sent without an ack, because the tables let it.',
    file: 'src/adapters/sqlite/migrations/001-messages.ts',
    find: `WHEN NEW.status = 'sent' AND NEW.ack IS NULL AND OLD.status <> 'in_doubt'`,
    replace: 'WHEN false',
    caughtBy: [{ file: 'test/adapters/sqlite/row.test.ts', named: '(5)' }],
  },
  {
    name: 'no answer read as never left',
    breaks: 5,
    wrong: 'A hand-over without an answer is reported as a message that never left.',
    file: 'src/core/hand-over.ts',
    find: `settle((settling) => settleInDoubt(settling, message.id, 'unknown_outcome', 'page_failed'))`,
    replace: `settle((settling) => settleNeverLeft(settling, message.id, 'module_missing'))`,
    caughtBy: [{ file: handOver, named: 'without an answer' }],
  },
  {
    name: 'a known id read as never left',
    breaks: 5,
    wrong: 'A message that WhatsApp has already is reported as one that never left.',
    file: 'src/core/hand-over.ts',
    find: `if (outcome.because === 'known_id') return recordKnown(ground, message, settle);`,
    replace: '',
    caughtBy: [{ file: handOver, named: 'knows its id' }],
  },
  {
    name: 'the gate forgets what it let through',
    breaks: 5,
    wrong: 'The page answers an abort with "prevented" for a message that it has handed over.',
    file: 'src/adapters/whatsapp/page/handOver.ts',
    find: `        own.handed[reservedId] = true;
        return key;`,
    replace: '        return key;',
    caughtBy: [
      {
        file: 'test/e2e/transport-gate.test.ts',
        named: 'keys in _serialized a throw after the gate was passed',
      },
    ],
  },
  {
    name: 'what was read outlives a write',
    breaks: 5,
    wrong: 'The loops go on by rows that have changed since they were read.',
    file: 'src/adapters/sqlite/remembered.ts',
    find: 'tables.every(({ writtenAt }) => writtenAt <= at)',
    replace: 'at >= 0',
    nights: 60,
    caughtBy: [{ file: 'test/adapters/sqlite/remembered.test.ts', named: 'lets all be asked anew' }],
  },
  {
    name: 'what a trigger writes is no write',
    breaks: 4,
    wrong: 'An alarm that the ledger raised with an event is not seen by whoever looked before.',
    file: 'src/adapters/sqlite/touches.ts',
    find: 'for (const table of found(behind.get(name) ?? [])) all.add(table);',
    replace: 'for (const table of found(behind.get(name) ?? [])) all.has(table);',
    caughtBy: [{ file: 'test/adapters/sqlite/touches.test.ts', named: 'with all that the triggers write' }],
  },
  {
    name: 'only the first table of a question counts',
    breaks: 5,
    wrong: 'What was joined from another table is remembered although that one has changed.',
    file: 'src/adapters/sqlite/touches.ts',
    find: 'tables: found(text.match(words) ?? []), writes: false',
    replace: 'tables: found(text.match(words) ?? []).slice(0, 1), writes: false',
    caughtBy: [{ file: 'test/adapters/sqlite/touches.test.ts', named: 'is known to be read' }],
  },
];
