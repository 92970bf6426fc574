/** Grace: how late after `plannedAt` a message may still go by itself. All instants and durations in ms. */
import type { Message } from './message.ts';

export function isDue(message: Pick<Message, 'plannedAt'>, now: number): boolean {
  return message.plannedAt <= now;
}

/** Past its grace: it is missed, and only the owner can have it sent. */
export function isPastGrace(message: Pick<Message, 'plannedAt' | 'graceMs'>, now: number): boolean {
  return now > message.plannedAt + message.graceMs;
}

/** The page refuses at or after this instant: the earlier of the end of grace and the end of the wait for an ack. */
export function notAfter(
  message: Pick<Message, 'plannedAt' | 'graceMs'>,
  now: number,
  sendTimeoutMs: number,
): number {
  return Math.min(message.plannedAt + message.graceMs, now + sendTimeoutMs);
}
