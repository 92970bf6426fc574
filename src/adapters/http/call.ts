/**
 * One request to a server outside, over a connection of its own: one kept open for a minute is more often dead than not.
 * No redirect is followed, and whatever stands below the first lines of the answer is not read: it could be endless.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Call {
  /** http or https; a name and a password in it are sent as Basic credentials. */
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** One line of plain text. */
  readonly line?: string;
  readonly signal: AbortSignal;
}

export type Called =
  /** `date`: the server's clock by its Date header, ms, whole seconds; null where it says none. */
  | { readonly kind: 'answered'; readonly status: number; readonly date: number | null }
  /** The closed word of a fault: its message would name the host. */
  | { readonly kind: 'unanswered'; readonly code: string };

/** Never rejects. */
export function call({ url, method, line, signal }: Call): Promise<Called> {
  const body = line === undefined ? undefined : Buffer.from(line, 'utf8');
  const ofBody = body && { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length };
  const headers = { 'user-agent': 'Sendonce', ...ofBody };
  return new Promise((resolve) => {
    const unanswered = (fault: unknown): void => {
      const { code } = fault as NodeJS.ErrnoException;
      resolve({ kind: 'unanswered', code: typeof code === 'string' ? code : 'unknown' });
    };
    try {
      const ask = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
      const request = ask(url, { method, agent: false, headers, signal }, (response) => {
        const date = Date.parse(response.headers.date ?? '');
        response.on('error', () => undefined);
        response.destroy();
        const { statusCode: status = 0 } = response;
        resolve({ kind: 'answered', status, date: Number.isNaN(date) ? null : date });
      });
      request.on('error', unanswered);
      request.end(body);
    } catch (fault) {
      // An address whose credentials cannot be decoded, for one.
      unanswered(fault);
    }
  });
}
