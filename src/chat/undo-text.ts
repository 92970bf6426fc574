/** What was taken back, and what stays as it is with the reason. */
import type { DoneDeed } from '../core/deed.ts';
import { messagesOf } from '../core/deed.ts';
import type { Ground } from '../core/ground.ts';
import type { Message } from '../core/message.ts';
import { dayAndTime } from '../core/time/format.ts';
import type { StaysCancelled, TakenBack } from '../core/undo.ts';
import { frozenText, lengthText, standingLines, tooLateText } from './amended-text.ts';
import { ranges } from './cancel-text.ts';
import type { Reply } from './command.ts';
import { excerpt, named, whom } from './naming.ts';
import { bodyLines, momentLinesAt } from './schedule/armed-text.ts';

/** More lines than these are no reply to be read on a phone. */
const mostStaying = 3;

export function nothingToUndo(about: number | null): string {
  return [
    about === null ? '🚫 Nothing to undo.' : `🚫 Nothing to undo for #${about}.`,
    'Within ten minutes I take back a cancel,',
    'a move, an edit, a late or an alias;',
    'never a stop, and nothing that was sent.',
  ].join('\n');
}

/** `done`: what was done before the stop, and may be taken back by its number. */
export function stopStands(done: DoneDeed | null): string {
  const id = done === null ? undefined : messagesOf(done.deed)[0];
  const older = id === undefined ? [] : [`What you did before it: /undo ${id}`];
  return ['🛑 Still stopped: /undo takes back no stop.', '/resume goes on.', ...older].join('\n');
}

export function undoneText(ground: Ground, taken: TakenBack, owners: string | null, now: number): Reply {
  switch (taken.kind) {
    case 'back':
      return {
        text: backText(ground, taken.by, taken.stay, owners, now),
        about: taken.by.map(({ id }) => id),
      };
    case 'alias_back':
      return {
        text:
          taken.to === null
            ? `↩️ ${excerpt(taken.name)} is no alias any more.`
            : `↩️ ${excerpt(taken.name)} is ${taken.to} again.`,
      };
    default:
      break;
  }
  const { message } = taken;
  const zone = owners ?? message.zone;
  const standing = standingLines(ground, message);
  const lines = ((): readonly string[] => {
    switch (taken.kind) {
      case 'moved_back':
        return [
          `↩️ ${named(message)} goes as before:`,
          ...momentLinesAt(message.plannedAt, zone, now),
          ...standing,
        ];
      case 'says_again':
        return [
          `↩️ ${named(message)} says again:`,
          ...bodyLines({ parts: [message.body], file: message.file }),
          ...standing,
        ];
      case 'late_again':
        return [
          `↩️ ${named(message)}: if I'm over`,
          `${lengthText(message.graceMs)} late, I ask first again.`,
        ];
      case 'too_late':
        return [tooLateText(message, zone)];
      case 'frozen':
        return [frozenText(message)];
      case 'time_passed':
        return [
          `🚫 ${named(message)} stays as it is:`,
          `its earlier time, ${dayAndTime(taken.at, zone, now)}, has passed.`,
          `To send it soon: /now ${message.id}`,
        ];
      case 'changed_since':
        return [`🚫 ${named(message)} stays as it is:`, `it was changed again since. /show ${message.id}`];
      default:
        return taken satisfies never;
    }
  })();
  return { text: lines.join('\n'), about: [message.id] };
}

function backText(
  ground: Ground,
  by: readonly Message[],
  stay: readonly StaysCancelled[],
  owners: string | null,
  now: number,
): string {
  const [first] = by;
  const lines: string[] = [];
  if (first !== undefined) {
    const zone = owners ?? first.zone;
    const old = by.flatMap(({ replaces }) => replaces ?? []);
    lines.push(
      `↩️ ${ranges(old)} ${by.length === 1 ? 'is' : 'are'} back as ${ranges(by.map(({ id }) => id))}`,
    );
    if (by.length === 1)
      lines.push(
        `to ${whom(first.chat)}`,
        ...momentLinesAt(first.plannedAt, zone, now),
        ...bodyLines({ parts: [first.body], file: first.file }),
      );
    lines.push(...standingLines(ground, first));
  }
  for (const { message, why } of stay.slice(0, mostStaying))
    lines.push(
      `🚫 ${named(message)} stays cancelled:`,
      stayingText(message, why, owners ?? message.zone, now),
    );
  if (stay.length > mostStaying) lines.push(`… and ${stay.length - mostStaying} more: /list all`);
  if (by.length === 1) lines.push('Reply: cancel · move 18:00 · edit');
  return lines.join('\n');
}

function stayingText(
  { id, plannedAt }: Message,
  why: StaysCancelled['why'],
  zone: string,
  now: number,
): string {
  switch (why) {
    case 'time_passed':
      return `its time, ${dayAndTime(plannedAt, zone, now)}, has passed.\nAnother one: /copy ${id} in 5 minutes`;
    case 'not_cancelled':
      return `/show ${id} says what became of it.`;
    case 'of_series':
      return `its series has gone on to the next.\nAnother one: /copy ${id} in 5 minutes`;
    default:
      return why satisfies never;
  }
}
