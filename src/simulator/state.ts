import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Credentials, Item, Line } from './protocol.ts';
import type { Received, WireLine } from './simulator.ts';

/** How accounts and groups are not as the cast has them; people and groups by their names there. */
export interface AccountChanges {
  /** E.164. */
  numbers: Readonly<Record<string, string>>;
  /** Not on WhatsApp any more. */
  gone: readonly string[];
  /** In the owner's address book, and of groups. */
  names: Readonly<Record<string, string>>;
  blocked: readonly string[];
  /** Groups that the owner has left. */
  left: readonly string[];
  readOnly: readonly string[];
  /** The LID behind their number is not known to pages. */
  noLid: Readonly<Record<string, 'until_asked' | 'always'>>;
}

/** All that a later simulator must know to go on. */
export interface WorldState {
  readonly version: 1;
  device: Credentials | null;
  /** The number of the last item that was queued for the device. */
  seq: number;
  queue: { readonly seq: number; readonly item: Item }[];
  /** The owner's phone: every chat by the server's id, oldest line first. */
  chats: Record<string, Line[]>;
  /** Every phone's inbox by the person's name. */
  inboxes: Record<string, Received[]>;
  wire: WireLine[];
  accounts: AccountChanges;
  /** The owner's own reactions, by the id of what they are to. */
  reactions: Record<string, string>;
  /** Uploaded files by path. */
  files: Record<string, { readonly mimetype: string; readonly base64: string }>;
}

export function noAccountChanges(): AccountChanges {
  return { numbers: {}, gone: [], names: {}, blocked: [], left: [], readOnly: [], noLid: {} };
}

export function emptyState(): WorldState {
  const accounts = noAccountChanges();
  return {
    version: 1,
    device: null,
    seq: 0,
    queue: [],
    chats: {},
    inboxes: {},
    wire: [],
    accounts,
    reactions: {},
    files: {},
  };
}

/** Throws with the file's name where it cannot be read as a world. */
export function readState(file: string): WorldState {
  if (!existsSync(file)) return emptyState();
  const state = JSON.parse(readFileSync(file, 'utf8')) as WorldState;
  if (state.version !== 1) throw new Error(`${file} is not a simulated world of version 1`);
  return { ...emptyState(), ...state };
}

export interface Keeper {
  /** Something changed: written within `delayMs`. */
  touch(): void;
  /** Written now, and never again: sockets that close later change nothing that must be kept. */
  close(): void;
}

/** A kill loses at most this much of the world. */
const delayMs = 100;

/** Writes the whole state beside the file and renames it, so that a kill leaves the old world or the new. */
export function keepState(file: string | undefined, state: WorldState): Keeper {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined) return;
    const beside = `${file}.new`;
    writeFileSync(beside, JSON.stringify(state), { mode: 0o600 });
    chmodSync(beside, 0o600);
    renameSync(beside, file);
  }
  return {
    touch() {
      if (file !== undefined && !closed) timer ??= setTimeout(write, delayMs);
    },
    close() {
      write();
      closed = true;
    },
  };
}
