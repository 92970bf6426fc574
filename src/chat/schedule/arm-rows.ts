/** The one way into the ledger for what the owner wants sent: a batch of rows, each with its own reserved id. */
import type { Doubt } from '../../core/consent.ts';
import type { Ground } from '../../core/ground.ts';
import type { LedgerWrites, NewMessage } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';

export interface RowToArm
  extends Pick<NewMessage, 'chat' | 'body' | 'part' | 'parts' | 'dueAt' | 'plannedAt' | 'zone' | 'file'> {
  /** What the owner was asked about it and said yes to. */
  readonly consents: readonly Doubt[];
}

/** In the order of sending; all of them are of one batch. `at`: when they are armed, ms. */
export function armRows(
  tx: LedgerWrites,
  { settings, chance }: Pick<Ground, 'settings' | 'chance'>,
  { commandWaId, at }: { readonly commandWaId: string; readonly at: number },
  rows: readonly RowToArm[],
): readonly Message[] {
  const batchId = tx.newBatch(commandWaId, at);
  return rows.map(({ consents, ...row }) => {
    const armed = tx.arm({
      ...row,
      ...{ batchId, commandWaId, at },
      graceMs: settings.graceMs,
      dry: settings.dryRun,
      reservedId: chance.reservedId(),
      replaces: null,
    });
    tx.consent(armed.id, consents);
    return armed;
  });
}
