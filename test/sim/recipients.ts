/**
 * Recipients that change between arming and sending: numbers change hands, groups close, people are blocked. And the
 * verdict on it, by person: what a page took for somebody was for the account that it was armed for.
 */
import type { Message } from '../../src/core/message.ts';
import { chatNamed, personById, personNamed, pnOf } from '../../src/simulator/directory.ts';
import type { Night } from './night.ts';
import { type Deed, freshText, people } from './owner.ts';

const second = 1_000;
/** Nobody schedules anything for them by this name. */
const other = 'Stranger';

/** Before the recipients are looked at, after it, or within the last second. */
async function handsChange(night: Night): Promise<void> {
  if (!night.life().alive()) return;
  const name = night.chance.pick(people);
  const seconds = night.chance.pick([150, 60, 20]);
  const due = night.clock.trueNow() + seconds * second;
  night.says(`/schedule in ${seconds} seconds to ${name}: ${freshText(night)}`);
  await night.pass((seconds - night.chance.pick([seconds - 3, 15, 1])) * second);
  night.note(`the number of ${name} changes hands`);
  night.world.faults.passNumber(name, other);
  await night.pass(Math.max(0, due - night.clock.trueNow()) + 4 * second);
  night.note(`the number of ${name} is theirs again`);
  night.world.faults.passNumber(other, name);
}

async function barred(night: Night): Promise<void> {
  const { faults } = night.world;
  const name = night.chance.pick(people);
  const how = night.chance.pick(['blocked', 'left', 'closed']);
  night.note(how === 'blocked' ? `${name} is blocked` : `the owner's group is ${how}`);
  const set = (on: boolean): void => {
    if (how === 'blocked') faults.blockContact(name, on);
    else if (how === 'closed') faults.readOnly('Family', on);
    else if (on) faults.leaveGroup('Family');
    else faults.joinGroup('Family');
  };
  set(true);
  const from = night.clock.trueNow();
  await night.pass((5 + night.chance.below(200)) * second);
  const whose = how === 'blocked' ? pnOf(personNamed(name)) : chatNamed('Family');
  const given = night.world.taken().filter((one) => one.whose === whose && one.at > from);
  if (given.length > 0) night.wrong(1, `WhatsApp Web was given ${given.length} for a chat that was ${how}`);
  night.note('and open again');
  set(false);
}

export const recipientPlots: readonly Deed[] = [
  { weight: 4, act: handsChange },
  { weight: 2, act: barred },
];

/** 1: to nobody but whom it was armed for, unless the owner was asked about that and said so. */
export function judgeRecipient(night: Night, message: Message): void {
  const taken = night.world.taken().find(({ waId }) => waId === message.reservedId);
  const meant = message.chat.lid === null ? undefined : personById(message.chat.lid);
  if (taken === undefined || taken.whose === null || meant === undefined) return;
  const events = night.ledger().events(message.id);
  const asked = events.findIndex(({ evidence }) => evidence === 'recipient_changed');
  const released = asked >= 0 && events.slice(asked).some(({ from }) => from === 'held');
  if (taken.whose !== pnOf(meant) && !released)
    night.wrong(1, `#${message.id} was armed for ${meant.name}, and went to ${taken.whose}`);
}
