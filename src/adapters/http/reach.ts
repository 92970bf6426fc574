/** Whether a server outside can be reached at all, and what time it has: one HEAD, nothing of the answer kept. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type Reach =
  /** `date`: the server's clock by its Date header, ms, whole seconds; null where it says none. */
  | { readonly kind: 'answered'; readonly date: number | null }
  | { readonly kind: 'unreachable'; readonly why: 'no_name' | 'refused' | 'late' | 'not_trusted' | 'other' };

/** Asks once, `limitMs` at most, over a connection of its own; any status is an answer. Never rejects. */
export function reach(url: string, limitMs: number): Promise<Reach> {
  return new Promise((resolve) => {
    const ask = url.startsWith('https:') ? httpsRequest : httpRequest;
    const signal = AbortSignal.timeout(limitMs);
    const request = ask(
      url,
      { method: 'HEAD', agent: false, headers: { 'user-agent': 'Sendonce' }, signal },
      (response) => {
        const date = Date.parse(response.headers.date ?? '');
        response.on('error', () => undefined);
        response.destroy();
        resolve({ kind: 'answered', date: Number.isNaN(date) ? null : date });
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'unreachable', why: signal.aborted ? 'late' : whyOf(error.code ?? '') }),
    );
    request.end();
  });
}

function whyOf(code: string): Extract<Reach, { kind: 'unreachable' }>['why'] {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_name';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused';
  return /CERT|SELF_SIGNED|ALTNAME|EPROTO|SSL/.test(code) ? 'not_trusted' : 'other';
}
