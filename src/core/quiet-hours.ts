/**
 * Quiet hours of the owner's wall clock. A message planned inside them was confirmed so when it was armed; one that comes
 * into them because it is late was not, and is held.
 */
import { wallOf } from './time/zone.ts';

/** Minutes after midnight; `to` is the first minute that is not quiet. It may run over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

export function isQuiet(at: number, zone: string, { from, to }: QuietHours): boolean {
  const wall = wallOf(at, zone);
  const minute = wall.hour * 60 + wall.minute;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
