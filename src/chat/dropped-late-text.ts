/** What missed its time and is asked about no more, because its owner wanted it on time or never. */
import type { Message } from '../core/message.ts';
import { counted, named } from './naming.ts';
import { numbered } from './overdue-list.ts';

export function droppedLateText(messages: readonly Message[], zone: string, now: number): string {
  const [only, ...others] = messages;
  const copy = `Another time: /copy ${only?.id ?? ''} tomorrow 9:00`;
  if (only !== undefined && others.length === 0)
    return `⌛ ${named(only)} missed its time.\nIt is dropped: you wanted it on time or never.\nIt never left.\n${copy}`;
  return [
    `⌛ ${counted(messages.length, 'message')} missed the time and are dropped:`,
    ...numbered(messages, zone, now),
    'You wanted them on time or never.',
    copy,
  ].join('\n');
}
