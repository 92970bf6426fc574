/**
 * Looking up, after every connection, each reserved id whose fate is open: what is in doubt, what was found in
 * `sending`, what ended after an attempt or is to go anew, what was missed (another copy of the data folder may have sent
 * it), what is scheduled and due within its grace (so it may have that already), and notices without an ack. An ack
 * found settles; its absence proves nothing about the wire, and is written down only as the leave for a replacement that
 * the owner asked for.
 */
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { Message } from './message.ts';
import { settleByAck } from './settle.ts';
import { lookUpTelling } from './telling.ts';
import type { LookUp } from './whatsapp.ts';

/** Ids asked for in one look-up: a campaign in doubt is looked up in a few turns of the page. */
const perLookUp = 50;

/** True when every look-up was answered; after false, all that is still open is to be asked for again. */
export async function lookUpOpenFates(ground: Ground, generation: string): Promise<boolean> {
  const { ledger, clock, settings } = ground;
  const dueSoon = ledger.messages({
    statuses: ['scheduled'],
    plannedBefore: clock.now() + settings.graceMs,
  });
  const chats = new Map<string, Message[]>();
  for (const message of [...ledger.openFates(), ...dueSoon]) {
    const ofChat = chats.get(message.chat.chatId) ?? [];
    ofChat.push(message);
    chats.set(message.chat.chatId, ofChat);
  }
  for (const messages of chats.values()) {
    for (let from = 0; from < messages.length; from += perLookUp) {
      const some = messages.slice(from, from + perLookUp);
      const ids = some.map(({ reservedId }) => reservedId);
      const seen = await ground.whatsapp.lookUp((some[0] as Message).chat, ids);
      if (seen.some(({ found }) => found.kind === 'unreachable')) return false;
      record(ground, generation, some, seen);
    }
  }
  return lookUpTellings(ground);
}

function record(
  ground: Ground,
  generation: string,
  messages: readonly Message[],
  seen: readonly LookUp[],
): void {
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
