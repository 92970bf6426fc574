/** A backup: a whole, checked and synced copy of the ledger, named by the time at which it was made. */
import type { LedgerFaultKind } from './ledger.ts';

export type BackupOutcome =
  /** `name` within the folder of backups; `messages` as counted in the copy. */
  | {
      readonly kind: 'made';
      readonly name: string;
      readonly at: number;
      readonly bytes: number;
      readonly messages: number;
    }
  /** There is no new backup; the ledger and the earlier backups are as they were. */
  | { readonly kind: 'failed'; readonly why: LedgerFaultKind };
