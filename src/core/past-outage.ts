/** What is known of an outage: why it was, how long, and what became of the messages that it met. */
import { maySend } from './able.ts';
import type { LedgerReads } from './ledger.ts';
import type { BlockedWhy, Link, RecoveryWhy } from './whatsapp.ts';

export type OutageWhy =
  /** The page lived, without a connection. */
  | 'network'
  | RecoveryWhy
  | `blocked_${BlockedWhy}`
  /** This device was not linked to the account any more. */
  | 'unlinked'
  /** Connected, to a WhatsApp Web that lacked a part of sending or reading. */
  | 'cannot_send'
  /** Connected as it seemed, and nothing was confirmed. */
  | 'silent'
  /** No process of the bot ran. */
  | 'bot_down';

/** As it stands in the ledger. `from`: wall clock, ms; `whys`: in the order in which they came, each once. */
export interface Standing {
  readonly from: number;
  readonly whys: readonly OutageWhy[];
}

/** One that has ended. */
export interface PastOutage {
  /** Wall clock, ms; null where a clock was set or stood still in it, so that its beginning cannot be told by this one. */
  readonly from: number | null;
  readonly to: number;
  readonly lastedMs: number;
  readonly whys: readonly OutageWhy[];
  /** Messages that came into these states in it. */
  readonly missed: number;
  readonly held: number;
  readonly failed: number;
  readonly inDoubt: number;
  /** Due in it, and sent since. */
  readonly late: number;
  /** Due in it, and handed over without an ack so far. */
  readonly underWay: number;
  /** Due in it, and still scheduled: behind a latch, or paced. */
  readonly waiting: number;
}

/** When one was last told, ms, and how many since were not worth it. */
export interface Told {
  readonly at: number;
  readonly briefer: number;
}

const minute = 60_000;
/** A network comes and goes; and a restart that somebody asked for takes half a minute. */
const briefMs = minute;
/** What broke is worth a word sooner: it breaks again. */
const briefAfterFaultMs = 20_000;
const noFaults: readonly OutageWhy[] = ['network', 'unreachable', 'recycled', 'bot_down'];
/** Shorter ones that cost no message are told at most this often, with the number of those between. */
const shortMs = 10 * minute;
const quietMs = 60 * minute;

export function whyOf(link: Link): OutageWhy | null {
  switch (link.state) {
    case 'offline':
    case 'recovering':
      return link.why;
    case 'blocked':
      return `blocked_${link.why}`;
    case 'logged_out':
    case 'linking':
      return 'unlinked';
    case 'connected':
      return maySend(link) ? null : 'cannot_send';
    case 'starting':
    case 'syncing':
      return null;
    default:
      return link satisfies never;
  }
}

/** `to`, wall clock, ms; `isKnown`: both clocks agree about its length. Inside the transaction that ends it. */
export function summarize(
  ledger: LedgerReads,
  { from, whys }: Standing,
  { to, lastedMs, isKnown }: { readonly to: number; readonly lastedMs: number; readonly isKnown: boolean },
): PastOutage {
  const met = ledger
    .messages({
      statuses: ['missed', 'held', 'failed', 'in_doubt'],
      order: 'changed_last_first',
      limit: 5_000,
    })
    .filter(({ changedAt }) => changedAt >= from);
  const due = ledger.messages({
    statuses: ['scheduled', 'sending', 'sent'],
    plannedFrom: from,
    plannedBefore: to,
  });
  const late = due.filter(
    ({ id, status }) => status === 'sent' && (ledger.attempt(id)?.claimedAt ?? 0) >= to,
  );
  return {
    from: isKnown ? from : null,
    to,
    lastedMs,
    whys,
    missed: met.filter(({ status }) => status === 'missed').length,
    held: met.filter(({ status }) => status === 'held').length,
    failed: met.filter(({ status }) => status === 'failed').length,
    inDoubt: met.filter(({ status }) => status === 'in_doubt').length,
    late: late.length,
    underWay: due.filter(({ status }) => status === 'sending').length,
    waiting: due.filter(({ status }) => status === 'scheduled').length,
  };
}

/** Whether it is worth a notice: told · only counted in the next one · a blink, of which nobody wants to hear. */
export function tellable(outage: PastOutage, told: Told, now: number): 'told' | 'counted' | 'blink' {
  const brief = outage.whys.every((why) => noFaults.includes(why)) ? briefMs : briefAfterFaultMs;
  if (outage.lastedMs < brief) return 'blink';
  const cost = outage.missed + outage.held + outage.failed + outage.inDoubt;
  return cost === 0 && outage.lastedMs < shortMs && now - told.at < quietMs && now >= told.at
    ? 'counted'
    : 'told';
}

export function readOutage(json: string | null): Standing | null {
  return json === null ? null : (JSON.parse(json) as Standing);
}

export function readTold(json: string | null): Told {
  return json === null ? { at: 0, briefer: 0 } : (JSON.parse(json) as Told);
}
