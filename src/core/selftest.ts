/**
 * The selftest: what the promise needs of WhatsApp Web, tried on one line in the account's own chat, the canary, which is
 * deleted again. What is being tried stands in the ledger, so that a test that is cut off still ends with a sentence, and
 * its canary never stays without a word.
 */
import type { LedgerReads, LedgerWrites } from './ledger.ts';

/** In the order in which they are tried. */
export const trials = [
  'number',
  'typing',
  /** WhatsApp confirms the canary. */
  'ack',
  /** It is found by the id that we made, with its ack. */
  'look_up',
  /** It bears the id that we made. */
  'reserved_id',
  'edit',
  'reaction',
  /** Another page finds it too. */
  'look_up_after_reload',
  'revoke',
] as const;
export type Trial = (typeof trials)[number];

/** `no`: it was tried and does not work · `unclear`: nothing tells · `untried`: something else was in the way. */
export type Verdict = 'yes' | 'no' | 'unclear' | 'untried';

/** What became of the canary: none went · deleted for everyone · not deleted · nobody can tell. */
export type CanaryFate = 'none' | 'deleted' | 'stands' | 'unclear';

export interface Canary {
  readonly reservedId: string;
  readonly chatId: string;
  /** The page that was given it. */
  readonly generation: string;
  /** Whether the page took it; null: that is not known. */
  readonly handed: boolean | null;
  readonly fate: CanaryFate;
}

/** One that has not come to its end. */
export interface RunningSelftest {
  readonly askedAt: number;
  /** The own chat id of the account, and the WhatsApp Web, in which it began; null: it has not. */
  readonly began: { readonly account: string; readonly version: string } | null;
  /** The connection or the process broke while something was still to be tried in it. */
  readonly interrupted: boolean;
  readonly verdicts: Readonly<Partial<Record<Trial, Verdict>>>;
  readonly canary: Canary | null;
}

export interface SelftestResult {
  readonly account: string;
  readonly version: string;
  readonly at: number;
  readonly interrupted: boolean;
  readonly verdicts: Readonly<Record<Trial, Verdict>>;
  readonly canary: CanaryFate;
}

/** JSON of the one under way, or none. */
const runningKey = 'selftest_running';
/** JSON of the last result, or none. */
const resultKey = 'selftest';

export function runningSelftest(ledger: LedgerReads): RunningSelftest | null {
  const json = ledger.setting(runningKey);
  return json === null ? null : (JSON.parse(json) as RunningSelftest);
}

export function lastSelftest(ledger: LedgerReads): SelftestResult | null {
  const json = ledger.setting(resultKey);
  return json === null ? null : (JSON.parse(json) as SelftestResult);
}

export function putRunning(tx: LedgerWrites, running: RunningSelftest): void {
  tx.set(runningKey, JSON.stringify(running));
}

/** From now on one is wanted; false: one is under way. */
export function askSelftest(tx: LedgerWrites, at: number): boolean {
  if (runningSelftest(tx) !== null) return false;
  putRunning(tx, { askedAt: at, began: null, interrupted: false, verdicts: {}, canary: null });
  return true;
}

/** What nobody tried or saw is not claimed. */
export function endSelftest(
  tx: LedgerWrites,
  running: RunningSelftest & { readonly began: NonNullable<RunningSelftest['began']> },
  at: number,
): SelftestResult {
  const verdicts = Object.fromEntries(
    trials.map((trial) => [trial, running.verdicts[trial] ?? 'untried']),
  ) as Record<Trial, Verdict>;
  const { began, interrupted, canary } = running;
  const result: SelftestResult = { ...began, at, interrupted, verdicts, canary: canary?.fate ?? 'none' };
  tx.set(resultKey, JSON.stringify(result));
  tx.set(runningKey, null);
  return result;
}
