import type { FileKind } from '../../src/core/whatsapp.ts';
import type { SentFile } from '../../src/simulator/simulator.ts';

/** One line of a chat, as WhatsApp's server keeps it. */
export interface Line {
  readonly waId: string;
  text: string;
  /** By WhatsApp's own clock, ms. */
  readonly at: number;
  readonly from: 'phone' | 'page';
  readonly quotedWaId: string | null;
  /** In a group, and there whose it is, by name; default the chat with oneself, and the owner's. */
  readonly group?: string;
  readonly author?: string;
  /** Somebody else's words, which the owner put there. */
  readonly forwarded?: boolean;
  /** What hangs on it, or on the line that it quotes. */
  readonly file?: FileKind | null;
  readonly attached?: SentFile;
  /** Until then this device cannot decrypt it, ms by WhatsApp's clock. */
  readonly readableAt: number;
  revoked: boolean;
  /** The linked account's reaction to it, an emoji. */
  reaction?: string | null;
  /** Who deleted it, by name; default the owner. */
  readonly revokedBy?: string;
}
