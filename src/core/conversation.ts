/** The port to the chat: the core hands over what was written in WhatsApp and asks for the commands to be carried out. */
import type { Inbound } from './whatsapp.ts';

export interface Conversation {
  /**
   * Take in the owner's message, in the turn in which it arrived: a stop sets its latch at once, a command or an answer
   * is stored, another text of a known command is stored as its edit, and notes to oneself are left alone. `live`: it
   * was written just now, and not read afterwards.
   */
  receive(message: Inbound, live: boolean): void;
  /** A command message was deleted for everyone. */
  revoked(waId: string): Promise<void>;
  /**
   * Carry out every command stored so far, one at a time, in order of arrival, and let questions lapse. Returns when
   * to be called again.
   */
  drain(): Promise<number | null>;
}
