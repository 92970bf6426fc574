/** A command whose words are not the ones that were carried out: what it armed is held, and the owner is asked. */
import type { Ground } from './ground.ts';
import type { LedgerReads } from './ledger.ts';

/** Whether this text is another one than the last that is known of the command. */
export function differsFromKnown(ledger: LedgerReads, waId: string, text: string): boolean {
  const last = ledger.command(waId).at(-1);
  return last !== undefined && last.text !== text;
}

/** One transaction: every message of the command that is still scheduled is held. */
export function holdEdited({ ledger, clock, tell }: Ground, waId: string): void {
  const at = clock.now();
  ledger.write((tx) => {
    const held = tx.messages({ commandWaId: waId, statuses: ['scheduled'] }).map((message) =>
      tx.move({
        id: message.id,
        from: 'scheduled',
        to: 'held',
        actor: 'whatsapp',
        evidence: 'command_edited',
        holdReason: 'command_edited',
        at,
      }),
    );
    if (held.length > 0) tell(tx, { kind: 'held', messages: held, reason: 'command_edited' }, at);
  });
}
