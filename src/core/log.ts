/**
 * The port to the log. Fields are closed words, figures, `#id`s and bare WhatsApp ids; never a body, a number, a name,
 * a serialised key, a QR code or a token. The adapter masks what slips through all the same.
 */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** What a thrown fault was and where, without its message, which may quote a text or a number. */
export function placeOf(fault: unknown): LogFields {
  if (!(fault instanceof Error)) return { fault: 'thrown', place: null };
  const place = fault.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim());
  return { fault: fault.name, place: place?.join(' < ') ?? null };
}
