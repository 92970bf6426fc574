/** Whether a server outside can be reached at all, and what time it has: one HEAD, nothing of the answer kept. */
import { call } from './call.ts';

export type Reach =
  /** `date`: the server's clock by its Date header, ms, whole seconds; null where it says none. */
  | { readonly kind: 'answered'; readonly date: number | null }
  | { readonly kind: 'unreachable'; readonly why: 'no_name' | 'refused' | 'late' | 'not_trusted' | 'other' };

/** Asks once, `limitMs` at most; any status is an answer. Never rejects. */
export async function reach(url: string, limitMs: number): Promise<Reach> {
  const signal = AbortSignal.timeout(limitMs);
  const called = await call({ url, method: 'HEAD', signal });
  if (called.kind === 'answered') return { kind: 'answered', date: called.date };
  return { kind: 'unreachable', why: signal.aborted ? 'late' : whyOf(called.code) };
}

function whyOf(code: string): Extract<Reach, { kind: 'unreachable' }>['why'] {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_name';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused';
  return /CERT|SELF_SIGNED|ALTNAME|EPROTO|SSL/.test(code) ? 'not_trusted' : 'other';
}
