/** One answer about a recipient from the two that the page gives: who has the number, and what stands in the way. */
import type { Chat } from '../../core/message.ts';
import type { RecipientReading } from '../../core/recipient.ts';
import type { NumberReading } from '../../core/whatsapp.ts';
import type { Standing } from './page/recipient.ts';

/** `standing` is asked after the number, whose answer teaches the page the LID behind it. */
export async function readRecipient(
  chat: Chat,
  number: (phone: string) => Promise<NumberReading>,
  standing: () => Promise<Standing | null>,
): Promise<RecipientReading> {
  const asked = chat.kind === 'group' || chat.phone === null ? null : await number(chat.phone);
  if (asked?.kind === 'unreachable' || asked?.kind === 'unable') return asked;
  const found = await standing();
  if (found === null) return { kind: 'unreachable' };
  if (found.barrier !== null) return { kind: found.barrier };
  const name = found.name ?? chat.name;
  if (asked === null)
    return { kind: 'reachable', chat: { ...chat, name, phone: found.phone ?? chat.phone, size: found.size } };
  if (asked.kind === 'chat')
    return { kind: 'reachable', chat: { ...asked.chat, name: asked.chat.kind === 'self' ? 'me' : name } };
  // Nobody has the number; the account may have taken another one.
  if (found.phone === null || found.phone === chat.phone) return { kind: 'not_on_whatsapp' };
  return { kind: 'reachable', chat: { ...chat, name, phone: found.phone } };
}
