/** `/every`: the same to the same, again and again, one occurrence at a time. */
import type { CommandDefinition } from '../src/chat/command.ts';
import { say } from '../src/chat/command.ts';
import { buildSchedule } from '../src/chat/schedule/build.ts';
import { proceed } from '../src/chat/schedule/proceed.ts';
import { askZone } from '../src/chat/zone-first.ts';

export const every: CommandDefinition = {
  name: 'every',
  aliases: ['each', 'repeat'],
  usage: [
    '/every <rule> [until <date> | x10] to <whom>: <text>',
    '/every cron 0 9 * * 1-5 to <whom>: <text>',
  ],
  summary: 'send it again and again, by a rule',
  examples: [
    '/every friday 17:00 to Mum: Dinner?',
    '/every weekday 9am until 24 Dec to me: stretch',
    '/every other monday 18:30 to Anna: Chess?',
    '/every month on the 1st 9:00 x10 to me: rent',
    '/every last friday of the month 17:00 to Mum: hi',
    '/every year on 4 July 9:00 to Anna: Happy birthday!',
    '/every 2 hours x3 to me: drink',
  ],
  mayLeadToSend: true,
  dropsQuestions: true,
  hasText: true,
  async plan(context, input) {
    const { ground, zone } = context;
    // What hangs on a message is kept for that message alone, and not for those that come behind it.
    if (context.command.file !== null)
      return say(
        ground,
        '🚫 Nothing scheduled: a series has no file.\nWrite its text alone, or /schedule the file.',
      );
    if (zone === null) return askZone(context);
    const built = await buildSchedule(context, input, zone, { every: true });
    return built.kind === 'refuse' ? say(ground, built.text) : proceed(context, built.draft, zone);
  },
};
