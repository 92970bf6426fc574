/** Every variable of the environment: what it means unset, and the form it must have. */
import { resolve } from 'node:path';
import type { Settings } from '../core/settings.ts';
import { isZone } from '../core/time/zone.ts';
import { splitArguments } from './arguments.ts';
import {
  readDuration,
  readDurationRange,
  readHttpUrl,
  readLocale,
  readPhone,
  readPhones,
  readQuietHours,
  readSwitch,
  readWhole,
} from './reading.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Variable<T> {
  readonly expected: string;
  readonly example: string;
  /** What an unset or empty variable means. */
  readonly unset: T;
  readonly secret?: true;
  /** Null for a value that is not of the expected form. */
  readonly read: (text: string) => T | null;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration within limits: without them a slip of the keyboard would switch a safeguard off. */
function duration(
  unset: number,
  example: string,
  bounds: readonly [least: string, most: string],
): Variable<number> {
  const [least = 0, most = 0] = bounds.map(readDuration).map((ms) => ms ?? 0);
  return {
    expected: `a duration from ${bounds[0]} to ${bounds[1]} with its unit (ms, s, m, h, d)`,
    example,
    unset,
    read: (text) => {
      const ms = readDuration(text);
      return ms !== null && ms >= least && ms <= most ? ms : null;
    },
  };
}

function whole(unset: number, least: number, most: number): Variable<number> {
  return {
    expected: `a whole number from ${least} to ${most}`,
    example: String(unset),
    unset,
    read: (text) => readWhole(text, least, most),
  };
}

function toggle(unset: boolean, example: string): Variable<boolean> {
  return { expected: 'on or off', example, unset, read: readSwitch };
}

function optional<T>(
  expected: string,
  example: string,
  read: (text: string) => T | null,
): Variable<T | null> {
  return { expected, example, unset: null, read };
}

const url = 'an address that begins with http:// or https://';

export const variables = {
  DATA_DIR: {
    expected: 'the path of a folder',
    example: './data',
    unset: resolve('data'),
    read: (text) => (text.includes('\0') ? null : resolve(text)),
  } satisfies Variable<string>,
  OWNERS: {
    expected: 'phone numbers in international form with their plus sign, divided by commas',
    example: '+447700900001,+447700900002',
    unset: [],
    read: readPhones,
  } as Variable<readonly string[]>,
  TIMEZONE: optional('an IANA time zone', 'Europe/London', (text) => (isZone(text) ? text : null)),
  LOCALE: {
    expected: 'a language tag of BCP 47',
    example: 'en-GB',
    unset: 'en-GB',
    read: readLocale,
  } satisfies Variable<string>,
  GRACE: duration(15 * minute, '15m', ['1s', '7d']),
  MIN_GAP: duration(3_000, '3s', ['0', '1h']),
  JITTER: {
    expected: 'a range of durations of at most 1h',
    example: '0-4s',
    unset: { from: 0, to: 4_000 },
    read: (text) => {
      const range = readDurationRange(text);
      return range !== null && range.to <= hour ? range : null;
    },
  } as Variable<Settings['jitterMs']>,
  TYPING: toggle(true, 'on'),
  MAX_PER_MINUTE: whole(20, 1, 1_000),
  MAX_PER_DAY: whole(300, 1, 100_000),
  BREAKER_AFTER: whole(3, 1, 100),
  SEND_TIMEOUT: duration(45_000, '45s', ['5s', '10m']),
  DRY_RUN: toggle(false, 'false'),
  QUIET_HOURS: optional('two times of day', '23:00-07:00', readQuietHours),
  DEDUPE_WINDOW: duration(day, '24h', ['0', '365d']),
  ALERT_URL: { ...optional(url, 'https://ntfy.example/topic', readHttpUrl), secret: true as const },
  HEARTBEAT_URL: { ...optional(url, 'https://beats.example/id', readHttpUrl), secret: true as const },
  KEEP_BODIES: duration(90 * day, '90d', ['1d', '3650d']),
  PAIRING_PHONE: optional(
    'one phone number in international form with its plus sign',
    '+447700900001',
    readPhone,
  ),
  PUPPETEER_EXECUTABLE_PATH: optional('the path of a Chromium or Chrome', '/usr/bin/chromium', (text) =>
    text.includes('\0') ? null : text,
  ),
  CHROMIUM_ARGS: {
    expected: 'flags divided by spaces, each quote closed',
    example: '--mute-audio "--lang=en-GB"',
    unset: [],
    read: splitArguments,
  } as Variable<readonly string[]>,
  HTTP_HOST: {
    expected: 'an address or a name of this machine to listen on',
    example: '127.0.0.1',
    unset: '127.0.0.1',
    read: (text) => (/^[\w.:%-]+$/.test(text) ? text : null),
  } satisfies Variable<string>,
  // Nought: any free port.
  HTTP_PORT: whole(8420, 0, 65_535),
  HTTP_TOKEN: {
    ...optional('16 to 256 visible characters without spaces', 'a-long-random-word-of-your-own', (text) =>
      /^[\x21-\x7e]{16,256}$/.test(text) ? text : null,
    ),
    secret: true as const,
  },
  LOG_LEVEL: {
    expected: `one of ${logLevels.join(', ')}`,
    example: 'info',
    unset: 'info',
    read: (text) => logLevels.find((level) => level === text.toLowerCase()) ?? null,
  } as Variable<LogLevel>,
};
