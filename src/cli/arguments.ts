/** Flags and rows of the verbs that only read words: when it is, where the owner is, and in which language. */
import { parseArgs } from 'node:util';
import { createClock } from '../adapters/clock.ts';
import { readLocale } from '../config/reading.ts';
import { isZone } from '../core/time/zone.ts';
import { readInstant } from './instant.ts';
import type { Surroundings } from './surroundings.ts';

/** What words of time are read against. */
export interface Reference {
  /** ms */
  readonly now: number;
  readonly zone: string;
  readonly locale: string;
}

export interface Asked {
  /** The words on the command line, joined by spaces; null where there are none: then rows are read. */
  readonly words: string | null;
  readonly json: boolean;
  readonly contacts: readonly string[];
  readonly reference: Reference;
}

type Wrong = { readonly error: string };

const options = {
  now: { type: 'string' },
  zone: { type: 'string' },
  locale: { type: 'string' },
  contact: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

/** `error` is a sentence for standard error. */
export function readArguments(args: readonly string[], env: Surroundings['env']): Asked | Wrong {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    // parseArgs tells in its message which flag it did not know.
    return { error: error instanceof TypeError ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const machine = {
    now: createClock().now(),
    zone: env.TIMEZONE || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    locale: env.LOCALE || 'en-GB',
  };
  const reference = readReference(values, machine);
  if ('error' in reference) return reference;
  return {
    words: positionals.length === 0 ? null : positionals.join(' '),
    json: values.json === true,
    contacts: values.contact ?? [],
    reference,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

/** `said` may lack any of the three; a row of JSON may hold anything in them. */
export function readReference(
  said: { readonly now?: unknown; readonly zone?: unknown; readonly locale?: unknown },
  otherwise: Reference,
): Reference | Wrong {
  const { now = otherwise.now, zone = otherwise.zone, locale = otherwise.locale } = said;
  const instant = typeof now === 'number' ? now : typeof now === 'string' ? readInstant(now) : null;
  if (instant === null || !Number.isSafeInteger(instant) || Math.abs(instant) > lastInstant) {
    return { error: `now: expected an instant such as 2026-03-10T12:00:00Z, found ${show(now)}` };
  }
  if (typeof zone !== 'string' || !isZone(zone)) {
    return { error: `zone: expected an IANA time zone such as Europe/London, found ${show(zone)}` };
  }
  const tag = typeof locale === 'string' ? readLocale(locale) : null;
  if (tag === null) return { error: `locale: expected a language tag such as en-GB, found ${show(locale)}` };
  return { now: instant, zone, locale: tag };
}

/** The end of the year 9999, ms: years of four digits are all that an ISO instant shows. */
const lastInstant = 253_402_300_799_999;

export type Row = { readonly [key: string]: unknown };

/** One line of standard input. */
export function readRow(line: string): Row | Wrong {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  } catch {
    return { error: `expected one JSON object a line, found ${show(line)}` };
  }
  return { error: `expected a JSON object, found ${show(line)}` };
}

export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
