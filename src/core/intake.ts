/** The door for every message that WhatsApp reports: only the owner's own words, in a control chat, get through it. */
import type { ClockWatch } from './clock-watch.ts';
import { controlGroup } from './control-group.ts';
import type { Conversation } from './conversation.ts';
import type { Ground } from './ground.ts';
import { createGroupClaim, type GroupCode } from './group-claim.ts';
import { isGroup, judge, type Ownership, ownIds } from './owner.ts';
import { createOwnerWatch } from './owner-watch.ts';
import type { Account, Inbound, Undecrypted } from './whatsapp.ts';

export interface Intake {
  /** `live`: it happened just now, so its time is WhatsApp's own clock. Returns whether it was the owner's. */
  take(message: Inbound, live: boolean): boolean;
  ownership(): Ownership | null;
  /** Whether what cannot be read yet may turn out to be the owner's. */
  mayBecomeOwners(undecrypted: Undecrypted): boolean;
  /** With OWNERS: asks WhatsApp who has the owners' numbers now, and pins the LID behind each. */
  meetOwners(): Promise<void>;
  /** The owner's own chat, never a group; null before the first link. */
  home(): string | null;
  /** A new code by which a group is claimed as a control chat. */
  openGroupCode(): GroupCode;
}

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
  const { ledger } = ground;
  const watch = createOwnerWatch(ground, owners);
  const claim = createGroupClaim(ground);

  const phones = (): readonly string[] => {
    const account = parts.account();
    return owners.length > 0 || account === null ? owners : [account.phone];
  };
  const groupNow = () => controlGroup(ledger, phones());

  const ownership = (): Ownership | null => {
    const group = groupNow()?.chatId ?? null;
    if (owners.length > 0) return { kind: 'own_number', owners: watch.owners(), group };
    const account = parts.account();
    return account === null ? null : { kind: 'self', account, group };
  };

  const home = (): string | null => {
    if (owners.length > 0) return watch.home();
    const account = parts.account();
    return account === null ? null : (ownIds(account)[0] ?? null);
  };

  /** In any group: what an owner writes there may be the code that makes it a control chat. */
  function offersCode(message: Inbound, present: Ownership): boolean {
    const [group] = message.chatIds;
    const where = home();
    if (group === undefined || !isGroup(group) || where === null) return false;
    const verdict = judge(message, { ...present, group });
    if (verdict.kind !== 'owner' || ledger.isOurs(message.waId)) return false;
    const instead = present.group !== null && present.group !== group;
    return claim.offered({ message, group, by: verdict.phone, home: where, instead });
  }

  /** It stood in the group before that was a control chat, or made it one. */
  function isFromBeforeClaim({ waId, chatIds, at }: Inbound): boolean {
    const group = chatIds.some(isGroup) ? groupNow() : null;
    return group !== null && (at < group.claimedAt || waId === group.claimWaId);
  }

  return {
    ownership,
    home,
    meetOwners: () => watch.meet(),
    openGroupCode: () => claim.open(),
    mayBecomeOwners(undecrypted) {
      const present = ownership();
      // In a group anybody may write what nobody can read; elsewhere it is the owner's, or nobody's.
      if (present === null || !undecrypted.chatIds.some(isGroup)) return present !== null;
      return judge({ ...undecrypted, forwarded: false }, present).kind === 'owner';
    },
    take(message, live) {
      const present = ownership();
      if (present === null || (live && offersCode(message, present))) return false;
      const verdict = judge(message, present);
      if (verdict.kind === 'other_lid')
        watch.sawOther(verdict.phone, [...message.chatIds, ...message.authorIds]);
      if (verdict.kind !== 'owner' || ledger.isOurs(message.waId) || isFromBeforeClaim(message)) return false;
      watch.pin(message);
      if (live) parts.clockWatch.heard(message.at);
      parts.conversation().receive(message, live);
      return true;
    },
  };
}
