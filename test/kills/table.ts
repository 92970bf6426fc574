/** The figures of all rigs together, as rows for people and for programs. */
import { type Kill, victims } from './killing.ts';
import type { Outcome } from './rig.ts';
import { doubles, needsTelling } from './verdict.ts';

export interface Row {
  readonly what: string;
  readonly tried: number;
  readonly broke: number;
  readonly seconds: number;
  readonly note: string;
}

export function rowsOf(outcomes: readonly Outcome[], seconds: number): readonly Row[] {
  const kills = outcomes.flatMap(({ kills }) => kills);
  const messages = outcomes.flatMap(({ evidence }) => evidence?.messages ?? []);
  const received = outcomes.flatMap(({ evidence }) => [...(evidence?.inboxes ?? [])]);
  const twice = received.reduce((sum, [, inbox]) => sum + doubles(inbox, ({ waId }) => waId).length, 0);
  const faults = outcomes.reduce((sum, { faults }) => sum + faults.length, 0);
  const tried = victims.filter((victim) => kills.some((kill) => kill.victim === victim));
  const rows = tried.map((victim): Row => {
    const these = kills.filter((kill) => kill.victim === victim);
    return {
      what: `kill -9 of the ${victim}`,
      tried: these.length,
      broke: brokenIn(these),
      seconds: Math.round(secondsUntil(these, 'backAt').reduce((sum, one) => sum + one, 0)),
      note: recovery(these),
    };
  });
  const ends = Object.entries(countBy(messages.map(({ status }) => status))).map(
    ([status, count]) => `${count} ${status}`,
  );
  const seeds = outcomes.map(({ seed }) => seed).join(', ');
  const asked = messages.filter(({ events }) => events.some(({ to }) => needsTelling.includes(to))).length;
  return [
    ...rows,
    {
      what: 'one story of ledger, chat and phones',
      tried: messages.length,
      broke: faults - brokenIn(kills),
      seconds,
      note: `${ends.join(', ')}; ${asked} were asked about; ${twice} doubles; seeds ${seeds}`,
    },
  ];
}

function recovery(kills: readonly Kill[]): string {
  const connected = secondsUntil(kills, 'connectedAt');
  const seconds = secondsUntil(kills, 'backAt');
  const again = kills.length - seconds.length;
  if (seconds.length === 0) return 'never back before the next kill';
  const figures = `connected in ${spread(connected)}; caught up in ${spread(seconds)}`;
  return again > 0 ? `${figures}; ${again} killed again before that` : figures;
}

function spread(sorted: readonly number[]): string {
  return `${median(sorted).toFixed(1)} s (median), ${(sorted.at(-1) ?? 0).toFixed(1)} s (max)`;
}

/** From each kill to a bot that was that far, shortest first. */
function secondsUntil(kills: readonly Kill[], moment: 'connectedAt' | 'backAt'): readonly number[] {
  return kills
    .flatMap(({ at, [moment]: then }) => (then === null ? [] : [(then - at) / 1000]))
    .sort((one, other) => one - other);
}

function brokenIn(kills: readonly Kill[]): number {
  return kills.reduce((sum, { broke }) => sum + broke, 0);
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
