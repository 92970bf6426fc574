/** `/remind`: a text to oneself at a moment. The chat with oneself makes no sound, and the reply says so. */
import type { CommandDefinition } from '../src/chat/command.ts';
import { say } from '../src/chat/command.ts';
import { normaliseLine } from '../src/chat/normalise.ts';
import { buildSchedule } from '../src/chat/schedule/build.ts';
import { proceed } from '../src/chat/schedule/proceed.ts';
import { scanHead } from '../src/chat/separator.ts';
import { askZone } from '../src/chat/zone-first.ts';
import { readWhen } from '../src/core/time/parse.ts';

export const remind: CommandDefinition = {
  name: 'remind',
  aliases: ['reminder', 'note'],
  usage: ['/remind <when>: <text>'],
  summary: 'write to yourself at a moment',
  examples: ['/remind tomorrow 9:00: call the bank', '/remind in 20 minutes: oven'],
  mayLeadToSend: true,
  dropsQuestions: true,
  hasText: true,
  async plan(context, input) {
    const { ground, zone, command, locale } = context;
    if (zone === null) return askZone(context);
    const isMoment = (phrase: string): boolean =>
      readWhen({ phrase, now: command.at, zone, locale }).kind === 'at';
    const head = toMe(input.head.trim() === '' ? '' : input.head, isMoment);
    const built = await buildSchedule(context, { ...input, head }, zone, { reminds: true });
    return built.kind === 'refuse' ? say(ground, built.text) : proceed(context, built.draft, zone);
  },
};

/** The head of a /schedule to oneself. "Tomorrow 9am to call Mum" is one too, where the left side is a moment. */
function toMe(typed: string, isMoment: (phrase: string) => boolean): string {
  const said = typed.replace(/^\s*me\b\s*/i, '');
  const line = normaliseLine(said);
  if (scanHead(line.text).separator === null)
    for (const { index } of line.text.matchAll(/ to /gi)) {
      const at = line.typedAt[index] ?? said.length;
      const text = line.typedAt[index + 4] ?? said.length;
      if (isMoment(line.text.slice(0, index))) return `to me ${said.slice(0, at)}: ${said.slice(text)}`;
    }
  return `to me ${said}`;
}
