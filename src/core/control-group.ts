/**
 * The group that was claimed as a control chat, kept in the ledger. It counts only as long as the owner whose words
 * claimed it is one: after a link to another account it is a group like any other.
 */
import type { LedgerReads, LedgerWrites } from './ledger.ts';

export interface ControlGroup {
  /** `<digits>@g.us` */
  readonly chatId: string;
  /** When it was claimed, by WhatsApp's clock, ms, whole seconds: what stood there before is no command. */
  readonly claimedAt: number;
  /** The message that claimed it, no command either. */
  readonly claimWaId: string;
  /** Whose words claimed it, E.164. */
  readonly by: string;
}

const groupKey = 'control_group';
/** Stands, with its time, while the bot or every owner is out of the group. */
const lostKey = 'control_group_lost_at';

/** `owners`: E.164. */
export function controlGroup(ledger: LedgerReads, owners: readonly string[]): ControlGroup | null {
  const kept = ledger.setting(groupKey);
  if (kept === null) return null;
  const group = JSON.parse(kept) as ControlGroup;
  return owners.includes(group.by) ? group : null;
}

/** Null: there is none any more. */
export function keepControlGroup(tx: LedgerWrites, group: ControlGroup | null): void {
  tx.set(groupKey, group === null ? null : JSON.stringify(group));
  tx.set(lostKey, null);
}

export function isGroupLost(ledger: LedgerReads): boolean {
  return ledger.setting(lostKey) !== null;
}

/** `at`: since when, ms; null: it is there again. */
export function noteGroupLost(tx: LedgerWrites, at: number | null): void {
  tx.set(lostKey, at === null ? null : String(at));
}
