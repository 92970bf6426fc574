/** What one page of WhatsApp Web has in memory, and what the browser profile keeps beyond it. */
import type { BlockedWhy } from '../../src/core/whatsapp.ts';
import type { Stanza } from './record.ts';

/** What the browser profile keeps: sent messages with their last ack, and what was changed. It outlives pages and processes. */
export interface Profile {
  readonly changed: Map<string, { readonly revoked: boolean; readonly text: string | null }>;
  readonly sent: Map<string, { readonly chatId: string; ack: number; sendFailure: boolean }>;
  generations: number;
}

/** A new one, or a copy. */
export function createProfile(of?: Profile): Profile {
  const sent = new Map([...(of?.sent ?? [])].map(([waId, one]) => [waId, { ...one }]));
  return { changed: new Map(of?.changed), sent, generations: of?.generations ?? 0 };
}

/** It ends with its process, a crash or a reload. */
export interface Page {
  readonly generation: string;
  readonly bornAt: number;
  readonly handed: Set<string>;
  readonly aborted: Set<string>;
  /** What the server has not acknowledged: the page sends it again, under its id, whenever its socket opens. */
  /** Uploaded for the one hand-over under that id: the hash it is for, and that of its bytes. */
  readonly prepared: Map<string, { readonly hash: string; readonly bytes: string }>;
  readonly unacked: Map<string, Stanza>;
  /** It takes messages, and none of them leaves. */
  mute: boolean;
  /** WhatsApp has closed it, and it does nothing any more. */
  refused: BlockedWhy | null;
}
