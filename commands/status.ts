/** `/status`: whether the bot can send, what waits, and what needs the owner. */

import { type CommandContext, type CommandDefinition, say } from '../src/chat/command.ts';
import { counted, name, plain } from '../src/chat/naming.ts';
import { selftestLines } from '../src/chat/selftest-text.ts';
import { alertFailureKey } from '../src/core/alarms.ts';
import { agoText, clockTime, dateLabel, dayAndTime, momentLine } from '../src/core/time/format.ts';
import { cityOf } from '../src/core/time/zone.ts';

export const status: CommandDefinition = {
  name: 'status',
  aliases: [],
  usage: ['/status'],
  summary: 'say how I am and what comes next',
  examples: ['/status'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context) {
    const { ground, now } = context;
    const group = await context.controlGroup();
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
        ...(group === null ? [] : [`👥 ${plain(group.name, 24)} commands me too: /unclaim`]),
        ...(ground.settings.dryRun ? ['🎭 Dry run: nothing is sent.'] : []),
        ...selftestLines(ground, zone, now),
        ...alarmLines(context, zone),
      ].join('\n'),
    );
  },
};

/** What waits is told on a line of its own; what is well stands beside the version. */
function alarmLines({ ground, now, rings, standing }: CommandContext, zone: string): readonly string[] {
  const { ledger } = ground;
  const own = `Sendonce ${standing().version}`;
  if (!ledger.alarming()) return [rings ? own : `${own} · 🔕 no alarms: see /alerts`];
  const waiting = ledger.alarmsWaiting();
  const [oldest] = waiting;
  if (oldest === undefined) return [`${own} · 🔔 alarms on, all told`];
  const day = dateLabel(oldest.raisedAt, zone, now);
  const since = day === dateLabel(now, zone, now) ? clockTime(oldest.raisedAt, zone).slice(0, 5) : day;
  const failure = ledger.setting(alertFailureKey);
  const why = failure === null ? 'on their way' : failure === 'refused' ? 'refused' : 'no answer';
  return [`🔕 ${counted(waiting.length, 'alarm')} waiting since ${since}: ${why}.`, own];
}
