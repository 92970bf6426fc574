/**
 * What happens to due rows before any claim: those past their grace are missed, those armed dry are rehearsed, and live
 * ones found under DRY_RUN are held. Each sweep is one transaction with its news.
 */
import { isPastGrace } from './grace.ts';
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { Message } from './message.ts';
import type { Outage } from './news.ts';
import { isQuiet, type QuietHours } from './quiet-hours.ts';

/** More due rows than this are swept in the next tick: a transaction stays short. */
const sweepLimit = 500;
const togetherMs = 60_000;

/**
 * What is past its grace is missed, and told in one piece of news: those whose grace ends one after the other within a
 * minute wait for the last of them, since none of them can be claimed any more. Returns when the next grace ends.
 */
export function expire(
  { ledger, tell }: Ground,
  now: number,
  outageAt: (end: number) => Outage,
): number | null {
  const expiry = ledger.nextExpiry();
  if (expiry === null || expiry >= now) return expiry === null ? null : expiry + 1;
  const due = ledger.messages({ statuses: ['scheduled'], plannedBefore: now, limit: sweepLimit });
  const ends = due.filter((message) => !isPastGrace(message, now)).map((one) => one.plannedAt + one.graceMs);
  const nextEnd = Math.min(...ends);
  if (nextEnd <= now + togetherMs && now < expiry + togetherMs) return nextEnd + 1;
  const past = due.filter((message) => isPastGrace(message, now));
  if (past.length === 0) return now + togetherMs;
  ledger.write((tx) => {
    const missed = past.map(({ id }) =>
      tx.move({ id, from: 'scheduled', to: 'missed', actor: 'grace', evidence: 'grace_passed', at: now }),
    );
    const never = missed.filter(({ id }) => tx.lateChoice(id) === 'never');
    const asked = missed.filter((message) => !never.includes(message));
    for (const { id } of never) tx.drop(id, now);
    if (never.length > 0) tell(tx, { kind: 'dropped_late', messages: never }, now);
    const outage = outageAt(expiry);
    // Everything was there but what they were to take along.
    const waited = outage.kind === 'none' && asked.every(({ file }) => file !== null);
    const why: Outage = waited ? { kind: 'no_upload' } : outage;
    if (asked.length > 0) tell(tx, { kind: 'missed', messages: asked, outage: why }, now);
  });
  const next = ledger.nextExpiry();
  return next === null ? null : next + 1;
}

/**
 * Due rows that are not to be claimed, each swept in a transaction with its news: held, or rehearsed. They are read once,
 * since a tick may come every second.
 */
export function sweepDue(ground: Ground, now: number): void {
  const { dryRun, quietHours } = ground.settings;
  // Without either only dry rows are swept. A backlog of live ones is not read at every tick: that held up its own end.
  const all = dryRun || quietHours !== null;
  const due = ground.ledger.messages({
    statuses: ['scheduled'],
    plannedBefore: now + 1,
    ...(all ? {} : { dry: true }),
    limit: sweepLimit,
  });
  if (due.length === 0) return;
  // Rows armed live under DRY_RUN are held, not rehearsed: nobody asked for a rehearsal of them.
  const live = due.filter(({ dry }) => dryRun && !dry);
  const others = due.filter((message) => !live.includes(message));
  const late = quietHours === null ? [] : others.filter((message) => isLateInto(quietHours, message, now));
  const dry = others.filter((message) => message.dry && !late.includes(message));
  const { ledger, tell } = ground;
  if (live.length > 0) ledger.write((tx) => holdScheduled({ tx, tell, at: now }, live, 'live_under_dry_run'));
  if (late.length > 0) ledger.write((tx) => holdScheduled({ tx, tell, at: now }, late, 'quiet_hours'));
  if (dry.length > 0) rehearse(ground, dry, now);
}

/** What is late and would now break into the quiet hours: the owner said yes to its time, not to this one. */
function isLateInto(quietHours: QuietHours, { zone, plannedAt }: Message, now: number): boolean {
  return isQuiet(now, zone, quietHours) && !isQuiet(plannedAt, zone, quietHours);
}

function rehearse({ ledger, tell }: Ground, dry: readonly Message[], now: number): void {
  ledger.write((tx) => {
    for (const { id } of dry) {
      const done = tx.move({
        id,
        from: 'scheduled',
        to: 'rehearsed',
        actor: 'dispatcher',
        evidence: 'dry_run',
        at: now,
      });
      tell(tx, { kind: 'rehearsed', message: done }, now);
    }
  });
}
