/** What one page can be asked: its own messages, the chat with oneself, and whom there is to write to. */
import { readRecipient } from '../../src/adapters/whatsapp/recipient.ts';
import { isGroup } from '../../src/core/owner.ts';
import type { Deletion, Inbound, Undecrypted, WhatsApp } from '../../src/core/whatsapp.ts';
import { allContacts, numberOf, standingOf } from './cast.ts';
import type { VirtualClock } from './clock.ts';
import type { Line } from './line.ts';
import type { Profile } from './profile.ts';
import type { SimWorld } from './world.ts';

type Reading = Pick<
  WhatsApp,
  'lookUp' | 'readChat' | 'reread' | 'contacts' | 'members' | 'number' | 'recipient'
>;

export interface SimReadingParts {
  readonly clock: VirtualClock;
  readonly world: SimWorld;
  readonly profile: Profile;
  readonly inbound: (line: Line) => Inbound;
  readonly whereAndWho: (line: Line) => Undecrypted;
  readonly deletion: (line: Line) => Deletion;
  readonly connected: () => boolean;
  /** A verb is called. */
  readonly begins: (verb: keyof Reading) => void;
}

export function createSimReading(parts: SimReadingParts): Reading {
  const { clock, world, profile, inbound, whereAndWho, deletion, connected, begins } = parts;
  return {
    async lookUp(_chat, reservedIds) {
      begins('lookUp');
      if (!connected())
        return reservedIds.map((reservedId) => ({ reservedId, found: { kind: 'unreachable' } }));
      return reservedIds.map((reservedId) => {
        const sent = profile.sent.get(reservedId);
        return {
          reservedId,
          found:
            sent === undefined
              ? { kind: 'absent' }
              : { kind: 'present', ack: sent.ack, sendFailure: sent.sendFailure },
        };
      });
    },
    async readChat(chatIds, since) {
      begins('readChat');
      if (!connected()) return { kind: 'unreachable' };
      const from = Math.max(since, clock.trueNow() - world.readsBackMs());
      const [group] = chatIds.filter(isGroup);
      const chat = group === undefined ? world.control() : world.rooms.lines(group);
      const lines = chat.filter((line) => !line.revoked && line.at >= from);
      const isReadable = (line: Line): boolean => line.readableAt <= clock.trueNow();
      return {
        kind: 'read',
        messages: lines.filter(isReadable).map(inbound),
        undecrypted: lines.filter((line) => !isReadable(line)).map(whereAndWho),
        complete: from === since,
      };
    },
    async reread(_chatIds, waId) {
      begins('reread');
      if (!connected()) return { kind: 'unreachable' };
      const line = world.control().find((one) => one.waId === waId) ?? world.rooms.find(waId);
      if (line === undefined) return { kind: 'absent' };
      return line.revoked ? { kind: 'revoked', ...deletion(line) } : { kind: 'present', text: line.text };
    },
    async contacts() {
      begins('contacts');
      if (!connected()) return { kind: 'unreachable' };
      return allContacts(world.accounts);
    },
    async members(groupId) {
      begins('members');
      if (!connected()) return { kind: 'unreachable' };
      const ids = world.rooms.members(groupId);
      return ids === null ? { kind: 'no_such_group' } : { kind: 'members', ids };
    },
    async number(phone) {
      begins('number');
      if (!connected()) return { kind: 'unreachable' };
      return numberOf(world.accounts, phone);
    },
    async recipient(chat) {
      begins('recipient');
      if (!connected()) return { kind: 'unreachable' };
      const number = async (phone: string) => numberOf(world.accounts, phone);
      return readRecipient(chat, number, async () => standingOf(world.accounts, chat));
    },
  };
}
