/** What became of recipients, in words. */
import type { Refusal } from '../core/whatsapp.ts';

/** Why WhatsApp Web was not given a message: "#12 to Mum was not sent: …". */
export const recipientRefused: Readonly<
  Record<Extract<Refusal, 'other_account' | 'left_group' | 'read_only' | 'blocked'>, string>
> = {
  other_account: 'the number is now somebody else’s',
  left_group: 'you are no longer in that group',
  read_only: 'only admins can write in that group',
  blocked: 'you have blocked this contact',
};
