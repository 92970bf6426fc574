/** Replies that may come with a picture. The words say everything; the picture is for who would rather look. */
import type { Picture, StripPicture } from '../core/picture.ts';
import { startOfDay } from '../core/time/day-start.ts';
import { dayHeading, shortMoment } from '../core/time/format.ts';
import type { CommandContext, Reply } from './command.ts';

/** Whether the words end in "picture", and what they are without it. */
export function readPictureWish(said: string): { readonly words: string; readonly isPictured: boolean } {
  const without = said.replace(/(?:^|\s+)(?:as an? )?(?:picture|pic|image)[.!…]*$/i, '');
  return { words: without.trim(), isPictured: without !== said };
}

/** With the picture, or with a sentence that says that there is none. */
export async function pictured(
  { paint, command }: Pick<CommandContext, 'paint' | 'command'>,
  reply: Reply,
  picture: Picture,
  name: string,
): Promise<Reply> {
  const painted = await paint(picture, name, command.waId);
  switch (painted.kind) {
    case 'painted':
      return { ...reply, picture: painted.file };
    case 'busy':
      return { ...reply, text: `${reply.text}\nNo picture now: a message is about to go.` };
    case 'failed':
      return { ...reply, text: `${reply.text}\nNo picture: I could not draw one.` };
    default:
      return painted satisfies never;
  }
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** As people divide an hour, a day and a month. */
const stepsMs = [5, 15, 30].map((m) => m * minuteMs).concat([1, 2, 3, 6, 12].map((h) => h * hourMs));
const daySteps = [1, 2, 7, 14, 30, 60, 120, 365];
const mostTicks = 6;

/** Where a line of time bears a time, at most six. */
export function ticksOf(from: number, to: number, zone: string): StripPicture['strips'][number]['ticks'] {
  const step = stepsMs.find((ms) => (to - from) / ms <= mostTicks - 1);
  const midnight = startOfDay(from, zone, 0);
  if (step !== undefined) {
    const first = midnight + Math.ceil((from - midnight) / step) * step;
    const count = Math.max(0, Math.floor((to - first) / step) + 1);
    return Array.from({ length: count }, (_, index) => first + index * step).map((at) => ({
      at,
      label: shortMoment(at, zone),
    }));
  }
  const days = daySteps.find((count) => (to - from) / (count * dayMs) <= mostTicks - 1) ?? 730;
  const count = Math.floor((to - from) / (days * dayMs)) + 1;
  return Array.from({ length: count }, (_, index) => startOfDay(from, zone, (index + 1) * days))
    .filter((at) => at <= to)
    .map((at) => ({ at, label: dayHeading(at, zone).replace(/^\S+ /, '') }));
}
