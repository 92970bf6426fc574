/**
 * What the bot says over HTTP. Plain values, filled by the composition root; instants are ms since the Unix epoch.
 * `/healthz` and `/readyz` are answered to anyone who reaches the port, so `Health` and `Ready` hold closed words only.
 */
import type { BackupOutcome } from '../../core/backup.ts';
import type { LatchName, LatchWhy, LedgerFaultKind } from '../../core/ledger.ts';
import type { Status as MessageStatus } from '../../core/message.ts';
import type { BlockedWhy, Link, RecoveryWhy } from '../../core/whatsapp.ts';

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
  /** Why the link is down, when it is. */
  readonly down: 'network' | RecoveryWhy | BlockedWhy | null;
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

/** The stop is committed when this is answered; messages are named by their ids. */
export interface StopReport {
  /** Messages that will not be claimed until /resume. */
  readonly frozen: number;
  /** Had left when the stop came. */
  readonly left: readonly number[];
  /** Nobody can tell yet: the owner will hear. */
  readonly onTheirWay: readonly number[];
  /** Were about to leave, and the gate kept them back. */
  readonly keptBack: readonly number[];
}

/** The backup that was made; `name` within the data folder's backups. */
export type BackupReport = Omit<Extract<BackupOutcome, { kind: 'made' }>, 'kind'>;
