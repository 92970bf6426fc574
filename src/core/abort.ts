/**
 * Asking the gate: for messages in `sending` that the owner wants stopped. The page's abort flag is set and its answer
 * settles what it proves. What was handed over gets a moment for its ack; what may then still sit in the page's queue
 * is taken from it by destroying the page, since that is the only thing that empties the queue.
 */
import type { Ground } from './ground.ts';
import type { Message } from './message.ts';
import { settleInDoubt } from './settle.ts';

/** An ack of a connected page takes a fraction of a second; longer, and the page may be holding the message. */
export const ackMomentMs = 1_500;
const lookMs = 50;

/** `prevented`: it will never leave, and it is still in `sending` for the asker to settle. */
export type AbortOutcome = 'prevented' | 'let_go';

/** Asks for each of `messages`; when it returns, those let go have left `sending` or stand in doubt. */
export async function abortSending(
  ground: Ground,
  messages: readonly Message[],
): Promise<ReadonlyMap<number, AbortOutcome>> {
  const { whatsapp, ledger, clock, log } = ground;
  const outcomes = new Map<number, AbortOutcome>();
  if (messages.length === 0) return outcomes;
  const answers = await whatsapp.abort(messages.map((message) => message.reservedId));
  for (const message of messages) {
    const answer = answers.get(message.reservedId) ?? 'unknown';
    log.info({ id: message.id, waId: message.reservedId, answer }, 'asked the gate to stop it');
    outcomes.set(message.id, answer === 'prevented' ? 'prevented' : 'let_go');
  }
  const letGo = messages.filter((message) => outcomes.get(message.id) === 'let_go');
  const unconfirmed = (): readonly Message[] =>
    letGo.filter((message) => ledger.message(message.id)?.status === 'sending');
  const until = clock.now() + ackMomentMs;
  while (unconfirmed().length > 0 && clock.now() < until && whatsapp.link().state === 'connected')
    await clock.sleepUntil(clock.now() + lookMs);
  const open = unconfirmed();
  if (open.length === 0) return outcomes;
  const at = clock.now();
  ledger.write((tx) => {
    const settling = { tx, tell: ground.tell, at, breakerAfter: ground.settings.breakerAfter };
    for (const message of open) settleInDoubt(settling, message.id, 'still_in_page', 'connection_broke');
  });
  await whatsapp.recycle();
  return outcomes;
}
