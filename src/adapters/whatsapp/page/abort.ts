import type { PageWindow } from './window.ts';

/**
 * Runs in the page: closes the gate for these ids and reads, in the same turn, which of them had passed it.
 * Null when this is not the document that was asked for, whose marks are then gone.
 */
export function abort(reservedIds: readonly string[], document: string): readonly boolean[] | null {
  const own = (window as unknown as PageWindow).sendonce;
  if (own === undefined || own.document !== document) return null;
  for (const reservedId of reservedIds) own.aborted[reservedId] = true;
  return reservedIds.map((reservedId) => own.handed[reservedId] === true);
}
