/**
 * The commands of what is scheduled, as they stand in WhatsApp now: one that was deleted for everyone while nobody
 * listened cancels, one that was changed asks. Once in each connection: in between, WhatsApp reports both by itself.
 */
import type { Conversation } from './conversation.ts';
import { differsAnew, holdEdited, noteAsked } from './edited.ts';
import type { Ground } from './ground.ts';
import type { Message } from './message.ts';
import type { Deletion } from './whatsapp.ts';

export interface Reread {
  /** Of everything that is due soon or overdue; false when WhatsApp cannot be asked. */
  soon(connection: number, chatIds: readonly string[]): Promise<boolean>;
  /** Of some of the rest, the next due first. */
  more(connection: number, chatIds: readonly string[]): Promise<'more' | 'done' | 'unreachable'>;
  /** What was reported since could not be recorded: read all of it again. */
  forget(): void;
}

/** Nothing due within this time may go before its command was read; the rest is read while the first ones go. */
const soonMs = 10 * 60_000;
const perTurn = 100;

export function createReread(
  ground: Ground,
  parts: {
    readonly conversation: Pick<Conversation, 'revoked'>;
    /** Whether the owner deleted it, in a control chat. */
    readonly mayTakeBack: (deletion: Deletion) => boolean;
  },
): Reread {
  const { ledger, whatsapp, clock, tell } = ground;
  let connection = 0;
  let read = new Set<string>();
  /** Everything planned before it has been read; past the last one when all is done. */
  let upTo = 0;
  let limit = perTurn;

  const begin = (present: number): void => {
    if (connection === present) return;
    connection = present;
    read = new Set();
    upTo = 0;
  };

  const readAll = async (messages: readonly Message[], chatIds: readonly string[]): Promise<boolean> => {
    for (const waId of new Set(messages.map((message) => message.commandWaId))) {
      if (read.has(waId)) continue;
      const seen = await whatsapp.reread(chatIds, waId);
      if (seen.kind === 'unreachable') return false;
      if (seen.kind === 'revoked' && parts.mayTakeBack(seen)) await parts.conversation.revoked(waId);
      if (seen.kind === 'present' && differsAnew(ledger, waId, seen.text))
        ledger.write((tx) => {
          holdEdited({ tx, tell, at: clock.now() }, waId);
          noteAsked(tx, waId, seen.text);
        });
      read.add(waId);
    }
    return true;
  };

  return {
    forget() {
      connection = 0;
    },
    soon(present, chatIds) {
      begin(present);
      return readAll(
        ledger.messages({ statuses: ['scheduled'], plannedBefore: clock.now() + soonMs }),
        chatIds,
      );
    },
    async more(present, chatIds) {
      begin(present);
      if (upTo === Number.POSITIVE_INFINITY) return 'done';
      const wanted = limit;
      const some = ledger.messages({
        statuses: ['scheduled'],
        plannedFrom: upTo,
        order: 'planned',
        limit: wanted,
      });
      if (!(await readAll(some, chatIds))) return 'unreachable';
      const last = some.at(-1)?.plannedAt ?? upTo;
      // More at one instant than a turn holds: the next turn is wider.
      limit = last === upTo ? 2 * wanted : perTurn;
      upTo = some.length < wanted ? Number.POSITIVE_INFINITY : last;
      return upTo === Number.POSITIVE_INFINITY ? 'done' : 'more';
    },
  };
}
