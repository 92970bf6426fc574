/** The forms that values of the environment have. Each reader gives null for a value that is not of its form. */
import type { QuietHours } from '../core/quiet-hours.ts';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `15m`, `1h30m`, `500ms`, `0`: milliseconds. A number without a unit is none, but for nought. */
export function readDuration(text: string): number | null {
  const said = text.toLowerCase();
  if (said === '0') return 0;
  if (!/^(?:\d{1,9}(?:\.\d{1,3})?(?:ms|[smhd]))+$/.test(said)) return null;
  let total = 0;
  for (const [, count = '', unit = ''] of said.matchAll(/([\d.]+)(ms|[smhd])/g)) {
    total += Number(count) * (units[unit] ?? 0);
  }
  return Math.round(total);
}

export interface DurationRange {
  /** ms, both included. */
  readonly from: number;
  readonly to: number;
}

/** `0-4s`, `500ms-2s`; a single one counts from nought. The unit of the end holds for a bare beginning too. */
export function readDurationRange(text: string): DurationRange | null {
  const [first = '', second, ...more] = text.split(/\s*[-\u2013]\s*/);
  if (more.length > 0) return null;
  if (second === undefined) {
    const to = readDuration(first);
    return to === null ? null : { from: 0, to };
  }
  const unit = /[a-z]+$/i.exec(second)?.[0] ?? '';
  const from = readDuration(/^\d+$/.test(first) ? `${first}${unit}` : first);
  const to = readDuration(second);
  return from === null || to === null || from > to ? null : { from, to };
}

export function readSwitch(text: string): boolean | null {
  if (/^(?:on|true|yes|1)$/i.test(text)) return true;
  return /^(?:off|false|no|0)$/i.test(text) ? false : null;
}

/** A whole number from `least` to `most`. */
export function readWhole(text: string, least: number, most: number): number | null {
  if (!/^\d{1,9}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}

/** E.164 with its plus sign; spaces, hyphens and brackets of the common spellings are dropped. */
export function readPhone(text: string): string | null {
  const phone = text.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : null;
}

export function readPhones(text: string): readonly string[] | null {
  const phones = text
    .split(/[,;]/)
    .filter((item) => item.trim() !== '')
    .map(readPhone);
  if (phones.length === 0 || phones.includes(null)) return null;
  return [...new Set(phones.filter((phone) => phone !== null))];
}

/** A BCP 47 tag in its canonical spelling; the spelling of POSIX (`en_GB.UTF-8`) is none. */
export function readLocale(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/** `23:00-07:00`; it may run over midnight, and never the whole day. */
export function readQuietHours(text: string): QuietHours | null {
  const clock = '([01]?\\d|2[0-3]):([0-5]\\d)';
  const match = new RegExp(`^${clock}\\s*[-\\u2013]\\s*${clock}$`).exec(text);
  if (match === null) return null;
  const [h1, m1, h2, m2] = match.slice(1).map(Number);
  const hours = { from: (h1 ?? 0) * 60 + (m1 ?? 0), to: (h2 ?? 0) * 60 + (m2 ?? 0) };
  return hours.from === hours.to ? null : hours;
}

export function readHttpUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
