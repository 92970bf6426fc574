/** The first words after linking: where the owner talks, how times are read, and what does not ring. */

import { remembered } from '../core/remembered.ts';
import { clockTime } from '../core/time/format.ts';
import { cityOf } from '../core/time/zone.ts';
import type { Preferences } from './preferences.ts';

export function welcomeText(preferences: Preferences, at: number): string {
  const zone = preferences.zone();
  const reading =
    zone === null
      ? '❓ In which time zone are you?\nAnswer like: /tz London'
      : `I read times as ${cityOf(zone)}: it is ${clockTime(at, zone).slice(0, 5)}.\n${dayOrder(preferences.locale())} Wrong? /tz · /locale`;
  return [
    '👋 Sendonce is linked.',
    'Tell me in this chat what to send.',
    reading,
    'Try: /schedule in 2 minutes to me: hello',
    '(! works like /)',
    ...(preferences.rings ? [] : ['⚠️ This chat makes no sound: see /alerts.']),
    '/stop freezes everything. /help',
  ].join('\n');
}

/** `3/4 means 3 April.`, by locale. Asking the system for its order costs more than all the rest of the welcome. */
export const dayOrder = remembered(50, (locale) => {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts(
    Date.UTC(2026, 3, 3, 12),
  );
  const first = parts.find((part) => part.type === 'day' || part.type === 'month');
  return `3/4 means ${first?.type === 'month' ? '4 March' : '3 April'}.`;
});
