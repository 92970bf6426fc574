/** Record, act, record: the hand-over of one claimed message, and what its outcome proves. Called in the lane. */
import { notAfter } from './grace.ts';
import type { Ground } from './ground.ts';
import type { Claim, Message } from './message.ts';
import { accountFor } from './recipient-watch.ts';
import { type Settling, settleByAck, settleInDoubt, settleNeverLeft } from './settle.ts';
import type { HandOverOutcome } from './whatsapp.ts';

/** `hasAsker`: whether a cancel or a stop is waiting for the gate's answer, and will settle an abort itself. */
export async function handOver(
  ground: Ground,
  claim: Claim,
  generation: string,
  hasAsker: () => boolean,
): Promise<void> {
  const { whatsapp, settings, log } = ground;
  const { message, attempt } = claim;
  const named = { id: message.id, waId: attempt.reservedId };
  log.info({ ...named, lateMs: attempt.claimedAt - message.plannedAt }, 'handing over');
  const outcome = await whatsapp.handOver({
    reservedId: attempt.reservedId,
    chatId: message.chat.chatId,
    account: accountFor(ground.ledger, message),
    text: message.body,
    file: message.file,
    notAfter: notAfter(message, attempt.claimedAt, settings.sendTimeoutMs),
    generation,
  });
  const because = outcome.kind === 'handed' ? null : outcome.because;
  log.info({ ...named, outcome: outcome.kind, because }, 'hand-over ended');
  await record(ground, message, outcome, hasAsker);
}

async function record(
  ground: Ground,
  message: Message,
  outcome: HandOverOutcome,
  hasAsker: () => boolean,
): Promise<void> {
  const { ledger, clock } = ground;
  const settle = (act: (settling: Settling) => void): void =>
    ledger.write((tx) =>
      act({ tx, tell: ground.tell, at: clock.now(), breakerAfter: ground.settings.breakerAfter }),
    );
  switch (outcome.kind) {
    case 'handed':
      ledger.write((tx) => tx.handed(message.id, clock.now()));
      return;
    case 'unknown':
      if (outcome.because === 'page_gone')
        settle((settling) => settleInDoubt(settling, message.id, 'page_gone', 'connection_broke'));
      else settle((settling) => settleInDoubt(settling, message.id, 'unknown_outcome', 'page_failed'));
      return;
    case 'refused':
      if (outcome.because === 'known_id') return recordKnown(ground, message, settle);
      if (outcome.because === 'aborted' && hasAsker()) return;
      settle((settling) => settleNeverLeft(settling, message.id, outcome.because));
      return;
    default:
      outcome satisfies never;
  }
}

/** WhatsApp has a message under our id already: what it shows decides, and nothing is handed over. */
async function recordKnown(
  ground: Ground,
  message: Message,
  settle: (act: (settling: Settling) => void) => void,
): Promise<void> {
  const [seen] = await ground.whatsapp.lookUp(message.chat, [message.reservedId]);
  const ack = seen?.found.kind === 'present' ? seen.found.ack : 0;
  settle((settling) => {
    const now = settling.tx.message(message.id);
    if (now?.status !== 'sending') return;
    if (ack !== 0) settleByAck(settling, now, ack, 'look_up_ack');
    else settleInDoubt(settling, message.id, 'known_id', 'known_id');
  });
}
