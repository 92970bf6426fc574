/** What the owner chose for a name is meant by it from then on: by an alias of that name too, or that would ask for ever. */
import type { LedgerWrites } from '../core/ledger.ts';
import type { Chat } from '../core/message.ts';
import { fold } from './fold.ts';

export function learnChosen(tx: LedgerWrites, typed: string, chat: Chat, at: number): void {
  const name = fold(typed);
  const alias = tx.alias(name);
  if (alias === null) tx.learn(name, chat);
  else tx.setAlias({ ...alias, chat, madeAt: at });
}
