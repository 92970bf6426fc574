import type { Reread } from '../../../core/whatsapp.ts';
import type { PageWindow } from './window.ts';

/** Runs in the page: what one message says by now. */
export async function reread(chatIds: readonly string[], waId: string): Promise<Reread> {
  const own = (window as unknown as PageWindow).sendonce;
  if (own === undefined) return { kind: 'unreachable' };
  const models = await own.find(chatIds, waId);
  const revoked = models.find((model) => model.type === 'revoked');
  if (revoked !== undefined) return { kind: 'revoked', ...own.deletion(revoked) };
  const written = models.find(own.isWritten);
  return written === undefined ? { kind: 'absent' } : { kind: 'present', text: own.inbound(written).text };
}
