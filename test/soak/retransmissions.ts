/**
 * WhatsApp Web's own repetitions: what it has sent and heard no ack of goes out again, under its id, when the same page
 * connects anew. Real phones show such a copy once, by its id; those of the simulator count it. It is none of the bot's,
 * who handed the message over once: what tells it is that the very same page sent both.
 */
import type { Evidence } from '../kills/evidence.ts';

export interface Filtered {
  readonly evidence: Evidence;
  /** Stanzas that were such a repetition. */
  readonly repeated: number;
}

export function withoutRetransmissions(evidence: Evidence): Filtered {
  const pages = new Map<string, Set<string>>();
  const again = new Map<string, number>();
  const wire = evidence.wire.filter(({ kind, waId, page }) => {
    if (kind !== 'message') return true;
    const seen = pages.get(waId) ?? new Set();
    pages.set(waId, seen);
    if (!seen.has(page)) return Boolean(seen.add(page));
    again.set(waId, (again.get(waId) ?? 0) + 1);
    return false;
  });
  /** So many copies of each id are left out, the later ones. */
  const firsts = <T extends { readonly waId: string }>(lines: readonly T[]): readonly T[] => {
    const out = new Map(again);
    return lines
      .toReversed()
      .filter(({ waId }) => {
        const left = out.get(waId) ?? 0;
        const isLater = lines.filter((line) => line.waId === waId).length > 1;
        if (left === 0 || !isLater) return true;
        out.set(waId, left - 1);
        return false;
      })
      .toReversed();
  };
  return {
    evidence: {
      ...evidence,
      wire,
      control: firsts(evidence.control),
      inboxes: new Map([...evidence.inboxes].map(([name, received]) => [name, firsts(received)])),
    },
    repeated: [...again.values()].reduce((sum, count) => sum + count, 0),
  };
}
