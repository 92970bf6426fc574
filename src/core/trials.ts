/** The trials of a selftest, one by one: what is asked of WhatsApp, and what its answer is worth. */
import { lacks } from './able.ts';
import { type CanaryWords, sendCanary, tellingOf } from './canary.ts';
import type { ChangeOutcome } from './change.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import { isIdle, isSpent } from './idle.ts';
import type { Lane } from './lane.ts';
import type { Chat } from './message.ts';
import { ownIds } from './owner.ts';
import type { Canary, CanaryFate, RunningSelftest, Trial, Verdict } from './selftest.ts';
import type { WhatsAppEvent } from './whatsapp.ts';

/** `again`: when to look again, wall clock, ms; null: when something happens. */
export type Finding =
  | { readonly verdict: Verdict; readonly fate?: CanaryFate }
  | { readonly again: number | null };

export interface Trials {
  /** One that has no verdict yet is to be looked at again; what it has asked for it does not ask for twice. */
  look(trial: Trial, running: RunningSelftest, link: ConnectedLink): Promise<Finding>;
  saw(event: WhatsAppEvent): void;
  /** Another test begins. */
  forget(): void;
  /** A later ack still counts, and nothing waits for it. */
  giveUpAck(canary: Canary): void;
}

export interface TrialParts {
  readonly lane: Lane;
  /** Connected and caught up; else null. */
  readonly link: () => ConnectedLink | null;
  readonly words: CanaryWords;
}

const second = 1_000;
/** From the hand-over to the ack; WhatsApp takes about one second. */
const ackMs = 15 * second;
const reactionMs = 10 * second;
/** A deletion whose answer was lost may still be told. */
const revokedMs = 10 * second;
/** So long a canary without an ack may yet get one, and can then be deleted. */
const lateAckMs = 60 * second;
const soonMs = second;
/** A page is back in ten seconds, on a small machine in a minute. */
export const reloadAheadMs = 180 * second;
const reloadPatienceMs = 60 * second;
const mark = '🔬';

export function createTrials(ground: Ground, parts: TrialParts): Trials {
  const { ledger, whatsapp, clock, log } = ground;
  /** When each wait was begun, by the monotonic clock. */
  const since = new Map<string, number>();
  const reacted = new Set<string>();
  const revoked = new Set<string>();

  return {
    look,
    giveUpAck,
    saw(event) {
      if (event.kind === 'reaction' && event.fromMe && event.emoji === mark) reacted.add(event.waId);
      if (event.kind === 'revoked') revoked.add(event.waId);
    },
    forget() {
      for (const seen of [since, reacted, revoked]) seen.clear();
    },
  };

  async function look(trial: Trial, running: RunningSelftest, link: ConnectedLink): Promise<Finding> {
    const { canary, verdicts } = running;
    if (trial === 'number') return number(link);
    if (trial === 'typing') return typing(link);
    if (trial === 'ack' && canary === null) return send(running, link);
    if (canary === null || canary.fate === 'none') return { verdict: 'untried' };
    switch (trial) {
      case 'ack':
        return ack(canary, link);
      case 'look_up':
        return lookUp(canary, link);
      case 'reserved_id':
        return { verdict: bearsOurId(canary, verdicts) };
      case 'edit':
        return edit(canary, link);
      case 'reaction':
        return react(canary, link);
      case 'look_up_after_reload':
        return canary.generation === link.generation ? reload(link) : lookUp(canary, link);
      case 'revoke':
        return revoke(canary, link);
      default:
        return trial satisfies never;
    }
  }

  async function number({ account }: ConnectedLink): Promise<Finding> {
    const reading = await whatsapp.number(account.phone);
    if (reading.kind === 'unreachable') return { verdict: 'unclear' };
    const isOwn = reading.kind === 'chat' && ownIds(account).includes(reading.chat.chatId);
    return { verdict: isOwn ? 'yes' : 'no' };
  }

  async function typing({ account }: ConnectedLink): Promise<Finding> {
    const verdicts = { shown: 'yes', unable: 'no', unknown: 'unclear' } as const;
    return { verdict: verdicts[await whatsapp.typing(account.chatId)] };
  }

  async function send(running: RunningSelftest, link: ConnectedLink): Promise<Finding> {
    const sent = await parts.lane.run(async () =>
      isStill(link) ? sendCanary(ground, running, link, parts.words) : null,
    );
    return { again: clock.now() + (sent === null ? soonMs : 0) };
  }

  function ack(canary: Canary, link: ConnectedLink): Finding {
    if (tellingOf(ledger, canary)?.outcome === 'acked') return { verdict: 'yes' };
    const left = leftOf('ack', ackMs);
    if (left > 0) return { again: clock.now() + left };
    giveUpAck(canary);
    return { verdict: canary.handed === true && isStill(link) ? 'no' : 'unclear' };
  }

  /** The page has it, with the ack that makes it evidence. */
  async function lookUp(canary: Canary, link: ConnectedLink): Promise<Finding> {
    const [seen] = await whatsapp.lookUp(chatOf(canary, link), [canary.reservedId]);
    if (seen?.found.kind === 'present') return { verdict: seen.found.ack >= 1 ? 'yes' : 'unclear' };
    // Of one that may never have gone, its absence says nothing.
    const hasGone = canary.handed === true || tellingOf(ledger, canary)?.outcome === 'acked';
    return { verdict: seen?.found.kind === 'absent' && hasGone ? 'no' : 'unclear' };
  }

  async function edit(canary: Canary, link: ConnectedLink): Promise<Finding> {
    const chat = chatOf(canary, link);
    return { verdict: verdictOf(await whatsapp.edit(chat, canary.reservedId, parts.words.edited)) };
  }

  async function react({ chatId, reservedId }: Canary, link: ConnectedLink): Promise<Finding> {
    if (lacks(link, 'react')) return { verdict: 'no' };
    const isAsked = since.has('reaction');
    const left = leftOf('reaction', reactionMs);
    if (!isAsked) await whatsapp.react([chatId], reservedId, mark);
    if (reacted.has(reservedId)) return { verdict: 'yes' };
    if (left > 0) return { again: clock.now() + left };
    return { verdict: isStill(link) ? 'no' : 'unclear' };
  }

  /** In the lane: nothing is being handed over. */
  async function reload(link: ConnectedLink): Promise<Finding> {
    const isQuiet = (): boolean =>
      isStill(link) &&
      isIdle(ledger, clock.now(), reloadAheadMs) &&
      isSpent(ledger, link.generation, clock.now());
    const isReloaded = await parts.lane.run(async () => {
      if (!isQuiet()) return false;
      log.info({ generation: link.generation }, 'a new page, to see what it finds');
      await whatsapp.recycle();
      return true;
    });
    if (isReloaded) return { again: null };
    return leftOf('look_up_after_reload', reloadPatienceMs) > 0
      ? { again: clock.now() + soonMs }
      : { verdict: 'untried' };
  }

  async function revoke(canary: Canary, link: ConnectedLink): Promise<Finding> {
    const { reservedId } = canary;
    const deleted = { verdict: 'yes', fate: 'deleted' } as const;
    if (since.has('revoked')) {
      if (revoked.has(reservedId)) return deleted;
      const wait = leftOf('revoked', revokedMs);
      return wait > 0 ? { again: clock.now() + wait } : { verdict: 'unclear', fate: 'unclear' };
    }
    const left = leftOf('revoke', lateAckMs);
    revoked.delete(reservedId);
    const outcome = await whatsapp.revoke(chatOf(canary, link), reservedId);
    if (outcome.kind === 'done') return deleted;
    if (outcome.kind === 'unknown') return { again: clock.now() + leftOf('revoked', revokedMs) };
    const { because } = outcome;
    if (because === 'not_connected' || (because === 'no_ack_yet' && left > 0))
      return { again: clock.now() + soonMs };
    const isThere = because === 'too_old' || because === 'by_whatsapp' || because === 'module_missing';
    return { verdict: verdictOf(outcome), fate: isThere ? 'stands' : 'unclear' };
  }

  function giveUpAck(canary: Canary): void {
    if (tellingOf(ledger, canary)?.outcome !== 'open') return;
    ledger.write((tx) => tx.settleTelling(canary.reservedId, 'in_doubt', clock.now()));
  }

  function isStill({ connection: then }: ConnectedLink): boolean {
    return parts.link()?.connection === then;
  }

  /** Of the time that this takes at most, from the first time it is asked for. */
  function leftOf(what: string, ms: number): number {
    const begun = since.get(what) ?? clock.monotonic();
    since.set(what, begun);
    return begun + ms - clock.monotonic();
  }
}

/** The server or the page told of it by that id. */
function bearsOurId(canary: Canary, verdicts: RunningSelftest['verdicts']): Verdict {
  if (verdicts.ack === 'yes' || verdicts.look_up === 'yes') return 'yes';
  return canary.handed === true && verdicts.look_up === 'no' ? 'no' : 'unclear';
}

/** `already` and `no_ack_yet` come of what was before, and say nothing of WhatsApp Web. */
function verdictOf(outcome: ChangeOutcome): Verdict {
  if (outcome.kind !== 'refused') return outcome.kind === 'done' ? 'yes' : 'unclear';
  const because = outcome.because;
  return because === 'not_connected' || because === 'already' || because === 'no_ack_yet' ? 'unclear' : 'no';
}

function chatOf({ chatId }: Canary, { account }: ConnectedLink): Chat {
  return { chatId, lid: account.lid, phone: account.phone, name: '', kind: 'self', size: null };
}
