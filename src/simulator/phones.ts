import { audienceOf, cardOf, groupNameOf } from './directory.ts';
import type { FileCard, Line } from './protocol.ts';
import type { Person, Received, ReceivedFile } from './simulator.ts';
import type { WorldState } from './state.ts';

/**
 * The owner's phone, which keeps every chat, and everybody else's, which keep an inbox. No phone deduplicates: the
 * real ones do, and a promise that leans on them could not be tested here.
 */
export interface Phones {
  /** The owner's phone shows a new line. */
  show(line: Line): void;
  /** The line with this id, the latest where it came twice; throws where there is none. */
  line(waId: string): Line;
  find(waId: string): Line | undefined;
  /** Changes every copy of a line on the owner's phone and on the phones that got it; answers with the line as it is now. */
  change(waId: string, changes: Partial<Pick<Line, 'text' | 'deleted' | 'edited' | 'reaction'>>): Line;
  /** Everybody whom the chat reaches, except its author, gets the line. */
  deliver(line: Line, from: Person, at: number): void;
  inbox(name: string): readonly Received[];
  /** On this phone it was reacted to. */
  react(name: string, waId: string, emoji: string): void;
  /** All on this phone is read; answers with the ids that by now everybody whom they reached has read. */
  read(name: string): readonly string[];
}

/** Lines kept for a chat and for an inbox; a playground left running for weeks stays usable. */
const most = 20_000;

function append<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > most) list.shift();
}

/** Without its hash, which is the page's affair. */
export function receivedFile({ path, mimetype, filename, bytes, type }: FileCard): ReceivedFile {
  return { path, mimetype, filename, bytes, type };
}

/** `isThere`: whether somebody is on WhatsApp. */
export function makePhones(
  state: WorldState,
  isThere: (person: Person) => boolean,
  reads: 'at_once' | 'by_hand' = 'at_once',
): Phones {
  function find(waId: string): Line | undefined {
    for (const lines of Object.values(state.chats)) {
      const found = lines.findLast((line) => line.waId === waId);
      if (found) return found;
    }
    return undefined;
  }

  function line(waId: string): Line {
    const found = find(waId);
    if (!found) throw new Error(`the owner's phone has no message ${waId}`);
    return found;
  }

  return {
    find,
    line,
    show(shown) {
      const lines = state.chats[shown.chat] ?? [];
      state.chats[shown.chat] = lines;
      append(lines, shown);
    },
    change(waId, changes) {
      const { chat } = line(waId);
      state.chats[chat] = (state.chats[chat] ?? []).map((old) =>
        old.waId === waId ? { ...old, ...changes } : old,
      );
      for (const [name, inbox] of Object.entries(state.inboxes)) {
        if (!inbox.some((received) => received.waId === waId)) continue;
        state.inboxes[name] = inbox.map((received) =>
          received.waId !== waId
            ? received
            : {
                ...received,
                deleted: changes.deleted ?? received.deleted,
                editedTo: changes.text ?? received.editedTo,
                reaction: changes.reaction === undefined ? received.reaction : changes.reaction,
              },
        );
      }
      return line(waId);
    },
    deliver(delivered, from, at) {
      for (const person of audienceOf(delivered.chat)) {
        if (!isThere(person) || cardOf(person).pn === delivered.author.pn) continue;
        const inbox = state.inboxes[person.name] ?? [];
        state.inboxes[person.name] = inbox;
        append(inbox, {
          waId: delivered.waId,
          text: delivered.text,
          at,
          from: from.name,
          group: groupNameOf(delivered.chat),
          repeated: inbox.some((received) => received.waId === delivered.waId),
          quotedWaId: delivered.quotedWaId,
          file: delivered.file && receivedFile(delivered.file),
          deleted: false,
          editedTo: null,
          reaction: null,
          read: reads === 'at_once',
          reacted: null,
        });
      }
    },
    inbox: (name) => state.inboxes[name] ?? [],
    react(name, waId, emoji) {
      state.inboxes[name] = (state.inboxes[name] ?? []).map((received) =>
        received.waId === waId ? { ...received, reacted: emoji || null } : received,
      );
    },
    read(name) {
      const fresh = new Set((state.inboxes[name] ?? []).filter(({ read }) => !read).map(({ waId }) => waId));
      if (fresh.size === 0) return [];
      state.inboxes[name] = (state.inboxes[name] ?? []).map((received) => ({ ...received, read: true }));
      const unread = new Set(
        Object.values(state.inboxes).flatMap((inbox) =>
          inbox.filter((one) => !one.read).map(({ waId }) => waId),
        ),
      );
      return [...fresh].filter((waId) => !unread.has(waId));
    },
  };
}
