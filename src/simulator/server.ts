import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Certificate, hostName } from './certificate.ts';
import type { Connection } from './device.ts';
import { readFrame } from './frames.ts';
import type { ToPage } from './protocol.ts';
import type { Reception } from './reception.ts';
import type { Network, WorldDoors } from './world.ts';

/** The HTTPS and WebSocket server that stands where web.whatsapp.com would, on loopback. */
export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerWithNetwork {
  readonly network: Network;
  /** Starts to listen; everything that pages want comes in through these doors. */
  listen(doors: WorldDoors): Promise<Server>;
}

/** A file of 16 MiB as base64 with room for its frame. */
const largestFrame = 24 * 1024 * 1024;
/** The WebSocket code for a frame that cannot be read. */
const unsupported = 1003;
const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };

/** Documents have an address without a name. */
const addresses: Readonly<Record<string, string>> = { 'index.html': '/', 'frame.html': '/frame' };

/** As the value of an attribute. */
function attribute(value: unknown): string {
  return JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

/** The page's files as they stand, in `src` and in `dist` alike. */
function readPage(): ReadonlyMap<string, { readonly type: string; readonly body: string }> {
  const folder = new URL('./page/', import.meta.url);
  const files = new Map<string, { type: string; body: string }>();
  for (const name of readdirSync(folder)) {
    const type = types[name.split('.').pop() ?? ''];
    if (type === undefined) continue;
    const body = readFileSync(new URL(name, folder), 'utf8');
    files.set(addresses[name] ?? `/${name}`, { type: `${type}; charset=utf-8`, body });
  }
  if (!files.has('/'))
    throw new Error(`no index.html in ${folder.pathname}: the build has not copied the page`);
  return files;
}

export function makeServer(certificate: Certificate): ServerWithNetwork {
  const files = readPage();
  const sockets = new Set<Socket>();
  let net: 'up' | 'cut' | 'silent' = 'up';

  let doors: WorldDoors | null = null;

  /** What stands at an address now; undefined where nothing does. */
  function found(url: URL): { readonly type: string; readonly body: string } | undefined {
    const file = files.get(url.pathname);
    if (doors === null) return undefined;
    // A page asks before it reloads at a moment, so that only one does.
    if (url.pathname === '/claim') {
      return {
        type: 'text/plain',
        body: doors.orders.claim(url.searchParams.get('moment') ?? '') ? 'yes' : 'no',
      };
    }
    if (url.pathname !== '/' || file === undefined) return file;
    const { build, faults } = doors.orders.atLoad();
    const body = file.body
      .replace('{{build}}', () => attribute(build))
      .replace('{{faults}}', () => attribute(faults));
    return { ...file, body };
  }

  const http = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    if (net === 'silent') return;
    const allowed = request.headers.host === hostName && request.method === 'GET';
    const file = allowed ? found(new URL(request.url ?? '/', `https://${hostName}`)) : undefined;
    // Only the name that the library opens is answered: a page of another origin has no way in.
    const status =
      request.headers.host !== hostName ? 421 : request.method !== 'GET' ? 405 : file ? 200 : 404;
    response.writeHead(status, {
      'content-type': status === 200 && file ? file.type : 'text/plain',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.end(status === 200 && file ? file.body : '');
  });

  http.on('connection', (socket: Socket) => {
    if (net === 'cut') {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function drop(): void {
    for (const socket of sockets) socket.destroy();
  }

  function speak(ws: WebSocket, reception: Reception): void {
    const connection: Connection = {
      page: '',
      ref: '',
      linked: false,
      faults: -1,
      send(frame: ToPage) {
        if (net === 'up') ws.send(JSON.stringify(frame));
      },
      close: () => ws.close(),
    };
    reception.arrived(connection);
    ws.on('message', (raw) => {
      if (net !== 'up') return;
      const frame = readFrame(String(raw));
      if (frame) reception.frame(connection, frame);
      else ws.close(unsupported);
    });
    ws.on('close', () => reception.left(connection));
    // A broken socket also closes; the error itself says nothing that the close does not.
    ws.on('error', () => ws.terminate());
  }

  return {
    network: {
      cut(silently) {
        net = silently ? 'silent' : 'cut';
        if (!silently) drop();
      },
      restore() {
        // What a silent cut swallowed is lost: the sockets that it happened to are dead, and the page must see it.
        if (net === 'silent') drop();
        net = 'up';
      },
    },
    async listen(opened) {
      doors = opened;
      const ws = new WebSocketServer({ noServer: true, maxPayload: largestFrame });
      http.on('upgrade', (request, socket, head) => {
        const { host, origin } = request.headers;
        if (net === 'silent') return;
        if (net === 'cut' || host !== hostName || origin !== `https://${hostName}`) {
          socket.destroy();
          return;
        }
        ws.handleUpgrade(request, socket, head, (spoken) => speak(spoken, opened.reception));
      });
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(0, '127.0.0.1', resolve);
      });
      return {
        port: (http.address() as AddressInfo).port,
        async close() {
          const closed = new Promise((resolve) => http.close(resolve));
          drop();
          await closed;
        },
      };
    },
  };
}
