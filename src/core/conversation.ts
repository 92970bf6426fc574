/** The port to the chat: the core hands over what was written in WhatsApp and asks for the commands to be carried out. */
import type { Inbound } from './whatsapp.ts';

export interface Conversation {
  /**
   * Take in a message, in the turn in which it arrived: a stop sets its latch at once, a command or an answer is stored.
   * What is not the owner's, or was made by the bot, or is known already, is left alone.
   */
  receive(message: Inbound): void;
  /** A text of a known command message that differs from the one that was carried out. */
  edited(message: Inbound): void;
  /** A command message was deleted for everyone. */
  revoked(waId: string): Promise<void>;
  /** Carry out every command stored so far, one at a time, in order of arrival. */
  drain(): Promise<void>;
}
