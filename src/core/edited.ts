/**
 * A command whose words are not the ones that were carried out: what it armed is held, and the owner is asked, once for
 * the same words. WhatsApp shows them at every reading, and an answer given is not to be asked for again.
 */
import { type Holding, holdScheduled } from './hold.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import { pauseSeries } from './series-change.ts';

/** Under this key: the words of a command about which the owner has been asked, as their fingerprint. */
const askedKey = (waId: string): string => `edit_asked:${waId}`;

/** Whether this text is another one than the last that is known of the command. */
export function differsFromKnown(ledger: LedgerReads, waId: string, text: string): boolean {
  return ledger.isLastText(waId, text) === false;
}

/** Whether it is, and the owner has not been asked about these words yet. */
export function differsAnew(ledger: LedgerReads, waId: string, text: string): boolean {
  return differsFromKnown(ledger, waId, text) && ledger.setting(askedKey(waId)) !== fingerprint(text);
}

/** Every message of the command that is still scheduled is held. */
export function holdEdited(holding: Holding, waId: string): void {
  const { tx, tell, at } = holding;
  const series = tx.seriesOfCommand(waId);
  // Else the next one would go with the old words, about which the owner is asked once.
  if (series !== null && pauseSeries(tx, series.id, at))
    tell(tx, { kind: 'series', what: 'paused', series }, at);
  const armed = holding.tx.messages({ commandWaId: waId, statuses: ['scheduled'] });
  holdScheduled(holding, armed, 'command_edited');
}

/** The owner has been asked about these words of the command. */
export function noteAsked(tx: LedgerWrites, waId: string, text: string): void {
  tx.set(askedKey(waId), fingerprint(text));
}

/** Whether the owner has been asked about words of this command that are not the last known ones. */
export function isAskedAbout(ledger: LedgerReads, waId: string): boolean {
  return ledger.setting(askedKey(waId)) !== null;
}

/** The command has other words now: should it come back to those asked about, that is a change again. */
export function forgetAsked(tx: LedgerWrites, waId: string): void {
  if (isAskedAbout(tx, waId)) tx.set(askedKey(waId), null);
}

/** FNV-1a of 64 bits: the words themselves stand in `commands` alone, where they can be erased. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return `${text.length}:${hash.toString(16)}`;
}
