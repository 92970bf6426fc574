/**
 * What the owner wants of messages that have left: deleted for everyone, while WhatsApp answers late, falsely or not at all.
 * And the verdict on it: each wish asked once, by the owner alone, and told as what the phones show.
 */
import type { Message } from '../../src/core/message.ts';
import type { Night } from './night.ts';
import type { Deed } from './owner.ts';
import { idOf, schedules, until } from './planned.ts';

const second = 1_000;

/** The process or its page goes while the deletion is under way. */
async function comesBetween(night: Night): Promise<void> {
  const what = night.chance.pick(['nothing', 'nothing', 'a kill', 'a crash', 'a cut', 'a half-open cut']);
  await night.pass(night.chance.below(500));
  if (!night.life().alive() || what === 'nothing') return;
  night.note(`${what} comes between`);
  if (what === 'a kill') night.life().killIn(night.chance.below(10));
  else if (what === 'a crash') night.whatsapp().crashPage();
  else {
    night.world.faults.cutNetwork({ silently: what === 'a half-open cut' });
    await night.pass((1 + night.chance.below(14)) * second);
    night.world.faults.restoreNetwork();
  }
}

async function deletedForEveryone(night: Night): Promise<void> {
  if (!night.life().alive()) return;
  const planned = schedules(night, 4);
  await until(night, planned.due + 1_500 + night.chance.below(2_000));
  const id = idOf(night, planned);
  if (id === null) return;
  const how = night.chance.pick(['normal', 'normal', 'optimistic', 'lost', 'refused']);
  night.note(`deletions for everyone: ${how}`);
  night.world.faults.revokes(how);
  night.says(`/unsend ${id}`);
  await comesBetween(night);
  if (night.chance.happens(30)) night.says(`/unsend ${id}`);
  await night.pass(13 * second);
  if (!night.life().alive()) await night.boot();
  await night.pass(2 * second);
  night.world.faults.revokes('normal');
}

export const afterwardsPlots: readonly Deed[] = [{ weight: 4, act: deletedForEveryone }];

/** Of one message, when everything has come to rest. */
export function judgeUnsend(night: Night, { id, reservedId }: Message): void {
  const isIts = ({ kind, target }: { kind: string; target: string }) =>
    kind === 'revoke' && target === reservedId;
  const asked = night.world.changesAsked().filter(isIts).length;
  const wishes = night.written.filter(({ text }) => text === `/unsend ${id}`).length;
  if (asked > wishes)
    night.wrong(11, `WhatsApp was asked ${asked} times to delete #${id}, wished ${wishes} times`);
  const unsend = night.ledger().unsendOf(id);
  if (unsend === null) return;
  if (unsend.settledAt === null) night.wrong(4, `the deletion of #${id} has come to no end`);
  const isGone = night.world.changes().some(isIts);
  if (unsend.state === 'deleted' && !isGone)
    night.wrong(5, `#${id} is called deleted, and every phone has it`);
  const told = new RegExp(`(?:🗑️|⚠️|❔) #${id} [\\s\\S]*deleted`, 'u');
  const lines = night.world.control().filter(({ from, text }) => from === 'page' && told.test(text));
  if (!isGone && lines.some(({ text }) => text.startsWith('🗑️')))
    night.wrong(5, `the owner was told that #${id} was deleted, and every phone has it`);
  if (lines.length === 0 && !night.disturbed)
    night.wrong(4, `nobody was told what came of the deletion of #${id}`);
}
