/** The door for every message that WhatsApp reports: only the owner's own words, in a control chat, get through it. */
import type { ClockWatch } from './clock-watch.ts';
import type { Conversation } from './conversation.ts';
import type { Ground } from './ground.ts';
import { controlChats, judge, type Owner, type Ownership, phoneChatId } from './owner.ts';
import type { Account, Inbound } from './whatsapp.ts';

export interface Intake {
  /** `live`: it happened just now, so its time is WhatsApp's own clock. Returns whether it was the owner's. */
  take(message: Inbound, live: boolean): boolean;
  ownership(): Ownership | null;
  /** With OWNERS: asks WhatsApp, once a process, under which id each owner is written to, and pins the LID behind it. */
  meetOwners(): Promise<void>;
  /** Where a notice goes that answers nothing: the first control chat. Null before the first link. */
  noticeChat(): string | null;
}

/** Under this key the LID behind an owner's number is pinned at first contact. */
const lidKey = (phone: string): string => `owner_lid:${phone}`;

/** `owners`: E.164 numbers, empty when the linked account itself is the owner. */
export function createIntake(
  ground: Ground,
  owners: readonly string[],
  parts: {
    readonly account: () => Account | null;
    readonly conversation: () => Conversation;
    readonly clockWatch: ClockWatch;
  },
): Intake {
  const { ledger, log } = ground;

  const known = (phone: string): Owner => ({
    phone,
    chatId: phoneChatId(phone),
    lid: ledger.setting(lidKey(phone)),
  });

  const ownership = (): Ownership | null => {
    if (owners.length > 0) return { kind: 'own_number', owners: owners.map(known) };
    const account = parts.account();
    return account === null ? null : { kind: 'self', account };
  };

  /** By number: the id that WhatsApp gives for sending to that owner. */
  const met = new Map<string, string>();

  return {
    ownership,
    async meetOwners() {
      if (ground.whatsapp.link().state !== 'connected') return;
      for (const phone of owners.filter((one) => !met.has(one))) {
        const reading = await ground.whatsapp.number(phone);
        if (reading.kind !== 'chat') continue;
        met.set(phone, reading.chat.chatId);
        const { lid } = reading.chat;
        if (lid !== null && known(phone).lid === null) ledger.write((tx) => tx.set(lidKey(phone), lid));
      }
    },
    noticeChat() {
      const [first] = owners;
      if (first !== undefined) return met.get(first) ?? phoneChatId(first);
      const present = ownership();
      return present === null ? null : (controlChats(present)[0]?.[0] ?? null);
    },
    take(message, live) {
      const present = ownership();
      if (present === null) return false;
      const verdict = judge(message, present);
      if (verdict.kind === 'other_lid') {
        log.warn(
          { waId: message.waId },
          'an owner number came with another LID than the pinned one: refused',
        );
        return false;
      }
      if (verdict.kind === 'stranger' || ledger.isOurs(message.waId)) return false;
      pin(message, present);
      if (live) parts.clockWatch.heard(message.at);
      parts.conversation().receive(message, live);
      return true;
    },
  };

  /** First contact of an owner's number: the LID that WhatsApp shows with it is the one from now on. */
  function pin(message: Inbound, present: Ownership): void {
    if (present.kind !== 'own_number') return;
    const ids = [...message.chatIds, ...message.authorIds];
    const lid = ids.find((id) => id.endsWith('@lid'));
    const owner = present.owners.find((one) => one.lid === null && ids.includes(one.chatId));
    if (lid === undefined || owner === undefined) return;
    ledger.write((tx) => tx.set(lidKey(owner.phone), lid));
    log.info({}, 'pinned the LID behind an owner number');
  }
}
