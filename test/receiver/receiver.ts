/** A receiver of alarms and heartbeats on loopback: a real HTTP server that answers, refuses, hangs, resets and comes back. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** What it does with a call that it has read. */
export type Manner =
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'late'; readonly status: number; readonly afterMs: number }
  /** Answers nothing, and keeps the connection. */
  | { readonly kind: 'hang' }
  /** Breaks the connection. */
  | { readonly kind: 'reset' }
  /** A 200, and then a body without an end. */
  | { readonly kind: 'endless' };

export interface Receiver {
  readonly port: number;
  readonly url: string;
  /** Every call that was read to its end, in order. */
  readonly calls: readonly Call[];
  manner: Manner;
  /** The most calls that it had in hand at once. */
  mostAtOnce(): number;
  /** Bytes of an endless body that the caller took. */
  taken(): number;
  close(): Promise<void>;
}

/** `port`: the one of an earlier receiver that comes back. */
export async function openReceiver(port = 0): Promise<Receiver> {
  const calls: Call[] = [];
  let inHand = 0;
  let most = 0;
  let taken = 0;

  const answer = (
    response: ServerResponse,
    status: number,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    response.writeHead(status, { 'content-type': 'text/plain', ...headers });
    response.end('noted');
  };
  const pour = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const more = (): void => {
      if (response.destroyed) return;
      taken += 16_384;
      if (response.write('x'.repeat(16_384))) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  };
  const server = createServer((request, response) => {
    inHand += 1;
    most = Math.max(most, inHand);
    response.on('close', () => {
      inHand -= 1;
    });
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      calls.push({ method, path: url, body, headers });
      const { manner } = receiver;
      if (manner.kind === 'answer') answer(response, manner.status, manner.headers);
      if (manner.kind === 'late') setTimeout(() => answer(response, manner.status), manner.afterMs);
      if (manner.kind === 'reset') request.socket.destroy();
      if (manner.kind === 'endless') pour(response);
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const bound = (server.address() as AddressInfo).port;
  const receiver: Receiver = {
    port: bound,
    url: `http://127.0.0.1:${bound}/topic`,
    calls,
    manner: { kind: 'answer', status: 200 },
    mostAtOnce: () => most,
    taken: () => taken,
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}
