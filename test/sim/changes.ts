/**
 * What one page does to messages that have left: deletions for everyone, edits and reactions. Like messages they wait for
 * the server's answer, and go out again on every new connection of the same page until it comes.
 */
import {
  type ChangeOutcome,
  type ChangeRefusal,
  type ChangeVerbs,
  changeAnswerMs,
} from '../../src/core/change.ts';
import type { WhatsAppEvent } from '../../src/core/whatsapp.ts';
import { everyIdOf } from './cast.ts';
import type { VirtualClock } from './clock.ts';
import type { Profile } from './profile.ts';
import type { Change } from './taken-changes.ts';
import type { SimWorld } from './world.ts';

export interface SimChangesParts {
  readonly clock: VirtualClock;
  readonly world: SimWorld;
  readonly profile: Profile;
  readonly emit: (event: WhatsAppEvent) => void;
  readonly connected: () => boolean;
  /** The page that lives; null: none does. */
  readonly page: () => object | null;
  /** What the page takes leaves it. */
  readonly leaves: () => boolean;
  readonly takesTime: () => Promise<void>;
  /** A verb is called. */
  readonly begins: (verb: keyof ChangeVerbs) => void;
}

export interface SimChanges extends ChangeVerbs {
  /** The page has a connection again. */
  reconnected(): void;
  /** The server's answer to a change. */
  answered(id: string, ok: boolean): void;
  /** The page is gone, and with it all that waited in it. */
  pageGone(): void;
}

/** WhatsApp's own limits, as the simulator has them. */
const revokeWithinMs = 60 * 3_600_000;
const editWithinMs = 15 * 60_000;

export function createSimChanges(parts: SimChangesParts): SimChanges {
  const { clock, world, profile, emit } = parts;
  const open = new Map<
    string,
    { readonly change: Change; readonly settle: (outcome: ChangeOutcome) => void }
  >();
  const refused = (because: ChangeRefusal): ChangeOutcome => ({ kind: 'refused', because });
  const changed = (waId: string) => profile.changed.get(waId) ?? { revoked: false, text: null };
  let lastId = 0;

  const deliver = (change: Change): void =>
    clock.at(world.wireMs, () => {
      if (world.network() === 'up' && parts.leaves()) world.takeChange(change);
    });
  const hand = (change: Omit<Change, 'id'>): Promise<ChangeOutcome> =>
    new Promise((settle) => {
      const id = `C${profile.generations}.${++lastId}`;
      open.set(id, { change: { ...change, id }, settle });
      clock.at(changeAnswerMs, () => settle({ kind: 'unknown' }));
      if (world.network() === 'up') deliver({ ...change, id });
    });
  const isOpen = (waId: string, kind: Change['kind']): boolean =>
    [...open.values()].some(({ change }) => change.target === waId && change.kind === kind);

  /** What a page knows before it asks; null: it may. */
  const inTheWay = (waId: string, withinMs: number): ChangeOutcome | null => {
    const sent = profile.sent.get(waId);
    if (!parts.connected()) return refused('not_connected');
    if (sent === undefined) return refused('not_there');
    if (sent.ack < 1) return refused('no_ack_yet');
    const at = world.wire().find((line) => line.waId === waId)?.at ?? 0;
    return clock.trueNow() - at >= withinMs ? refused('too_old') : null;
  };

  return {
    async revoke(_chat, waId) {
      parts.begins('revoke');
      if (isOpen(waId, 'revoke')) return { kind: 'unknown' };
      if (parts.connected() && changed(waId).revoked) return refused('already');
      const before = inTheWay(waId, revokeWithinMs);
      if (before !== null) return before;
      const page = parts.page();
      await parts.takesTime();
      if (parts.page() !== page) return { kind: 'unknown' };
      // Some builds show it before WhatsApp knows of it.
      if (world.revokes() === 'optimistic' || world.revokes() === 'lost')
        profile.changed.set(waId, { ...changed(waId), revoked: true });
      return hand({ kind: 'revoke', target: waId, chatId: profile.sent.get(waId)?.chatId ?? '', text: '' });
    },
    async edit(_chat, waId, text) {
      parts.begins('edit');
      if (parts.connected() && changed(waId).revoked) return refused('not_there');
      const before = inTheWay(waId, editWithinMs);
      if (before !== null) return before;
      const now = changed(waId).text ?? world.wire().find((line) => line.waId === waId)?.text;
      if (now === text) return refused('already');
      const page = parts.page();
      await parts.takesTime();
      if (parts.page() !== page) return { kind: 'unknown' };
      return hand({ kind: 'edit', target: waId, chatId: profile.sent.get(waId)?.chatId ?? '', text });
    },
    async react(chatIds, waId, emoji) {
      parts.begins('react');
      await parts.takesTime();
      if (!parts.connected()) return;
      await hand({ kind: 'reaction', target: waId, chatId: chatIds[0] ?? '', text: emoji });
    },
    reconnected() {
      for (const { change } of open.values()) deliver(change);
    },
    answered(id, ok) {
      const one = open.get(id);
      if (one === undefined) return;
      open.delete(id);
      const { kind, target, chatId, text } = one.change;
      if (!ok) {
        one.settle(refused('by_whatsapp'));
        return;
      }
      const chatIds = everyIdOf(chatId, world.selfIds);
      if (kind === 'revoke') {
        profile.changed.set(target, { ...changed(target), revoked: true });
        emit({ kind: 'revoked', waId: target, chatIds, fromMe: true, byIds: world.selfIds });
      }
      if (kind === 'edit') profile.changed.set(target, { ...changed(target), text });
      if (kind === 'reaction')
        emit({
          ...{ kind, waId: target, chatIds, fromMe: true, byIds: world.selfIds },
          ...{ emoji: text, at: clock.trueNow() },
        });
      one.settle({ kind: 'done' });
    },
    pageGone() {
      for (const { settle } of open.values()) settle({ kind: 'unknown' });
      open.clear();
    },
  };
}
