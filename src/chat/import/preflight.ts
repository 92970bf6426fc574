/**
 * What would come of a campaign if it were armed now: when each message goes, what stands already, and what wants a yes.
 * The ledger is asked once for each chat, since a question for each row was seconds.
 */
import type { Doubt } from '../../core/consent.ts';
import { isPastGrace } from '../../core/grace.ts';
import type { Chat, Message, Status } from '../../core/message.ts';
import { planEach } from '../../core/pacing.ts';
import { isQuiet } from '../../core/quiet-hours.ts';
import { offsetMinutes } from '../../core/time/zone.ts';
import type { CommandContext } from '../command.ts';
import { everyIdOf } from '../schedule/doubts.ts';
import type { Campaign, CampaignRow } from './campaign.ts';
import { createNeighbours } from './neighbours.ts';

export interface Planned {
  readonly row: CampaignRow;
  readonly plannedAt: number;
  /** What the owner is asked about it; kept with it once the answer is yes. */
  readonly doubts: readonly Doubt[];
}

export interface Flight {
  /** In the order of sending. */
  readonly planned: readonly Planned[];
  /** The very same messages, armed before: they are left out, or an import sent again would be everything twice. */
  readonly standing: readonly Message[];
  /** Rows whose time went by between the question and the answer. */
  readonly passed: readonly CampaignRow[];
  /** One that goes to the same chat with the same text, near the time of the first such row. */
  readonly sameText: Message | null;
  /** Rows that stand before another one to the same chat and go after it. */
  readonly crossed: readonly CampaignRow[];
  /** The clocks of the owner's zone change between two of them. */
  readonly clockChanges: boolean;
}

/** What has reached a chat, or will. */
const reaching: readonly Status[] = ['scheduled', 'held', 'sending', 'in_doubt', 'sent'];
/** Caps that delay a message by less than this are pacing, not a surprise. */
const noticeableDelayMs = 60_000;

export function preflight(context: CommandContext, { rows }: Pick<Campaign, 'rows'>, zone: string): Flight {
  const { ground, now, asking } = context;
  const { quietHours, graceMs } = ground.settings;
  const { dedupeWindowMs, closeMs = 0 } = asking;
  const nearbyMs = Math.max(dedupeWindowMs, closeMs);
  const byTime = rows.toSorted((a, b) => a.at - b.at);
  const standingIn = standingFor(context, byTime, nearbyMs);
  const standing: Message[] = [];
  const fresh = byTime.filter((row) => {
    const same = standingIn(row.chat).find(
      ({ dueAt, body, file }) => dueAt === row.at && body === row.body && file === null,
    );
    if (same !== undefined) standing.push(same);
    return same === undefined;
  });
  const plan = planEach(
    fresh.map(({ at }) => Math.max(at, now)),
    ground,
  );
  const several = new Set(fresh.map(({ chat }) => chat.chatId)).size > 1;
  const ofChat = createNeighbours();
  const ofText = createNeighbours();
  for (const { chat, body, at } of fresh) {
    ofChat.add(chat.chatId, at);
    ofText.add(textKey(chat, body), at);
  }
  for (const chat of new Map(fresh.map(({ chat }) => [chat.chatId, chat])).values())
    for (const { plannedAt, body, file } of standingIn(chat)) {
      ofChat.add(chat.chatId, plannedAt);
      if (file === null) ofText.add(textKey(chat, body), plannedAt);
    }
  const everyone = plan.delayedByCapsMs > noticeableDelayMs ? (['caps'] as const) : [];
  let sameText: Message | null = null;
  const planned = fresh.map((row, index): Planned => {
    const { at, chat, body, notes } = row;
    const plannedAt = plan.plannedAt[index] ?? at;
    const doubts: Doubt[] = [...everyone];
    if (several) doubts.push('several_recipients');
    if (chat.kind === 'group') doubts.push('group');
    if (notes.includes('far')) doubts.push('far');
    if (ofText.hasNear(textKey(chat, body), at, dedupeWindowMs - 1)) {
      doubts.push('same_text');
      sameText ??=
        standingIn(chat).find((one) => one.body === body && Math.abs(one.plannedAt - at) < dedupeWindowMs) ??
        null;
    }
    // Notes to oneself wake nobody.
    if (closeMs > 0 && chat.kind !== 'self' && ofChat.hasNear(chat.chatId, at, closeMs))
      doubts.push('close_together');
    if (quietHours !== null && [at, plannedAt].some((one) => isQuiet(one, zone, quietHours)))
      doubts.push('quiet_hours');
    return { row, plannedAt, doubts };
  });
  return {
    ...{ planned, standing, sameText },
    passed: fresh.filter(({ at }) => isPastGrace({ plannedAt: at, graceMs }, now)),
    crossed: crossedIn(rows),
    clockChanges: new Set(planned.map(({ plannedAt }) => offsetMinutes(plannedAt, zone))).size > 1,
  };
}

/** What stands in the ledger for a chat under any of its ids, near the time of these rows. */
function standingFor(
  { ground: { ledger } }: CommandContext,
  rows: readonly CampaignRow[],
  nearbyMs: number,
): (chat: Chat) => readonly Message[] {
  const from = (rows[0]?.at ?? 0) - nearbyMs;
  const before = (rows.at(-1)?.at ?? 0) + nearbyMs + 1;
  const known = new Map<string, readonly Message[]>();
  return (chat) => {
    const found =
      known.get(chat.chatId) ??
      everyIdOf(chat).flatMap((chatId) =>
        // A message may be due in the window and planned after it, where caps have put it off.
        ledger
          .messages({ chatId, statuses: reaching, plannedFrom: from })
          .filter(({ dueAt }) => dueAt < before),
      );
    known.set(chat.chatId, found);
    return found;
  };
}

function textKey({ chatId }: Chat, body: string): string {
  return `${chatId} ${body}`;
}

/** Rows of one chat go by their times, whatever the order in which they stand. */
function crossedIn(rows: readonly CampaignRow[]): readonly CampaignRow[] {
  const latest = new Map<string, CampaignRow>();
  const crossed = new Set<CampaignRow>();
  for (const row of rows) {
    const before = latest.get(row.chat.chatId);
    if (before !== undefined && before.at > row.at) crossed.add(before);
    else latest.set(row.chat.chatId, row);
  }
  return [...crossed];
}
