/**
 * The log: pino, JSON lines to standard output. It holds no body, number, name, serialised key, QR code or token. The
 * callers do not write them; here they are masked all the same, because a library's error text may carry one.
 */
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../core/log.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

const masked = '[hidden]';

/** Fields of these names are never written, whatever they hold. */
const hiddenFields = [
  'body',
  'text',
  'caption',
  'name',
  'pushname',
  'phone',
  'number',
  'contact',
  'recipient',
  'chat',
  'key',
  'qr',
  'token',
  'secret',
  'authorization',
  'draft',
] as const;

/** One JSON line for each call, of `level` and above. `to` is standard output unless a test reads it. */
export function createLog(level: LogLevel, to?: DestinationStream): Log {
  const logger = pino(
    {
      level,
      // No pid and host on every line: one process, one machine, and a host's name may be a person's.
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => maskFields(fields) },
      redact: { paths: hiddenFields.flatMap((name) => [name, `*.${name}`]), censor: masked },
    },
    to ?? pino.destination({ dest: 1, sync: true }),
  );
  return {
    debug: (fields, message) => logger.debug(fields, maskText(message)),
    info: (fields, message) => logger.info(fields, maskText(message)),
    warn: (fields, message) => logger.warn(fields, maskText(message)),
    error: (fields, message) => logger.error(fields, maskText(message)),
  };
}

// Deeper than this no field of ours goes; a library's object may be a whole page.
const maxDepth = 3;
const maxEntries = 50;
const maxLength = 300;

function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return maskValue(fields, 0) as Record<string, unknown>;
}

function maskValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
    return value;
  if (typeof value === 'bigint') return maskText(String(value));
  if (value instanceof Error) return errorFields(value, depth);
  if (typeof value !== 'object' || depth >= maxDepth) return masked;
  if (Array.isArray(value)) return value.slice(0, maxEntries).map((one) => maskValue(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxEntries)
      .map(([name, one]) => [name, maskValue(one, depth + 1)]),
  );
}

/** An error without its message, which is free text and may quote a number or a body; where it arose says enough. */
function errorFields(error: Error & { code?: unknown; kind?: unknown }, depth: number): unknown {
  const word = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? maskText(String(value)) : undefined;
  return {
    type: error.name,
    code: word(error.code),
    kind: word(error.kind),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim().slice(0, maxLength)),
    cause: error.cause === undefined ? undefined : maskValue(error.cause, depth + 1),
  };
}

/**
 * What may stay: a bare WhatsApp id (`3EB0…`, `3A…`, 32 hex digits) and an ISO instant. What goes: anything with a chat's
 * address in it, runs that look like a key, a QR code or a token, and digits that may be a phone number.
 */
const pieces =
  /(?<address>\S*@(?:c\.us|lid|g\.us|s\.whatsapp\.net|broadcast|newsletter)\S*)|(?<id>\b(?:(?:3EB0|3A)[0-9A-F]{16,30}|[0-9A-F]{32})\b)|(?<instant>\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?)|(?<run>[\w+/=@,-]{40,})|(?<number>\+?\d(?:[ ()./-]{0,2}\d){6,})/g;

export function maskText(text: string): string {
  const kept = text.replace(pieces, (found, ...rest) => {
    const groups = rest.at(-1) as { id?: string; instant?: string };
    return groups.id !== undefined || groups.instant !== undefined ? found : masked;
  });
  return kept.length > maxLength ? `${kept.slice(0, maxLength)}…` : kept;
}
