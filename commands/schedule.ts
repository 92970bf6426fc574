/** `/schedule`: a text to somebody at a moment. */
import type { CommandDefinition } from '../src/chat/command.ts';
import { say } from '../src/chat/command.ts';
import { buildSchedule } from '../src/chat/schedule/build.ts';
import { attachFile } from '../src/chat/schedule/file.ts';
import { proceed } from '../src/chat/schedule/proceed.ts';
import { askZone } from '../src/chat/zone-first.ts';

export const schedule: CommandDefinition = {
  name: 'schedule',
  aliases: ['s'],
  usage: [
    '/schedule <when> to <whom>: <text>',
    '/schedule to <whom> <when>: <text>',
    'text below, parts divided by ---',
  ],
  summary: 'send a text at a moment, once',
  examples: [
    '/schedule tomorrow 23:05 to Mum: Happy birthday!',
    '/schedule in 2 minutes to me: hello',
    '/schedule to Anna 31 Dec 23:59: Happy New Year!',
    '/s fri 18:00 to Mum, Anna\nDinner?\n---\nI bring wine.',
  ],
  hasText: true,
  takesFile: true,
  mayLeadToSend: true,
  dropsQuestions: true,
  async plan(context, input) {
    const { ground, zone } = context;
    if (zone === null) return askZone(context);
    const built = await buildSchedule(context, input, zone);
    const whole = built.kind === 'draft' ? await attachFile(context, built.draft) : built;
    return whole.kind === 'refuse' ? say(ground, whole.text) : proceed(context, whole.draft, zone);
  },
};
