/** Asking a running bot, from the command line on the same machine. */

export interface BotAddress {
  /** As configured for the bot to bind; a wildcard is asked on loopback. */
  readonly host: string;
  readonly port: number;
  readonly token: string | null;
}

export type BotAnswer =
  /** 2xx, or the 503 of a bot that is up and says what it lacks. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** Nothing is known about what a bot may have done. */
  | { readonly kind: 'unreachable'; readonly why: 'nobody_listens' | 'no_answer_in_time' | 'not_the_bot' }
  /** It answered that it will not: `error` is its sentence. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: string };

/**
 * A bot that is alive answers in milliseconds. A stop asks the gate about what is on its way and may have to destroy a
 * page; whoever asks for it has put the STOP file before, so waiting for the report costs nothing.
 */
const limitMs = { GET: 3_000, POST: 15_000 } as const;
const maxAnswer = 256 * 1024;

/** Asks once, and waits `withinMs` at most. Never rejects. */
export async function askBot(
  bot: BotAddress,
  method: 'GET' | 'POST',
  path: string,
  withinMs: number = limitMs[method],
): Promise<BotAnswer> {
  const host = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[bot.host] ?? bracketed(bot.host);
  try {
    const response = await fetch(`http://${host}:${bot.port}${path}`, {
      method,
      redirect: 'error',
      headers: bot.token === null ? {} : { authorization: `Bearer ${bot.token}` },
      signal: AbortSignal.timeout(withinMs),
    });
    const body = parsed(await textOf(response));
    if (body === null) return { kind: 'unreachable', why: 'not_the_bot' };
    if (response.ok || response.status === 503) return { kind: 'answer', status: response.status, body };
    const error = 'error' in body && typeof body.error === 'string' ? body.error : null;
    if (error === null) return { kind: 'unreachable', why: 'not_the_bot' };
    return { kind: 'refused', status: response.status, error };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { kind: 'unreachable', why: 'no_answer_in_time' };
    const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
    const nobody = code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL';
    return { kind: 'unreachable', why: nobody ? 'nobody_listens' : 'not_the_bot' };
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxAnswer) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A JSON object, or null: whatever else listens on that port. */
function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
