/** Groups of the world in memory: who is in them, and what stands there, whoever wrote it. */
import { groups, owner, people } from '../../src/simulator/cast.ts';
import { idOfGroup } from './cast.ts';
import type { VirtualClock } from './clock.ts';
import type { Line } from './line.ts';
import type { Ear } from './world.ts';

export interface RoomGround {
  readonly clock: VirtualClock;
  readonly phoneId: () => string;
  /** To every connected page. */
  readonly tell: (act: (ear: Ear) => void) => void;
}

/** Both ids of somebody of the cast. */
export function idsOf(name: string): readonly string[] {
  const person = [owner, ...people].find((one) => one.name === name);
  return person === undefined ? [] : [person.lid, `${person.phone.slice(1)}@c.us`];
}

export function createRooms({ clock, phoneId, tell }: RoomGround) {
  const lines: Line[] = [];
  const left = new Map<string, Set<string>>();
  const gone = (group: string): Set<string> => left.get(group) ?? new Set();

  return {
    lines: (groupId: string): readonly Line[] =>
      lines.filter(({ group }) => group !== undefined && idOfGroup(group) === groupId),
    find: (waId: string): Line | undefined => lines.find((line) => line.waId === waId),
    /** The page's own stanza. */
    took(groupId: string, waId: string, text: string, at: number): void {
      const group = groups.find(({ id }) => id === groupId)?.name;
      if (group === undefined) return;
      const line = {
        waId,
        text,
        at,
        from: 'page',
        quotedWaId: null,
        readableAt: at,
        revoked: false,
      } as const;
      lines.push({ ...line, group });
    },
    /** `author`: default the account that the page is linked to. `keysAfterMs`: it comes encrypted until then. */
    writes(
      group: string,
      text: string,
      more: { readonly author?: string; readonly keysAfterMs?: number; readonly forwarded?: boolean } = {},
    ): string {
      const at = clock.trueNow();
      const line: Line = {
        ...{ waId: phoneId(), text, at, from: 'phone', quotedWaId: null, revoked: false, group },
        readableAt: at + (more.keysAfterMs ?? 0),
        ...(more.author === undefined ? {} : { author: more.author }),
        ...(more.forwarded === true ? { forwarded: true } : {}),
      };
      lines.push(line);
      tell((ear) => (line.readableAt > at ? ear.undecrypted(line) : ear.line(line)));
      if (line.readableAt > at) clock.at(line.readableAt - at, () => tell((ear) => ear.line(line)));
      return line.waId;
    },
    /** `by`: whoever deletes it for everyone; default the account that the page is linked to. */
    revokes(waId: string, by?: string): void {
      const line = lines.find((one) => one.waId === waId);
      if (line === undefined) return;
      Object.assign(line, { revoked: true, ...(by === undefined ? {} : { revokedBy: by }) });
      tell((ear) => ear.revoked(line));
    },
    /** Is taken out of the group, or leaves it. */
    leaves(group: string, name: string): void {
      left.set(group, gone(group).add(name));
    },
    joins(group: string, name: string): void {
      gone(group).delete(name);
    },
    members(groupId: string): readonly string[] | null {
      const group = groups.find(({ id }) => id === groupId);
      if (group === undefined) return null;
      return group.members.filter((name) => !gone(group.name).has(name)).flatMap(idsOf);
    },
  };
}
