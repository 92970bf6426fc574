/**
 * What the bot says over HTTP. Plain values, filled by the composition root; instants are ms since the Unix epoch.
 * `/healthz` and `/readyz` are answered to anyone who reaches the port, so `Health` and `Ready` hold closed words only.
 */
import type { BackupOutcome } from '../../core/backup.ts';
import type { GroupCode } from '../../core/group-claim.ts';
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
      readonly because: Exclude<Link['state'], 'connected'> | 'catching_up' | 'cannot_send' | LatchName;
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

/** To be shown to whoever asked, and to nobody else: the one secret that is ever answered. */
export type GroupCodeReport = GroupCode;

export const subjects = [
  'browser',
  'disk',
  'clock',
  'zone',
  'ledger',
  'session',
  'network',
  'modules',
] as const;

/** What a look at one thing that the bot stands on has shown. */
export interface Finding {
  readonly about: (typeof subjects)[number];
  /** `warning`: messages go, but something wants a look; `ill`: messages would not go, or not safely. */
  readonly verdict: 'well' | 'warning' | 'ill';
  /** A sentence or two for the owner, with what to do where there is something to do. */
  readonly text: string;
}

export interface DoctorReport {
  readonly findings: readonly Finding[];
}
