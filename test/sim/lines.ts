/** Lines of the owner's chat and of groups as a page tells them. */
import { isGroup } from '../../src/core/owner.ts';
import type { Deletion, HandOver, Inbound, Undecrypted } from '../../src/core/whatsapp.ts';
import { idOfGroup } from './cast.ts';
import type { VirtualClock } from './clock.ts';
import type { Line } from './line.ts';
import { idsOf } from './rooms.ts';
import type { SimWorld } from './world.ts';

export interface SimLines {
  readonly whereAndWho: (line: Line) => Undecrypted;
  readonly inbound: (line: Line) => Inbound;
  /** Of a deleted one. */
  readonly deletion: (line: Line) => Deletion;
  /** What the page itself was given, as it stands in its chat. */
  readonly ownLine: (request: HandOver) => Inbound;
}

export function createSimLines(clock: VirtualClock, world: SimWorld): SimLines {
  const whereAndWho = (line: Line): Undecrypted => ({
    chatIds: line.group === undefined ? world.reportedAs() : [idOfGroup(line.group) ?? ''],
    fromMe: line.author === undefined,
    authorIds: line.author === undefined ? world.reportedAs() : idsOf(line.author),
    at: Math.floor(line.at / 1000) * 1000,
  });
  const inbound = (line: Line): Inbound => ({
    ...whereAndWho(line),
    waId: line.waId,
    text: line.text,
    forwarded: line.forwarded === true,
    quotedWaId: line.quotedWaId,
    file: line.file ?? null,
  });
  return {
    whereAndWho,
    inbound,
    deletion: ({ group, revokedBy }) => ({
      chatIds: group === undefined ? world.selfIds : [idOfGroup(group) ?? ''],
      fromMe: revokedBy === undefined,
      byIds: revokedBy === undefined ? world.selfIds : idsOf(revokedBy),
    }),
    ownLine({ reservedId: waId, chatId, text }) {
      const here = { waId, text, at: clock.trueNow(), from: 'page', quotedWaId: null } as const;
      const own = inbound({ ...here, readableAt: 0, revoked: false });
      return isGroup(chatId) ? { ...own, chatIds: [chatId] } : own;
    },
  };
}
