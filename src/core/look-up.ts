/**
 * Looking up, after every connection, each reserved id whose fate is open: what is in doubt, what was found in
 * `sending`, what failed and is to go anew, what was missed and may still be asked for, what is scheduled and due within
 * its grace (another copy of the data folder may have sent any of it already), and notices without an ack. An ack found
 * settles; its absence proves nothing about the wire, and is written down only as the leave for a replacement that the
 * owner asked for.
 */
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { LedgerReads } from './ledger.ts';
import type { Message } from './message.ts';
import { settleByAck } from './settle.ts';
import { lookUpTelling } from './telling.ts';
import type { LookUp } from './whatsapp.ts';

/** Ids asked for in one look-up: a campaign in doubt is looked up in a few turns of the page. */
const perLookUp = 50;
/** Old in-doubt rows beyond this many are left to the owner. */
const limit = 500;

/** True when every look-up was answered. */
export async function lookUpOpenFates(ground: Ground, generation: string): Promise<boolean> {
  const { ledger, clock } = ground;
  const now = clock.now();
  const open = [
    ...ledger.messages({ statuses: ['in_doubt', 'sending'], limit }),
    ...ledger
      .messages({ statuses: ['failed', 'cancelled'], order: 'changed_last_first', limit })
      .filter((message) => isAwaited(ledger, message)),
    ...ledger
      .messages({ statuses: ['missed'], order: 'changed_last_first', limit })
      .filter((message) => message.droppedAt === null && isOpenMiss(ledger, message)),
    ...ledger.messages({ statuses: ['scheduled'], plannedBefore: now + 1, limit }).concat(
      ledger.messages({
        statuses: ['scheduled'],
        plannedFrom: now + 1,
        plannedBefore: now + ground.settings.graceMs,
        limit,
      }),
    ),
  ];
  const chats = new Map<string, Message[]>();
  for (const message of open)
    chats.set(message.chat.chatId, [...(chats.get(message.chat.chatId) ?? []), message]);
  for (const messages of chats.values()) {
    for (let from = 0; from < messages.length; from += perLookUp) {
      const some = messages.slice(from, from + perLookUp);
      const chat = (some[0] as Message).chat;
      const seen = await ground.whatsapp.lookUp(
        chat,
        some.map((message) => message.reservedId),
      );
      if (!record(ground, generation, some, seen)) return false;
    }
  }
  return lookUpTellings(ground);
}

/** An ended attempt behind a replacement that has not gone yet: a refusal may be wrong, so a later page must look. */
function isAwaited(ledger: LedgerReads, message: Message): boolean {
  return ledger.attempt(message.id) !== null && isToGo(lastReplacement(ledger, message));
}

/** Missed here, and yet another copy of this data folder may have sent it before the owner says "send" to this one. */
function isOpenMiss(ledger: LedgerReads, message: Message): boolean {
  const last = lastReplacement(ledger, message);
  return last === null || isToGo(last);
}

function lastReplacement(ledger: LedgerReads, message: Message): Message | null {
  let last: Message | null = null;
  for (let next = ledger.replacementOf(message.id); next !== null; next = ledger.replacementOf(next.id))
    last = next;
  return last;
}

function isToGo(message: Message | null): boolean {
  return message?.status === 'scheduled' || message?.status === 'held';
}

function record(
  ground: Ground,
  generation: string,
  messages: readonly Message[],
  seen: readonly LookUp[],
): boolean {
  if (seen.some((look) => look.found.kind === 'unreachable')) return false;
  const at = ground.clock.now();
  ground.ledger.write((tx) => {
    const settling = { tx, tell: ground.tell, at, breakerAfter: ground.settings.breakerAfter };
    const known: Message[] = [];
    for (const { id, reservedId } of messages) {
      const found = seen.find((look) => look.reservedId === reservedId)?.found;
      const message = tx.message(id);
      if (found === undefined || message === null) continue;
      if (found.kind === 'present' && message.status === 'scheduled') {
        known.push(message);
        continue;
      }
      if (found.kind === 'present' && found.ack !== 0)
        settleByAck(settling, message, found.ack, 'look_up_ack');
      const { status } = tx.message(id) ?? message;
      // Evidence for an old one, seen a moment ago, may have cancelled this one in its place: that has no attempt.
      const attempted = tx.attempt(id) !== null;
      if (attempted && (status === 'in_doubt' || status === 'failed' || status === 'cancelled'))
        tx.attemptAbsent(id, generation);
    }
    const still = known.filter(({ id }) => tx.message(id)?.status === 'scheduled');
    holdScheduled(settling, still, 'known_id');
  });
  return true;
}

/** Those without an ack, of this process or of one before it: what arrived is not told again. */
async function lookUpTellings({ ledger, whatsapp, clock }: Ground): Promise<boolean> {
  for (const notice of ledger.noticesWaiting())
    for (const telling of ledger.tellings(notice.id)) {
      if (telling.outcome !== 'open' && telling.outcome !== 'in_doubt') continue;
      const sight = await lookUpTelling(whatsapp, telling);
      if (sight === 'unreachable') return false;
      const outcome = sight === 'acked' ? 'acked' : 'in_doubt';
      if (outcome !== telling.outcome)
        ledger.write((tx) => tx.settleTelling(telling.reservedId, outcome, clock.now()));
    }
  return true;
}
