/** Instants as the command line reads and writes them: ISO 8601 with a zone, fractions only where there are any. */
import { instantOf, wallOf } from '../core/time/zone.ts';

const form =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?(?:[Zz]|([+-])(\d{2}):?(\d{2}))$/;

/** ms since the Unix epoch; null for what is no instant, also for one without a zone. */
export function readInstant(text: string): number | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const ms = Number((match[7] ?? '').padEnd(3, '0'));
  const east = (match[8] === '-' ? -1 : 1) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  try {
    return instantOf({ year, month, day, hour, minute, second }, 'UTC').at + ms - east * 60_000;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** `2026-03-10T23:05:00Z`. */
export function writeInstant(at: number): string {
  const { year, month, day, hour, minute, second } = wallOf(at, 'UTC');
  const two = (value: number) => String(value).padStart(2, '0');
  const ms = ((at % 1_000) + 1_000) % 1_000;
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${fraction}Z`;
}
