/**
 * What happens to due rows before any claim: the STOP file becomes the latch, those past their grace are missed, those
 * armed dry are rehearsed, and live ones found under DRY_RUN are held. Each sweep is one transaction with its news.
 */
import { isPastGrace } from './grace.ts';
import type { Ground } from './ground.ts';
import type { Message } from './message.ts';
import { isQuiet } from './quiet-hours.ts';

/** More due rows than this are swept in the next tick: a transaction stays short. */
const sweepLimit = 500;

/** A STOP file put there by hand or by `sendonce stop` becomes the latch. */
export function adoptStopFile({ ledger, stopFile, clock, tell }: Ground): void {
  if (ledger.latch('stopped') !== null || !stopFile.stands()) return;
  const at = clock.now();
  ledger.write((tx) => {
    tx.setLatch({ name: 'stopped', setAt: at, why: 'stop_file' });
    tell(tx, { kind: 'latched', why: 'stop_file' }, at);
  });
}

export function expire({ ledger, tell }: Ground, now: number): void {
  const expiry = ledger.nextExpiry();
  if (expiry === null || expiry >= now) return;
  ledger.write((tx) => {
    const missed = tx
      .messages({ statuses: ['scheduled'], plannedBefore: now, order: 'planned', limit: sweepLimit })
      .filter((message) => isPastGrace(message, now))
      .map((message) =>
        tx.move({
          id: message.id,
          from: 'scheduled',
          to: 'missed',
          actor: 'grace',
          evidence: 'grace_passed',
          at: now,
        }),
      );
    if (missed.length > 0) tell(tx, { kind: 'missed', messages: missed }, now);
  });
}

/** Rows armed live under DRY_RUN are held, not rehearsed: nobody asked for a rehearsal of them. */
export function holdLiveUnderDryRun(ground: Ground, now: number): void {
  if (!ground.settings.dryRun) return;
  const live = due(ground, now).filter((message) => !message.dry);
  if (live.length === 0) return;
  ground.ledger.write((tx) => {
    const held = live.map((message) =>
      tx.move({
        id: message.id,
        from: 'scheduled',
        to: 'held',
        actor: 'dispatcher',
        evidence: 'dry_run',
        holdReason: 'live_under_dry_run',
        at: now,
      }),
    );
    ground.tell(tx, { kind: 'held', messages: held, reason: 'live_under_dry_run' }, now);
  });
}

/** What is late and would now break into the quiet hours is held: the owner said yes to its time, not to this one. */
export function holdInQuietHours(ground: Ground, now: number): void {
  const { quietHours } = ground.settings;
  if (quietHours === null) return;
  const late = due(ground, now).filter(
    ({ zone, plannedAt }) => isQuiet(now, zone, quietHours) && !isQuiet(plannedAt, zone, quietHours),
  );
  if (late.length === 0) return;
  ground.ledger.write((tx) => {
    const held = late.map((message) =>
      tx.move({
        id: message.id,
        from: 'scheduled',
        to: 'held',
        actor: 'dispatcher',
        evidence: 'quiet_hours',
        holdReason: 'quiet_hours',
        at: now,
      }),
    );
    ground.tell(tx, { kind: 'held', messages: held, reason: 'quiet_hours' }, now);
  });
}

export function rehearse(ground: Ground, now: number): void {
  const dry = due(ground, now).filter((message) => message.dry);
  if (dry.length === 0) return;
  ground.ledger.write((tx) => {
    for (const message of dry) {
      const done = tx.move({
        id: message.id,
        from: 'scheduled',
        to: 'rehearsed',
        actor: 'dispatcher',
        evidence: 'dry_run',
        at: now,
      });
      ground.tell(tx, { kind: 'rehearsed', message: done }, now);
    }
  });
}

function due({ ledger }: Ground, now: number): readonly Message[] {
  return ledger.messages({
    statuses: ['scheduled'],
    plannedBefore: now + 1,
    order: 'planned',
    limit: sweepLimit,
  });
}
