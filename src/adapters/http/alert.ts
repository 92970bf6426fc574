/**
 * Calls to ALERT_URL and HEARTBEAT_URL. Both addresses are secrets: nothing of them is logged, neither host nor path.
 * What is told is meant for this receiver alone.
 */
import type { AlertPort, CallOutcome, HeartbeatPort } from '../../core/alarm.ts';
import type { Log } from '../../core/log.ts';
import { type Call, call } from './call.ts';

/** From the call to the first line of the answer, connecting included. */
const limitMs = 10_000;

interface CallSetting {
  /** http or https; a name and a password in it are sent as Basic credentials. */
  readonly url: string;
  readonly log: Log;
  /** Default 10 s. */
  readonly limitMs?: number;
}

/** POSTs one line of plain text. */
export function createAlert(setting: CallSetting): AlertPort {
  return { post: (line, givenUp) => tell(setting, 'alert', { method: 'POST', line }, givenUp) };
}

/** GETs, and wants nothing but a 2xx. */
export function createHeartbeat(setting: CallSetting): HeartbeatPort {
  return { beat: (givenUp) => tell(setting, 'heartbeat', { method: 'GET' }, givenUp) };
}

async function tell(
  { url, log, limitMs: ownLimitMs = limitMs }: CallSetting,
  what: 'alert' | 'heartbeat',
  request: Pick<Call, 'method' | 'line'>,
  givenUp: AbortSignal,
): Promise<CallOutcome> {
  const signal = AbortSignal.any([givenUp, AbortSignal.timeout(ownLimitMs)]);
  const called = await call({ url, ...request, signal });
  if (called.kind === 'unanswered') {
    log.debug({ what, code: called.code }, 'a call outside got no answer');
    return 'unreachable';
  }
  const { status } = called;
  if (status >= 200 && status < 300) return 'accepted';
  log.debug({ what, status }, 'a call outside was refused');
  return 'refused';
}
