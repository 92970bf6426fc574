/**
 * The first schema. This text is frozen once released: a later change is a later migration. It says again, in SQL,
 * what core/message and core/lifecycle say as data; a test compares the two word by word and pair by pair, because the
 * file must refuse what the program above it must never try.
 */
import { attempts } from './001-attempts.ts';
import { conversation } from './001-conversation.ts';
import { messages } from './001-messages.ts';
import { record } from './001-record.ts';

export const ledger001 = {
  number: 1,
  name: 'ledger',
  sql: messages + attempts + record + conversation,
} as const;
