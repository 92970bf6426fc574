/** `/status`: whether the bot can send, what waits, and what needs the owner. */

import { type CommandDefinition, say } from '../src/chat/command.ts';
import { counted, name } from '../src/chat/naming.ts';
import { agoText, clockTime, dayAndTime, momentLine } from '../src/core/time/format.ts';
import { cityOf } from '../src/core/time/zone.ts';

export const status: CommandDefinition = {
  name: 'status',
  aliases: [],
  usage: ['/status'],
  summary: 'say how I am and what comes next',
  examples: ['/status'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context) {
    const { ground, now } = context;
    const { ledger } = ground;
    const zone = context.zone ?? 'UTC';
    const standing = context.standing();
    const stopped = ledger.latch('stopped') ?? ledger.latch('breaker');
    const [next] = ledger.messages({ statuses: ['scheduled'], order: 'planned', limit: 1 });
    const held = ledger.count({ statuses: ['held'] });
    const needing = ledger.needingOwner().length;
    const counts = [
      `${counted(ledger.count({ statuses: ['scheduled'] }), 'message')} scheduled`,
      ...(held > 0 ? [`${held} held`] : []),
      `${ledger.count({ statuses: ['sent'] })} sent`,
    ];
    return say(
      ground,
      [
        stopped === null
          ? `${standing.caughtUp ? '🟢 Ready' : `🟠 ${standing.link}`}. Running since\n${dayAndTime(standing.startedAt, zone, now)}.`
          : `🛑 Stopped since ${clockTime(stopped.setAt, zone)},\n${agoText(stopped.setAt, now, zone)}. /resume goes on.`,
        counts.join(' · '),
        ...(next === undefined
          ? []
          : [`Next: #${next.id} to ${name(next.chat)}`, momentLine(next.plannedAt, zone, now)]),
        ...(needing > 0 ? [`❗ ${needing} need${needing === 1 ? 's' : ''} you: /attention`] : []),
        context.zone === null
          ? '❓ No time zone yet: /tz London'
          : `Times as in ${cityOf(zone)}; it is ${clockTime(now, zone).slice(0, 5)}.`,
        ...(ground.settings.dryRun ? ['🎭 Dry run: nothing is sent.'] : []),
        `Sendonce ${standing.version}`,
      ].join('\n'),
    );
  },
};
