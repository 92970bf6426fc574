/**
 * Calls to ALERT_URL and HEARTBEAT_URL. Both addresses are secrets: nothing of them is logged, neither host nor path.
 * No redirect is followed, since what is told is meant for this receiver alone; the answer's body is not read.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AlertPort, CallOutcome, HeartbeatPort } from '../../core/alarm.ts';
import type { Log } from '../../core/log.ts';

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
  return { post: (line, givenUp) => call(setting, 'alert', line, givenUp) };
}

/** GETs, and wants nothing but a 2xx. */
export function createHeartbeat(setting: CallSetting): HeartbeatPort {
  return { beat: (givenUp) => call(setting, 'heartbeat', null, givenUp) };
}

function call(
  setting: CallSetting,
  what: 'alert' | 'heartbeat',
  line: string | null,
  givenUp: AbortSignal,
): Promise<CallOutcome> {
  const url = new URL(setting.url);
  const body = line === null ? null : Buffer.from(line, 'utf8');
  return new Promise((resolve) => {
    const unreachable = (fault: unknown): void => {
      setting.log.debug({ what, code: codeOf(fault) }, 'a call outside got no answer');
      resolve('unreachable');
    };
    try {
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
        url,
        {
          method: body === null ? 'GET' : 'POST',
          // A connection of its own: one kept open for a minute is more often dead than not.
          agent: false,
          headers: {
            'user-agent': 'Sendonce',
            ...(body === null
              ? {}
              : { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length }),
          },
          signal: AbortSignal.any([givenUp, AbortSignal.timeout(setting.limitMs ?? limitMs)]),
        },
        (response) => {
          const { statusCode: status = 0 } = response;
          // Whatever stands below the first lines is not for us, and could be endless.
          response.on('error', () => undefined);
          response.destroy();
          if (status >= 200 && status < 300) return resolve('accepted');
          setting.log.debug({ what, status }, 'a call outside was refused');
          resolve('refused');
        },
      );
      request.on('error', unreachable);
      request.end(body ?? undefined);
    } catch (fault) {
      // An address whose credentials cannot be decoded, for one.
      unreachable(fault);
    }
  });
}

/** The closed word of a fault: its message would name the host. */
function codeOf(fault: unknown): string {
  const { code } = fault as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : 'unknown';
}
