/**
 * Alarms: what must reach the owner also where the chat makes no sound, or cannot be written to at all. The ledger
 * raises them itself, in the transaction of the event that they tell of, and keeps each until a receiver accepted it.
 */
import type { LatchName, LatchWhy } from './ledger.ts';

export const alarmStates = [
  'missed',
  'held',
  'failed',
  'in_doubt',
  'stopped',
  'breaker',
  'logged_out',
  'blocked',
  'cannot_send',
  'other_lid',
] as const;
export type AlarmState = (typeof alarmStates)[number];

/** Of what keeps the bot from telling anything in WhatsApp. */
export type LinkAlarm = Extract<AlarmState, 'logged_out' | 'blocked' | 'cannot_send'>;

/** A state and an id, and nothing else: never a body, a name or a number. */
export interface Alarm {
  readonly id: number;
  readonly state: AlarmState;
  /** The message that came into this state; null for what is about none. */
  readonly messageId: number | null;
  /** Why a latch was set; null for the others. */
  readonly why: LatchWhy | null;
  readonly raisedAt: number;
}

/** How a call outside ended: a 2xx · any other answer · none within its limit. */
export type CallOutcome = 'accepted' | 'refused' | 'unreachable';

/** ALERT_URL. */
export interface AlertPort {
  /** One POST of one short line. Never rejects; `given up` cuts it off. */
  post(line: string, givenUp: AbortSignal): Promise<CallOutcome>;
}

/** HEARTBEAT_URL. */
export interface HeartbeatPort {
  /** One GET. Never rejects; `given up` cuts it off. */
  beat(givenUp: AbortSignal): Promise<CallOutcome>;
}

/** When the owner was told of the last state that wants telling; null: not yet, or there is none. */
export interface Told {
  /** WhatsApp's ack of a notice about it. */
  readonly byNoticeAt: number | null;
  /** The 2xx for its alarm. */
  readonly byAlarmAt: number | null;
}

export interface AlarmReads {
  /** Whether there is a receiver: only then are alarms raised. */
  alarming(): boolean;
  /** Raised and not accepted yet, oldest first. */
  alarmsWaiting(): readonly Alarm[];
  /** Of a message by its id, or of a latch that is or was set, by its name. */
  told(of: number | LatchName): Told;
}

export interface AlarmWrites {
  /** Without a receiver what still waited is dropped: told years later it would alarm for nothing. */
  setAlarming(on: boolean, at: number): void;
  /** Of what is no event: nothing without a receiver. The ledger raises the others by itself. */
  raise(state: LinkAlarm | 'other_lid', at: number): void;
  alarmsAccepted(ids: readonly number[], at: number): void;
}
