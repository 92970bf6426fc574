/**
 * The one transition table. The ledger's CHECKs and trigger enforce it again in SQL; a test compares the two.
 * Every change of status names the status that it leaves.
 */
import type { Status } from './message.ts';

export const transitions: Readonly<Record<Status, readonly Status[]>> = {
  scheduled: ['sending', 'cancelled', 'missed', 'held', 'rehearsed'],
  held: ['scheduled', 'cancelled', 'missed'],
  sending: ['sent', 'failed', 'in_doubt', 'cancelled'],
  in_doubt: ['sent', 'failed', 'cancelled'],
  // Only evidence that it did go out leads away from an end.
  failed: ['sent'],
  cancelled: ['sent'],
  missed: ['sent'],
  sent: [],
  rehearsed: [],
};

export function mayMove(from: Status, to: Status): boolean {
  return transitions[from].includes(to);
}

/** Who or what moved a message. */
export type Actor = 'owner' | 'dispatcher' | 'whatsapp' | 'start' | 'grace' | 'outside';

/**
 * What was seen, in one closed word, written to `events` with every transition; never a body or a number.
 * `detail` in an event adds a figure (an ack level, an error code), nothing free-form from outside.
 */
export const evidences = [
  'owner_command',
  'owner_answer',
  'claim',
  'ack',
  'nack',
  'look_up_ack',
  'refused_before_hand_over',
  'abort_confirmed',
  'no_ack_in_time',
  'page_gone',
  'unknown_outcome',
  'found_sending_at_start',
  'send_failure_without_nack',
  'grace_passed',
  'owner_time_limit',
  'latch',
  'known_id',
  'command_revoked',
  'command_edited',
  'not_caught_up',
  'dry_run',
  'clock_stepped',
  'quiet_hours',
  'old_one_went_out',
  'still_in_page',
  'file_missing',
  'recipient_changed',
  'recipient_unreachable',
  'rule_over',
] as const;
export type Evidence = (typeof evidences)[number];
