import type { LookUp } from '../../../core/whatsapp.ts';
import type { PageWindow } from './window.ts';

/** Runs in the page: what it has under these reserved ids in this chat, whichever of the chat's ids it used. */
export async function lookUp(
  chatIds: readonly string[],
  reservedIds: readonly string[],
): Promise<readonly LookUp[] | null> {
  const own = (window as unknown as PageWindow).sendonce;
  if (own === undefined) return null;
  const answers: LookUp[] = [];
  for (const reservedId of reservedIds) {
    const models = (await own.find(chatIds, reservedId)).filter((model) => model.id.fromMe);
    // Two copies under sibling ids are one message; the one that got furthest has the evidence.
    const best = models.reduce<(typeof models)[number] | null>(
      (found, model) => (found === null || (model.ack ?? 0) > (found.ack ?? 0) ? model : found),
      null,
    );
    answers.push({
      reservedId,
      found:
        best === null
          ? { kind: 'absent' }
          : { kind: 'present', ack: best.ack ?? 0, sendFailure: best.isSendFailure === true },
    });
  }
  return answers;
}
