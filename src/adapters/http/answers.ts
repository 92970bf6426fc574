/**
 * What the bot says over HTTP. Plain values, filled by the composition root; instants are ms since the Unix epoch.
 * `/healthz` and `/readyz` are answered to anyone who reaches the port, so `Health` and `Ready` hold closed words only.
 */
import type { LatchName, LatchWhy, LedgerFaultKind } from '../../core/ledger.ts';
import type { Status as MessageStatus } from '../../core/message.ts';
import type { AbortAnswer, Link, OfflineWhy } from '../../core/whatsapp.ts';

export type Health =
  | { readonly state: 'healthy'; readonly ledger: 'ok' }
  | { readonly state: 'sick'; readonly ledger: LedgerFaultKind };

/** Linked, caught up, not stopped; or the first thing in the way. */
export type Ready =
  | { readonly state: 'ready' }
  | {
      readonly state: 'not_ready';
      readonly because: Exclude<Link['state'], 'connected'> | 'catching_up' | LatchName;
    };

export interface Status {
  readonly version: string;
  readonly startedAt: number;
  readonly ready: Ready;
  readonly link: Link['state'];
  /** Why the link is offline, when it is. */
  readonly offline: OfflineWhy | null;
  readonly latches: readonly {
    readonly name: LatchName;
    readonly why: LatchWhy;
    readonly setAt: number;
  }[];
  /** How many messages stand in each status. */
  readonly messages: Readonly<Record<MessageStatus, number>>;
  readonly needingOwner: number;
  readonly nextPlannedAt: number | null;
  readonly timezone: string | null;
  readonly dryRun: boolean;
}

/** The emergency stop's latch is set and committed when this is answered. */
export interface StopReport {
  readonly latch: 'set' | 'stood_already';
  readonly setAt: number;
  /** Scheduled messages that will not be claimed until /resume. */
  readonly frozen: number;
  /** Messages whose hand-over had begun, and what the gate answered to the abort. */
  readonly sending: readonly { readonly id: number; readonly abort: AbortAnswer }[];
}

/** The body of every answer that is not what was asked for. */
export interface Refused {
  readonly error: string;
}
