import type { Reread } from '../../../core/whatsapp.ts';
import type { PageWindow } from './window.ts';

/** Runs in the page: what one message says by now. */
export async function reread(chatIds: readonly string[], waId: string): Promise<Reread> {
  const own = (window as unknown as PageWindow).sendonce;
  if (own === undefined) return { kind: 'unreachable' };
  const models = await own.find(chatIds, waId);
  if (models.some((model) => model.type === 'revoked')) return { kind: 'revoked' };
  const written = models.find(own.isWritten);
  return written === undefined ? { kind: 'absent' } : { kind: 'present', text: own.inbound(written).text };
}
