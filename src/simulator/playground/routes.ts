/** What the playground's page asks for: itself, the state of things as they change, and what the person does. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Answer, Route } from '../../adapters/http/serve.ts';
import type { World } from '../simulator.ts';
import { type FaultGround, faults } from './faults.ts';
import type { View } from './view.ts';

export interface PlaygroundGround {
  /** Null until the simulator is up. */
  readonly world: () => { readonly world: World; readonly faults: FaultGround } | null;
  readonly view: () => View | null;
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
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
] as const;

// WhatsApp itself takes 65,536 characters; four bytes each, and some for the JSON around them.
export const bodyLimit = 300 * 1024;
const maxText = 65_536;

export function routes(ground: PlaygroundGround): readonly Route[] {
  return [
    ...files.map(([path, file, type]): Route => {
      const body = readFileSync(new URL(`./page/${file}`, import.meta.url));
      return { method: 'GET', path, access: 'open', answer: () => ({ status: 200, type, body }) };
    }),
    { method: 'GET', path: '/events', access: 'open', events: (response) => stream(ground, response) },
    { method: 'POST', path: '/owner', access: 'open', answer: ({ body }) => ownerActs(ground, body) },
    { method: 'POST', path: '/fault', access: 'open', answer: ({ body }) => faultActs(ground, body) },
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
    response.write(`data: ${JSON.stringify(ground.view())}\n\n`);
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

const done: Answer = { status: 200, body: {} };
const wrong = (error: string): Answer => ({ status: 400, body: { error } });

function ownerActs(ground: PlaygroundGround, body: string): Answer {
  const asked = parsed(body);
  const up = ground.world();
  if (up === null) return { status: 503, body: { error: 'The simulated phones are still being started.' } };
  const text = asked?.text;
  const waId = asked?.waId;
  const isText = typeof text === 'string' && text.trim() !== '' && text.length <= maxText;
  const isKnown = typeof waId === 'string' && up.world.control().some((line) => line.waId === waId);
  switch (asked?.act) {
    case 'write':
      if (!isText) return wrong(`A text of 1 to ${maxText} characters was expected.`);
      up.world.ownerWrites(text, isKnown ? { quote: waId } : {});
      return done;
    case 'edit':
      if (!isText || !isKnown) return wrong('A line of this chat and its new text were expected.');
      up.world.ownerEdits(waId, text);
      return done;
    case 'revoke':
      if (!isKnown) return wrong('A line of this chat was expected.');
      up.world.ownerRevokes(waId);
      return done;
    default:
      return wrong('Expected an act: write, edit or revoke.');
  }
}

function faultActs(ground: PlaygroundGround, body: string): Answer {
  const name = parsed(body)?.name;
  const up = ground.world();
  if (up === null) return { status: 503, body: { error: 'The simulated phones are still being started.' } };
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined)
    return wrong(`Expected a fault's name: ${faults.map((one) => one.name).join(', ')}.`);
  // A button pressed twice, or in two windows, asks for what is so already.
  if (fault.offered(up.faults)) fault.act(up.faults);
  ground.changed();
  return done;
}

function parsed(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
