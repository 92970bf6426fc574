/**
 * Carries out what the owner wants deleted for everyone, one message at a time and each wish once. What was begun and has
 * no outcome, because the process or its ledger failed over it, is in doubt: it is never asked again by itself.
 */
import type { Ground } from './ground.ts';
import type { LedgerWrites } from './ledger.ts';
import type { Unsend, UnsendWrites } from './unsend.ts';

export interface Unsends {
  /** Carries out at most one; returns when to be called again. */
  step(): Promise<number | null>;
  /** A message was deleted for everyone, by whomever. */
  deleted(waId: string): void;
}

/** The link says that it is connected, and the page says that it is not: the next look comes soon. */
const soonMs = 1_000;

/** `connected`: whether a page is there that WhatsApp listens to. */
export function createUnsends(ground: Ground, connected: () => boolean): Unsends {
  const { ledger, whatsapp, clock, log } = ground;

  return {
    async step() {
      const open = ledger.openUnsends();
      const stale = open.filter(({ state }) => state === 'begun');
      if (stale.length > 0)
        ledger.write((tx) => {
          for (const one of stale) settle(tx, one, { state: 'in_doubt' });
        });
      const next = open.find(({ state }) => state === 'asked');
      const message = next === undefined ? null : ledger.message(next.messageId);
      if (next === undefined || message === null || !connected()) return null;
      ledger.write((tx) => tx.beginUnsend(next.id));
      const outcome = await whatsapp.revoke(message.chat, message.reservedId);
      log.info({ id: message.id, outcome }, 'unsend');
      return ledger.write((tx) => {
        // What it was deleted by may have been told before this answer came.
        if (tx.unsendOf(message.id)?.state !== 'begun') return clock.now();
        if (outcome.kind === 'done') settle(tx, next, { state: 'deleted' });
        else if (outcome.kind === 'unknown') settle(tx, next, { state: 'in_doubt' });
        else if (outcome.because === 'not_connected') {
          tx.postponeUnsend(next.id);
          return clock.now() + soonMs;
        } else if (outcome.because === 'not_text') throw new Error('a deletion wants no text');
        else settle(tx, next, { state: 'refused', because: outcome.because });
        return clock.now();
      });
    },
    deleted(waId) {
      const message = ledger.byReservedId(waId);
      if (message === null) return;
      ledger.write((tx) => {
        const unsend = tx.unsendOf(message.id);
        if (unsend !== null && ['asked', 'begun', 'in_doubt'].includes(unsend.state))
          settle(tx, unsend, { state: 'deleted' });
      });
    },
  };

  function settle(tx: LedgerWrites, unsend: Unsend, end: Parameters<UnsendWrites['settleUnsend']>[1]): void {
    const at = clock.now();
    const settled = tx.settleUnsend(unsend.id, end, at);
    const message = tx.message(unsend.messageId);
    if (message === null) throw new Error(`expected message ${unsend.messageId}, found none`);
    ground.tell(tx, { kind: 'unsend', message, unsend: settled }, at);
  }
}
