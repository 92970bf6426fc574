/**
 * The canary: the one line that a selftest hands over. It is a notice with a single telling, claimed like any other and
 * given up in the same transaction, so that nobody ever tells it again. It goes to the account's own chat alone.
 */

import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import type { Telling } from './notice.ts';
import { ownIds } from './owner.ts';
import { type Canary, putRunning, type RunningSelftest } from './selftest.ts';
import type { HandOverOutcome } from './whatsapp.ts';

/** What it says, at first and once it is edited: for the moment in which the owner sees it, and if it cannot be deleted. */
export interface CanaryWords {
  readonly first: string;
  readonly edited: string;
}

/** A hand-over that hangs keeps everything else from being handed over: no longer than this. */
const handOverMs = 10_000;

/** In the lane. Null: this page may not be given anything any more, and nothing was claimed. */
export async function sendCanary(
  ground: Ground,
  running: RunningSelftest,
  link: ConnectedLink,
  words: CanaryWords,
): Promise<RunningSelftest | null> {
  const { ledger, whatsapp, clock, chance, log } = ground;
  const at = clock.now();
  const [chatId] = ownIds(link.account);
  if (chatId === undefined) throw new Error('expected an id of the own account, found none');
  const { generation } = link;
  const canary: Canary = {
    ...{ reservedId: chance.reservedId(), chatId, generation },
    ...{ handed: null, fate: 'unclear' },
  };
  const claimed: RunningSelftest = { ...running, canary };
  const isClaimed = ledger.write((tx) => {
    if (tx.pageIsDead(generation)) return false;
    const notice = { kind: 'notice', body: words.first, chatId, about: [], questionId: null, at } as const;
    const { id } = tx.addNotice(notice);
    if (tx.claimTelling(id, canary.reservedId, generation, chatId, at) === null)
      throw new Error('expected a new notice to be free to be told');
    tx.giveUpNotice(id);
    putRunning(tx, claimed);
    return true;
  });
  if (!isClaimed) return null;
  const outcome = await whatsapp.handOver({
    ...{ reservedId: canary.reservedId, chatId, generation, text: words.first },
    notAfter: at + handOverMs,
  });
  log.info({ waId: canary.reservedId, outcome }, 'canary');
  const told = whatCame(claimed, canary, outcome);
  ledger.write((tx) => {
    // The ack may have come before this answer, and outweighs it.
    if (outcome.kind !== 'handed')
      tx.settleTelling(canary.reservedId, outcome.kind === 'refused' ? 'refused' : 'in_doubt', clock.now());
    putRunning(tx, told);
  });
  return told;
}

/** Refused before the hand-over: there is none, and nothing can be tried on it. */
function whatCame(running: RunningSelftest, canary: Canary, outcome: HandOverOutcome): RunningSelftest {
  if (outcome.kind !== 'refused')
    return { ...running, canary: { ...canary, handed: outcome.kind === 'handed' ? true : null } };
  const cannot = outcome.because === 'module_missing' || outcome.because === 'no_chat';
  return {
    ...running,
    verdicts: { ...running.verdicts, reserved_id: cannot ? 'no' : 'unclear' },
    canary: { ...canary, handed: false, fate: 'none' },
  };
}

/** Its one telling, as the ledger has it. */
export function tellingOf(ledger: Ground['ledger'], { reservedId }: Canary): Telling | null {
  const notice = ledger.noticeByWaId(reservedId);
  const tellings = notice === null ? [] : ledger.tellings(notice.id);
  return tellings.find((telling) => telling.reservedId === reservedId) ?? null;
}
