/** A ledger with a campaign in it, armed without a chat. */
import type { FileRef } from '../../src/core/files.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { Chat } from '../../src/core/message.ts';

export interface Campaign {
  readonly count: number;
  /** The first one is planned then, ms. */
  readonly from: number;
  readonly everyMs: number;
  readonly now: number;
  readonly graceMs?: number;
  /** The number of the first one, where there are several campaigns: it is part of its id. */
  readonly first?: number;
  readonly dry?: boolean;
  readonly file?: FileRef | null;
}

const hex = (index: number): string => index.toString(16).toUpperCase().padStart(18, '0');

function person(index: number): Chat {
  const digits = `4477009${String(index).padStart(5, '0')}`;
  return {
    chatId: `${digits}@c.us`,
    lid: null,
    phone: `+${digits}`,
    name: `Person ${index}`,
    kind: 'person',
    size: null,
  };
}

/** Arms it as one batch of single messages, and returns their ids. */
export function armCampaign(ledger: Ledger, campaign: Campaign): readonly number[] {
  const { count, from, everyMs, now } = campaign;
  const { graceMs = 15 * 60_000, first = 0, dry = false, file = null } = campaign;
  return ledger.write((tx) => {
    const batchId = tx.newBatch('3ACAMPAIGN', now);
    return Array.from({ length: count }, (_, index) => {
      const at = from + index * everyMs;
      return tx.arm({
        ...{ batchId, part: 1, parts: 1, chat: person(first + index), body: `Number ${index}`, file },
        ...{ dueAt: at, plannedAt: at, graceMs, zone: 'Europe/London', dry, replaces: null },
        ...{ reservedId: `3EB0${hex(first + index)}`, commandWaId: '3ACAMPAIGN', at: now },
      }).id;
    });
  });
}
