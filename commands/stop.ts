/**
 * `/stop`: freezes everything. It is recognised by exact match before any parser, and its latch is committed in the turn
 * in which it arrives; this definition is what /help shows, and what "stop" with words behind it leads to.
 */
import type { CommandDefinition } from '../src/chat/command.ts';
import { stopReply } from '../src/chat/stop-reply.ts';
import { latchStop, stopSending } from '../src/core/stop.ts';

export const stop: CommandDefinition = {
  name: 'stop',
  aliases: [],
  usage: ['/stop'],
  summary: 'freeze everything at once',
  examples: ['/stop', 'stop', 'STOP!', '🛑'],
  mayLeadToSend: false,
  dropsQuestions: true,
  async plan(context) {
    const { ground, dispatcher } = context;
    ground.ledger.write((tx) => latchStop(tx, 'owner_command', ground.clock.now()));
    const report = await stopSending(ground, dispatcher);
    return { carryOut: (record) => ground.ledger.write((tx) => record(tx, stopReply(report, context))) };
  },
};
