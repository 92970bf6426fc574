/** Whether the page could be replaced now without anybody waiting for it. */
import { isPastGrace } from './grace.ts';
import type { LedgerReads } from './ledger.ts';

/** Nothing is in hand, and nothing comes due within `aheadMs`. */
export function isIdle(ledger: LedgerReads, now: number, aheadMs: number): boolean {
  if (ledger.count({ statuses: ['sending'] }) > 0 || ledger.openTellings().length > 0) return false;
  if (ledger.openUnsends().length > 0) return false;
  const latched = ledger.latch('stopped') !== null || ledger.latch('breaker') !== null;
  const next = latched ? null : ledger.nextPlanned(0);
  return next === null || next > now + aheadMs;
}

/** Nothing that the owner wrote waits to be carried out, and what this page holds need not leave in time any more. */
export function isSpent(ledger: LedgerReads, page: string, now: number): boolean {
  if (ledger.commandsReceived().length > 0) return false;
  return !ledger
    .messages({ statuses: ['in_doubt'] })
    .some((message) => !isPastGrace(message, now) && ledger.attempt(message.id)?.pageGeneration === page);
}
