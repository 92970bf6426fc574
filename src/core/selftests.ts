/**
 * Carries a selftest out, one trial after the other, each recorded before the next. What one connection was to show and
 * did not, because it or the process broke, is not tried again: what is left then is to look for the canary in the page
 * that comes, to delete it, and to say so.
 */
import { maySend } from './able.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import { isIdle, isSpent } from './idle.ts';
import {
  askSelftest,
  endSelftest,
  lastSelftest,
  putRunning,
  type RunningSelftest,
  runningSelftest,
  type Trial,
  trials,
  type Verdict,
} from './selftest.ts';
import { createTrials, reloadAheadMs, type TrialParts, type Trials } from './trials.ts';

export interface Selftests extends Pick<Trials, 'saw'> {
  /** At most one trial; returns when to be called again. */
  step(): Promise<number | null>;
  ownerWrote(): void;
}

export interface SelftestParts extends TrialParts {
  /** Once for each linked account nobody need ask for it. */
  readonly atFirstLink: boolean;
}

const second = 1_000;
/** What is due this soon goes first, for as long as the owner may be kept waiting. */
const aheadMs = 15 * second;
const patienceMs = 120 * second;
const soonMs = second;
/** After the link the owner tries things out, WhatsApp loads, and the session is not to be disturbed for some minutes. */
const calmMs = 600 * second;
/** They are tried in whichever page comes; the others only in the connection in which the canary went. */
const outliving: readonly Trial[] = ['look_up_after_reload', 'revoke'];

export function createSelftests(ground: Ground, parts: SelftestParts): Selftests {
  const { ledger, clock, log } = ground;
  const tried = createTrials(ground, parts);
  /** The connection in which this process began the one under way; null: an earlier process did. */
  let connection: number | null = null;
  let calm = { connection: 0, since: 0 };

  return {
    async step() {
      const link = parts.link();
      if (link === null || !maySend(link)) return null;
      const running = runningSelftest(ledger);
      return running === null ? first(link) : goOn(running, link);
    },
    saw: tried.saw,
    ownerWrote() {
      calm = { ...calm, since: clock.monotonic() };
    },
  };

  /** In a quiet hour of an account that was never tested. */
  function first(link: ConnectedLink): number | null {
    if (!parts.atFirstLink || lastSelftest(ledger)?.account === link.account.chatId) return null;
    if (calm.connection !== link.connection) calm = { connection: link.connection, since: clock.monotonic() };
    const now = clock.now();
    const left = calm.since + calmMs - clock.monotonic();
    if (left > 0) return now + left;
    const isQuiet =
      ledger.latch('stopped') === null &&
      ledger.latch('breaker') === null &&
      ledger.noticesWaiting(0, 1).length === 0 &&
      isIdle(ledger, now, reloadAheadMs) &&
      isSpent(ledger, link.generation, now);
    if (!isQuiet) return now + reloadAheadMs;
    ledger.write((tx) => askSelftest(tx, now));
    return now;
  }

  async function goOn(running: RunningSelftest, link: ConnectedLink): Promise<number | null> {
    const now = clock.now();
    if (running.began === null) {
      const isWaiting = Math.abs(now - running.askedAt) < patienceMs;
      if (isWaiting && !isIdle(ledger, now, aheadMs)) return now + soonMs;
      tried.forget();
      connection = link.connection;
      const began = { account: link.account.chatId, version: link.build.version };
      ledger.write((tx) => putRunning(tx, { ...running, began }));
      log.info({ version: began.version }, 'selftest begins');
      return now;
    }
    const next = trials.find((trial) => running.verdicts[trial] === undefined);
    // Another account's pages know nothing of this one's canary.
    if (next === undefined || running.began.account !== link.account.chatId)
      return end({
        ...running,
        began: running.began,
        interrupted: running.interrupted || next !== undefined,
      });
    if (connection !== link.connection && !outliving.includes(next)) return cut(running);
    const found = await tried.look(next, running, link);
    if ('again' in found) return found.again;
    const { verdict, fate } = found;
    log.info({ trial: next, verdict }, 'selftest');
    record((last) => {
      const canary = last.canary === null || fate === undefined ? last.canary : { ...last.canary, fate };
      return { ...last, canary, verdicts: { ...last.verdicts, [next]: verdict } };
    });
    return clock.now();
  }

  function record(change: (last: RunningSelftest) => RunningSelftest): void {
    ledger.write((tx) => {
      const last = runningSelftest(tx);
      if (last === null) throw new Error('expected a selftest under way, found none');
      putRunning(tx, change(last));
    });
  }

  function cut(running: RunningSelftest): number {
    const missing = trials.filter((one) => running.verdicts[one] === undefined && !outliving.includes(one));
    const verdict: Verdict = running.canary === null ? 'untried' : 'unclear';
    const verdicts = Object.fromEntries(missing.map((one) => [one, verdict]));
    if (running.canary !== null) tried.giveUpAck(running.canary);
    record((last) => ({ ...last, interrupted: true, verdicts: { ...last.verdicts, ...verdicts } }));
    return clock.now();
  }

  function end(running: Parameters<typeof endSelftest>[1]): null {
    if (running.canary !== null) tried.giveUpAck(running.canary);
    const at = clock.now();
    ledger.write((tx) => {
      const result = endSelftest(tx, running, at);
      ground.tell(tx, { kind: 'selftest', result }, at);
    });
    log.info({ interrupted: running.interrupted }, 'selftest ended');
    return null;
  }
}
