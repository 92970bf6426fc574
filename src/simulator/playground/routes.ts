/** What the playground's page asks for: itself, the state of things as they change, and what the person does. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Route } from '../../adapters/http/serve.ts';
import { clockActs, faultActs, fileOf, ownerActs, phoneActs, storyActs, type Up } from './acts.ts';
import { viewOf } from './view.ts';

export interface PlaygroundGround {
  /** Null until the simulator is up. */
  readonly up: () => Up | null;
  /** Adds a page that wants to be told of every change; returns its off switch. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly changed: () => void;
}

/** Nothing but what this server gives may run or be shown, in case a text ever became more than text. */
export const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

const files = [
  ['/', 'playground.html', 'text/html; charset=utf-8'],
  ['/playground.css', 'playground.css', 'text/css; charset=utf-8'],
  ['/chat.css', 'chat.css', 'text/css; charset=utf-8'],
  ['/phones.css', 'phones.css', 'text/css; charset=utf-8'],
  ['/playground.js', 'playground.js', 'text/javascript; charset=utf-8'],
  ['/chat.js', 'chat.js', 'text/javascript; charset=utf-8'],
  ['/phones.js', 'phones.js', 'text/javascript; charset=utf-8'],
  ['/line.js', 'line.js', 'text/javascript; charset=utf-8'],
  ['/night.js', 'night.js', 'text/javascript; charset=utf-8'],
  ['/night.css', 'night.css', 'text/css; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
] as const;

/** A file of 16 MiB as base64, a text of WhatsApp's longest, and the JSON around them. */
export const bodyLimit = 23 * 1024 * 1024;

const posts = [
  ['/owner', ownerActs],
  ['/phone', phoneActs],
  ['/clock', clockActs],
  ['/story', storyActs],
  ['/fault', faultActs],
] as const;

export function routes(ground: PlaygroundGround): readonly Route[] {
  return [
    ...files.map(([path, file, type]): Route => {
      const body = readFileSync(new URL(`./page/${file}`, import.meta.url));
      return { method: 'GET', path, access: 'open', answer: () => ({ status: 200, type, body }) };
    }),
    { method: 'GET', path: '/events', access: 'open', events: (response) => stream(ground, response) },
    ...posts.map(
      ([path, act]): Route => ({
        method: 'POST',
        path,
        access: 'open',
        answer({ body }) {
          const up = ground.up();
          if (up === null)
            return { status: 503, body: { error: 'The simulated phones are still being started.' } };
          const answer = act(up, parsed(body));
          ground.changed();
          return answer;
        },
      }),
    ),
    {
      method: 'GET',
      path: '/file',
      access: 'open',
      answer: ({ query }) => fileOf(ground.up(), new URLSearchParams(query).get('path')),
    },
  ];
}

// Several changes of one moment become one event; a reader cannot see them apart.
const gatherMs = 40;
// Tells a page whose server is gone from one where nothing happens.
const beatMs = 10_000;

function stream(ground: PlaygroundGround, response: ServerResponse): void {
  let gathering: NodeJS.Timeout | null = null;
  const send = (): void => {
    gathering = null;
    // A page that does not read is skipped; the next view it gets is whole again.
    if (response.writableNeedDrain) return;
    const up = ground.up();
    response.write(`data: ${JSON.stringify(up && viewOf(up))}\n\n`);
  };
  const off = ground.subscribe(() => {
    gathering ??= setTimeout(send, gatherMs);
  });
  const beat = setInterval(send, beatMs);
  response.once('close', () => {
    off();
    clearInterval(beat);
    if (gathering !== null) clearTimeout(gathering);
  });
  send();
}

function parsed(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
