/** Aliases: names that the owner gave to chats. An alias is meant before any name in WhatsApp's own address book. */
import type { Chat } from './message.ts';

export interface Alias {
  /** Folded by the chat: how it is found. */
  readonly name: string;
  /** As the owner wrote it. */
  readonly spelled: string;
  /** As it was seen when the alias was made. */
  readonly chat: Chat;
  readonly madeAt: number;
}

/** A name that the owner chose among several once, and the chat that it stands for since. */
export interface Learned {
  /** Folded by the chat. */
  readonly name: string;
  readonly chat: Chat;
}

export interface AliasReads {
  /** By its folded name. */
  alias(name: string): Alias | null;
  /** By name. */
  aliases(): readonly Alias[];
  /** By name. */
  allLearned(): readonly Learned[];
}

export interface AliasWrites {
  /** Ends the one that bears this name, and keeps it for the record. */
  setAlias(alias: Alias): void;
  /** Throws where there is none. */
  endAlias(name: string, at: number): void;
  /** Throws where it was not learned. */
  forgetLearned(name: string): void;
}
