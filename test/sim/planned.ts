/** One message that the owner has scheduled, on its way to its moment. */
import type { Night } from './night.ts';
import { freshText, people } from './owner.ts';

const second = 1_000;

export interface Planned {
  /** The command's WhatsApp id. */
  readonly waId: string;
  /** The instant that the owner means, by WhatsApp's clock, which has whole seconds. */
  readonly due: number;
}

export function schedules(night: Night, seconds: number, to: string = night.chance.pick(people)): Planned {
  const waId = night.says(`/schedule in ${seconds} seconds to ${to}: ${freshText(night)}`);
  return { waId, due: Math.floor(night.clock.trueNow() / second) * second + seconds * second };
}

/** Till that instant by WhatsApp's clock. */
export const until = (night: Night, instant: number): Promise<void> =>
  night.pass(Math.max(0, instant - night.clock.trueNow()));

/** What the bot calls the message that this command armed; null where it has armed none. */
export const idOf = (night: Night, { waId }: Planned): number | null =>
  night.life().alive() ? (night.ledger().messages({ commandWaId: waId })[0]?.id ?? null) : null;
