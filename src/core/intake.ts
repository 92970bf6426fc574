/** The door for every message that WhatsApp reports: only the owner's own words, in a control chat, get through it. */
import type { ClockWatch } from './clock-watch.ts';
import type { Conversation } from './conversation.ts';
import type { Ground } from './ground.ts';
import { judge, type Owner, type Ownership, phoneChatId } from './owner.ts';
import type { Account, Inbound } from './whatsapp.ts';

export interface Intake {
  /** `live`: it happened just now, so its time is WhatsApp's own clock. Returns whether it was the owner's. */
  take(message: Inbound, live: boolean): boolean;
  ownership(): Ownership | null;
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

  return {
    ownership,
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
      parts.conversation().receive(message);
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
