/**
 * What somebody says to the bot's own lines with one sign: a cross by the owner cancels, a thumb by the owner is a yes, and
 * by anybody else both are nothing. They count where they are heard at once: nobody can read them later.
 */
import type { Night } from './night.ts';
import { type Deed, freshText } from './owner.ts';
import { idOf, schedules, until } from './planned.ts';

const second = 1_000;

/** The bot's line that says so, the latest; null while there is none. */
function lineOf(night: Night, says: RegExp): string | null {
  return night.world.control().findLast(({ from, text }) => from === 'page' && says.test(text))?.waId ?? null;
}

/** Whether what comes now is heard, and all that follows from it is done within seconds. */
const hears = (night: Night): boolean =>
  night.life().alive() &&
  night.world.network() === 'up' &&
  night.whatsapp().link().state === 'connected' &&
  night.world.latency() === 0;

/** Reacts as the owner or as somebody else. `counts`: it was the owner, and a bot heard it that lives. */
async function reacts(
  night: Night,
  waId: string,
  emoji: string,
): Promise<{ readonly byOwner: boolean; readonly counts: boolean }> {
  const byOwner = night.chance.happens(70);
  night.note(`${byOwner ? 'the owner' : 'somebody else'} reacts with ${emoji}`);
  const life = night.life();
  const heard = hears(night);
  if (byOwner) night.world.ownerReacts(waId, emoji);
  else night.world.personReacts('Anna', waId, emoji);
  await night.pass(2 * second);
  const counts = byOwner && heard && life === night.life() && hears(night) && !night.disturbed;
  return { byOwner, counts };
}

async function crossedOut(night: Night): Promise<void> {
  if (!night.life().alive()) return;
  const planned = schedules(night, 8 + night.chance.below(10));
  await night.pass(second);
  const id = idOf(night, planned);
  const line = id === null ? null : lineOf(night, new RegExp(`#${id}(?!\\d) scheduled`));
  if (id === null || line === null) return;
  await until(night, planned.due - 5 * second + night.chance.below(1_500));
  const wasScheduled = night.life().alive() && night.ledger().message(id)?.status === 'scheduled';
  const { counts } = await reacts(night, line, '❌');
  const is = night.life().alive() ? night.ledger().message(id)?.status : null;
  if (counts && wasScheduled && is !== 'cancelled')
    night.wrong(2, `#${id} is ${is}, and the owner crossed it out 2 s ago`);
  crosses(night, id);
  await until(night, planned.due + 3 * second);
}

/** 9: nobody but the owner takes anything back. */
function crosses(night: Night, id: number): void {
  const asOwner = night.story.some((line) => line.includes('the owner reacts with ❌'));
  const asked = night.written.some(({ text }) => /cancel|stop|🛑|resume|drop/i.test(text));
  const touched = night.written.some(({ touchedAt }) => touchedAt !== null);
  if (asOwner || asked || touched || !night.life().alive()) return;
  if (night.ledger().message(id)?.status === 'cancelled')
    night.wrong(9, `#${id} is cancelled, and somebody else had crossed it out`);
}

async function thumbed(night: Night): Promise<void> {
  if (!night.life().alive()) return;
  const waId = night.says(`/schedule in 9 seconds to Mum, Anna: ${freshText(night)}`);
  await night.pass(1_500);
  const line = lineOf(night, /Send this\?[\s\S]*Mum/);
  if (line === null || !night.life().alive() || night.ledger().messages({ commandWaId: waId }).length > 0)
    return;
  const { byOwner, counts } = await reacts(night, line, '👍');
  if (!night.life().alive()) return;
  const armed = night.ledger().messages({ commandWaId: waId }).length;
  if (counts && armed !== 2) night.wrong(6, `${armed} of 2 were armed by the owner's thumb`);
  if (!byOwner && armed > 0) night.wrong(9, `${armed} were armed by somebody else's thumb`);
  await night.pass(9 * second);
}

export const reactionPlots: readonly Deed[] = [
  { weight: 3, act: crossedOut },
  { weight: 2, act: thumbed },
];
