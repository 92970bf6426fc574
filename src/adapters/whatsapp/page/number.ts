import type { NumberReading } from '../../../core/whatsapp.ts';
import type { PageWindow } from './window.ts';

/** Runs in the page: asks WhatsApp whether a number (digits only) has an account, and under which ids. */
export async function number(digits: string): Promise<NumberReading> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  if (own === undefined) return { kind: 'unreachable' };
  const asked = page.require('WAWebWidFactory').createWid(`${digits}@c.us`);
  const answer = await page.require('WAWebQueryExistsJob').queryWidExists(asked);
  if (!answer?.wid) return { kind: 'not_on_whatsapp' };
  // The answer's own id is the one to send to: it cures "No LID for user".
  const chatId = own.text(answer.wid);
  const wids = own.siblings([chatId, `${digits}@c.us`]);
  const lid = wids.find((wid) => wid.isLid());
  const { phone, lid: myLid } = own.me();
  const mine = [phone, myLid].filter((wid) => wid !== null).map(own.text);
  const isMe = wids.some((wid) => mine.includes(own.text(wid)));
  const { Contact } = page.require('WAWebCollections');
  const { getName } = page.require('WAWebContactGetters');
  const names = wids.map((wid) => Contact.get(wid)).map((model) => (model ? getName(model) : undefined));
  return {
    kind: 'chat',
    chat: {
      chatId,
      lid: lid === undefined ? null : own.text(lid),
      phone: `+${digits}`,
      name: isMe ? 'me' : (names.find((name) => name !== undefined && name !== '') ?? `+${digits}`),
      kind: isMe ? 'self' : 'person',
      size: null,
    },
  };
}
