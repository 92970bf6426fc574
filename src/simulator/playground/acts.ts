/** What the person at the page does to the world: as the owner, as a recipient, with its clock, and against it. */
import type { Answer } from '../../adapters/http/serve.ts';
import type { SentFile } from '../simulator.ts';
import type { PlaygroundClock } from './clock.ts';
import { faults } from './faults.ts';
import type { Story } from './story.ts';
import type { ViewGround } from './view.ts';

/** Everything that is there once the simulator is. */
export type Up = ViewGround & { readonly clock: PlaygroundClock; readonly story: Story };

/** What the page sent, as far as it is an object. */
export type Wish = Readonly<Record<string, unknown>> | null;

/** WhatsApp's own limit. */
const maxText = 65_536;
/** An emoji may be a family of several. */
const maxEmoji = 40;
const maxFileBytes = 16 * 1024 * 1024;
/** A leap is a story's length at most: the ledger keeps to two years. */
const maxMoveMs = 400 * 86_400_000;

const done: Answer = { status: 200, body: {} };
const wrong = (error: string): Answer => ({ status: 400, body: { error } });

function textOf(wish: Wish): string | null {
  const text = wish?.text;
  return typeof text === 'string' && text.trim() !== '' && text.length <= maxText ? text : null;
}

/** A reaction; the empty one takes it back. */
function emojiOf(wish: Wish): string | null {
  const emoji = wish?.emoji;
  return typeof emoji === 'string' && emoji.length <= maxEmoji ? emoji : null;
}

function sentFileOf(wish: Wish): SentFile | 'none' | 'wrong' {
  const file = wish?.file;
  if (file === undefined || file === null) return 'none';
  const { mimetype, filename, base64 } = file as Record<string, unknown>;
  const isFile =
    typeof mimetype === 'string' &&
    /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(mimetype) &&
    typeof filename === 'string' &&
    filename.length <= 200 &&
    typeof base64 === 'string' &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(base64) &&
    Buffer.byteLength(base64, 'base64') <= maxFileBytes;
  return isFile ? { mimetype, filename, base64 } : 'wrong';
}

export function ownerActs({ world }: Up, wish: Wish): Answer {
  const text = textOf(wish);
  const { waId } = wish ?? {};
  const isKnown = typeof waId === 'string' && world.control().some((line) => line.waId === waId);
  switch (wish?.act) {
    case 'write': {
      const file = sentFileOf(wish);
      if (file === 'wrong') return wrong('A file of up to 16 MB was expected.');
      // A file may come without a word; a text may not.
      if (text === null && (file === 'none' || wish.text !== ''))
        return wrong(`A text of 1 to ${maxText} characters was expected.`);
      world.ownerWrites(text ?? '', { ...(isKnown && { quote: waId }), ...(file !== 'none' && { file }) });
      return done;
    }
    case 'edit':
      if (text === null || !isKnown) return wrong('A line of this chat and its new text were expected.');
      world.ownerEdits(waId, text);
      return done;
    case 'revoke':
      if (!isKnown) return wrong('A line of this chat was expected.');
      world.ownerRevokes(waId);
      return done;
    case 'react': {
      const emoji = emojiOf(wish);
      if (!isKnown || emoji === null) return wrong('A line of this chat and an emoji were expected.');
      world.ownerReacts(waId, emoji);
      return done;
    }
    default:
      return wrong('Expected an act: write, edit, revoke or react.');
  }
}

export function phoneActs({ world }: Up, wish: Wish): Answer {
  const person = world.people.find(({ name, registered }) => registered && name === wish?.name);
  if (person === undefined) return wrong('Expected the name of somebody who has a phone here.');
  const { name } = person;
  const line = world.inbox(name).find(({ waId }) => waId === wish?.waId);
  switch (wish?.act) {
    case 'read':
      world.personReads(name);
      return done;
    case 'react': {
      const emoji = emojiOf(wish);
      if (line === undefined || emoji === null)
        return wrong('A line of this phone and an emoji were expected.');
      world.personReads(name);
      world.personReacts(name, line.waId, emoji);
      return done;
    }
    case 'reply': {
      const text = textOf(wish);
      if (line === undefined || text === null) return wrong('A line of this phone and a text were expected.');
      world.personReads(name);
      world.personWrites(name, text, { quote: line.waId, ...(line.group !== null && { group: line.group }) });
      return done;
    }
    default:
      return wrong('Expected an act: read, react or reply.');
  }
}

export function clockActs({ clock, story }: Up, wish: Wish): Answer {
  if (wish?.act === 'halt') {
    clock.halt();
    return done;
  }
  const { byMs } = wish ?? {};
  if (wish?.act !== 'move' || typeof byMs !== 'number' || !(byMs > 0 && byMs <= maxMoveMs))
    return wrong('Expected a move forward by up to 400 days, or halt.');
  if (story.view()?.state === 'playing') return wrong('The story has the clock in hand until it ends.');
  void clock.moveTo((clock.target() ?? clock.now()) + byMs);
  return done;
}

export function storyActs({ story, clock }: Up, wish: Wish): Answer {
  if (wish?.act === 'play') void story.play();
  else if (wish?.act === 'stop') {
    story.stop();
    clock.halt();
  } else return wrong('Expected an act: play or stop.');
  return done;
}

export function faultActs({ faults: ground }: Up, wish: Wish): Answer {
  const fault = faults.find((one) => one.name === wish?.name);
  if (fault === undefined)
    return wrong(`Expected a fault's name: ${faults.map((one) => one.name).join(', ')}.`);
  // A button pressed twice, or in two windows, asks for what is so already.
  if (fault.offered(ground)) fault.act(ground);
  return done;
}

/** By how their bytes begin: what a file says of itself is its sender's affair. Anything else is only saved. */
const pictures: readonly (readonly [begins: string, type: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

export function fileOf(up: Up | null, path: string | null): Answer {
  const base64 = path === null ? null : (up?.world.file(path) ?? null);
  if (base64 === null) return { status: 404, body: { error: 'There is no such file.' } };
  const type = pictures.find(([begins]) => base64.startsWith(begins))?.[1] ?? 'application/octet-stream';
  return { status: 200, type, body: Buffer.from(base64, 'base64') };
}
