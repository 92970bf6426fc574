/**
 * A small HTTP server that is asked by strangers: routes are a list, everything has a limit, and every answer but the
 * asked one is a JSON sentence. It knows nothing of Sendonce.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Log } from '../../core/log.ts';
import { isOurHost, isSameOrigin, namesOf } from './hosts.ts';

export interface Asked {
  /** What stood behind the `?` of the address, as it stood there; empty without one. */
  readonly query: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON, unless `type` names what it is. */
  readonly body: unknown;
  readonly type?: string;
}

interface RouteHead {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** `token`: wants `Authorization: Bearer <token>`. */
  readonly access: 'open' | 'token';
}
export type Route =
  | (RouteHead & { answer(asked: Asked): Answer | Promise<Answer> })
  /** A stream of server-sent events: the route writes to the response until it is closed. */
  | (RouteHead & { events(response: ServerResponse): void });

export interface Serving {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Null where no route wants one. */
  readonly token: string | null;
  readonly routes: readonly Route[];
  readonly bodyLimit: number;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: Log;
}

export interface Server {
  /** The port that was bound. */
  readonly port: number;
  /** Lets answers under way finish, then closes every connection. */
  close(): Promise<void>;
}

/** The address cannot be bound: in use, not ours, or not allowed. */
export class CannotListen extends Error {
  readonly code: 'in_use' | 'no_such_address' | 'not_allowed';
  constructor(code: CannotListen['code'], host: string, port: number) {
    const why = {
      in_use: 'another program has it',
      no_such_address: 'this machine has no such address',
      not_allowed: 'this user may not bind it',
    }[code];
    super(`Cannot listen on ${host}:${port}: ${why}.`);
    this.name = 'CannotListen';
    this.code = code;
  }
}

const listenCodes: Readonly<Record<string, CannotListen['code']>> = {
  EADDRINUSE: 'in_use',
  EADDRNOTAVAIL: 'no_such_address',
  ENOTFOUND: 'no_such_address',
  EACCES: 'not_allowed',
};

// A person and a probe ask this server, so the limits are tight: they are what a slow or greedy peer meets.
const headersTimeoutMs = 5_000;
const requestTimeoutMs = 10_000;
const keepAliveMs = 5_000;
const maxConnections = 64;
const maxHeaderSize = 8 * 1024;
const maxStreams = 16;

/** Binds and answers. Throws `CannotListen`. */
export async function serve(serving: Serving): Promise<Server> {
  const names = namesOf(serving.host);
  const underWay = new Set<Promise<void>>();
  const streams = new Set<ServerResponse>();
  const server = createServer(
    {
      maxHeaderSize,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      // Node looks for late peers every 30 s unless told otherwise, which would make the limits above six times longer.
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      const answered = handle(request, response).catch((error: unknown) => {
        serving.log.error({ error }, 'A request could not be answered.');
        if (response.headersSent) response.destroy();
        else
          refuse(
            response,
            500,
            'Something inside the program failed; its log says what. Nothing is promised.',
          );
      });
      underWay.add(answered);
      void answered.finally(() => underWay.delete(answered));
    },
  );
  server.maxConnections = maxConnections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => answerBroken(error, socket));

  function send(response: ServerResponse, answer: Answer, more: Readonly<Record<string, string>> = {}): void {
    const body = answer.type === undefined ? `${JSON.stringify(answer.body)}\n` : answer.body;
    response.writeHead(answer.status, {
      'content-type': answer.type ?? 'application/json; charset=utf-8',
      ...serving.headers,
      ...more,
    });
    response.end(body);
  }

  function refuse(
    response: ServerResponse,
    status: number,
    error: string,
    more: Readonly<Record<string, string>> = {},
  ): void {
    // What is left of a refused request is not read, so the connection cannot be used again.
    send(response, { status, body: { error } }, { connection: 'close', ...more });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = onlyHeader(request, 'host');
    if (host === null || !isOurHost(host, names))
      return refuse(response, 403, `This server is asked as ${[...names][0]}, not under the name in Host.`);
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const there = serving.routes.filter((route) => route.path === path);
    if (there.length === 0) return refuse(response, 404, 'There is nothing under this path.');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = there.find((one) => one.method === method);
    if (route === undefined)
      return refuse(response, 405, `This path wants ${there[0]?.method}.`, {
        allow: there.map((one) => one.method).join(', '),
      });
    const origin = onlyHeader(request, 'origin');
    if (request.headers.origin !== undefined && route.method === 'POST')
      if (origin === null || !isSameOrigin(origin, host))
        return refuse(response, 403, 'A page of another origin may not ask for this.');
    if (route.access === 'token' && !hasToken(request, serving.token))
      return refuse(response, 401, 'This wants the header "Authorization: Bearer <token>".', {
        'www-authenticate': 'Bearer',
      });
    if ('events' in route) {
      if (streams.size >= maxStreams) return refuse(response, 429, 'Too many pages are open already.');
      streams.add(response);
      response.once('close', () => streams.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...serving.headers });
      response.flushHeaders();
      return route.events(response);
    }
    const body = await readBody(request, serving.bodyLimit);
    if (body.kind === 'too_long')
      return refuse(response, 413, `The body may have ${serving.bodyLimit} bytes at most.`);
    if (body.kind === 'cut_off') return void response.destroy();
    send(response, await route.answer({ query, body: body.text }));
  }

  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = listenCodes[error.code ?? ''];
      failed(code === undefined ? error : new CannotListen(code, serving.host, serving.port));
    });
    server.listen(serving.port, serving.host, listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const stream of streams) stream.end();
      await Promise.allSettled(underWay);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The header's value; null where there is none, or more than one: two Hosts are a disguise. */
function onlyHeader(request: IncomingMessage, name: string): string | null {
  const values = request.rawHeaders.filter(
    (_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === name,
  );
  return values.length === 1 ? (values[0] ?? null) : null;
}

function hasToken(request: IncomingMessage, token: string | null): boolean {
  const given = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === null || given === undefined) return false;
  // Digests are compared, in constant time: neither the content nor the length of the token can be measured.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

type Body =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'too_long' }
  | { readonly kind: 'cut_off' };

async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) return { kind: 'too_long' };
      chunks.push(chunk);
    }
  } catch {
    return { kind: 'cut_off' };
  }
  return { kind: 'body', text: Buffer.concat(chunks).toString('utf8') };
}

/** What Node's parser could not read never becomes a request; the peer still gets a sentence. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, sentence] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', `The headers may have ${maxHeaderSize} bytes at most.`]
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request took too long to arrive.']
        : ['400 Bad Request', 'This is not an HTTP request that can be read.'];
  const body = `${JSON.stringify({ error: sentence })}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}
