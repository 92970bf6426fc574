/** Names among thousands: /who answers as fast as among ten, and finds the same. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Chat } from '../../src/core/message.ts';
import type { WhatsApp } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

const first = ['Amelia', 'Björn', 'Chloé', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hiro', 'Inés', 'Jakub'];
const last = [
  'Novák',
  'O’Neill',
  'Okafor',
  'Petrov',
  'Quispe',
  'Rossi',
  'Schröder',
  'Tanaka',
  'Umar',
  'Vega',
];

/** So many people with two names and a number each, besides those who are there. */
function crowd(count: number): Chat[] {
  return Array.from({ length: count }, (_, n) => ({
    chatId: `4477${String(n).padStart(8, '0')}@c.us`,
    lid: null,
    phone: `+4477${String(n).padStart(8, '0')}`,
    name: `${first[n % 10]} ${last[Math.floor(n / 10) % 10]} ${n}`,
    kind: 'person',
    size: null,
  }));
}

/** WhatsApp's address book has so many more in it. */
async function crowded(count: number): Promise<Home> {
  const made = await createHome({ memory: true });
  const whatsapp = made.whatsapp() as { contacts: WhatsApp['contacts'] };
  const known = await whatsapp.contacts();
  if (known.kind !== 'contacts') throw new Error('expected contacts, found none');
  const chats = [...crowd(count), ...known.chats];
  whatsapp.contacts = async () => ({ kind: 'contacts', chats });
  made.heard();
  return made;
}

let homes: readonly [small: Home, large: Home];
beforeEach(async () => {
  homes = [await crowded(10), await crowded(5_000)];
});
afterEach(async () => {
  for (const home of homes) await home.close();
});

const names = ['Mum', 'zoe muller', 'chris', 'Annna', 'Xyzzyxq', 'łukas', '7b par', 'obrien', 'Smtih'];

test('finds among five thousand what it finds among ten', async () => {
  const [small, large] = homes;
  for (const name of names) expect(await large.says(`/who ${name}`)).toBe(await small.says(`/who ${name}`));
  expect(await large.says('/who Tanaka 4977')).toContain('· Hiro Tanaka 4977');
});

test('answers /who among five thousand as fast as among ten', async () => {
  const took: readonly [number[], number[]] = [[], []];
  // Taken by turns, so that a busy machine slows both; the first round reads the address book.
  for (let round = 0; round < 4; round += 1)
    for (const name of names)
      for (const place of [0, 1] as const) {
        const from = performance.now();
        await homes[place].says(`/who ${name}`);
        if (round > 0) took[place].push(performance.now() - from);
      }
  const [small = 0, large = 0] = took.map((all) => all.toSorted((a, b) => a - b)[all.length >> 1]);
  expect(large / small).toBeLessThan(2);
});
