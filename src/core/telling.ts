/** What WhatsApp shows of one telling of a notice, under the reserved id that it went with. */
import type { Telling } from './notice.ts';
import type { WhatsApp } from './whatsapp.ts';

/** `holds`: the page has it without an ack, and will deliver it by itself · `never`: it is not there, or has failed. */
export type Sight = 'acked' | 'holds' | 'never' | 'unreachable';

export async function lookUpTelling(
  whatsapp: Pick<WhatsApp, 'lookUp'>,
  { chatId, reservedId }: Telling,
): Promise<Sight> {
  const chat = { chatId, lid: null, phone: null, name: '', kind: 'self', size: null } as const;
  const [seen] = await whatsapp.lookUp(chat, [reservedId]);
  if (seen === undefined || seen.found.kind === 'unreachable') return 'unreachable';
  if (seen.found.kind === 'absent') return 'never';
  if (seen.found.ack >= 1) return 'acked';
  return seen.found.sendFailure || seen.found.ack < 0 ? 'never' : 'holds';
}
