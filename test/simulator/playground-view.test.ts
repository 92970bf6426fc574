import { expect, test } from 'vitest';
import type { Bot } from '../../src/simulator/playground/bot.ts';
import type { FaultGround } from '../../src/simulator/playground/faults.ts';
import { statusOf } from '../../src/simulator/playground/status.ts';
import { type View, viewOf } from '../../src/simulator/playground/view.ts';
import type { Received, World } from '../../src/simulator/simulator.ts';

const received = (text: string, at: number, group: string | null = null): Received => ({
  waId: `3EB0${at}`,
  text,
  at,
  from: 'Alex Owner',
  group,
  repeated: false,
  quotedWaId: null,
  file: null,
  deleted: false,
  editedTo: null,
  reaction: null,
  read: false,
  reacted: null,
});

/** Phones as they would be after these deliveries: a duplicate is what no real run may show, so it is laid out here. */
function viewWith(inboxes: Readonly<Record<string, readonly Received[]>>): View {
  const person = (name: string, inBook: boolean) => ({
    name,
    phone: '+447700900002',
    lid: '1@lid',
    registered: true,
    inBook,
  });
  const world = {
    people: [person('Mum', true), person('Anna', true), person('Parent 1', false)],
    groups: [{ name: 'Class', id: '1@g.us', members: ['Alex Owner', 'Anna', 'Parent 1'] }],
    control: () => [],
    written: () => [],
    inbox: (name: string) => inboxes[name] ?? [],
  } as unknown as World;
  const bot = { state: () => ({ state: 'ready' }) } as unknown as Bot;
  return viewOf({
    world,
    faults: { bot, state: { network: 'up', acks: 'normal' } } as unknown as FaultGround,
    clock: { aheadMs: () => 0, target: () => null },
    story: { view: () => null },
    zone: 'Europe/London',
  });
}

test('the view counts each text on each phone, so that twice is seen as twice', () => {
  const view = viewWith({ Mum: [received('hi', 1), received('other', 2), received('hi', 3)] });
  expect(view.phones).toMatchObject([
    {
      name: 'Mum',
      unread: 3,
      lines: [
        { text: 'hi', at: 1, times: 2, group: null, read: false },
        { text: 'other', at: 2, times: 1, group: null },
      ],
    },
  ]);
  expect(view.others).toEqual(['Anna', 'Class']);
});

test('the view shows a group once, with the phone that got a text least and the one that got it most', () => {
  const inGroup = (...ats: number[]) => ats.map((at) => received('Bring 3 €', at, 'Class'));
  expect(viewWith({ Anna: inGroup(5), 'Parent 1': inGroup(4, 6) }).groups).toMatchObject([
    { name: 'Class', phones: 2, received: [{ text: 'Bring 3 €', at: 4, fewest: 1, most: 2 }] },
  ]);
  expect(viewWith({ Anna: inGroup(5) }).groups[0]?.received[0]).toMatchObject({ fewest: 0, most: 1 });
  expect(viewWith({ 'Parent 1': inGroup(5) }).phones).toEqual([]);
});

test('the view says in a sentence how the bot is', () => {
  expect(statusOf({ state: 'ready' }, 'up').mood).toBe('good');
  expect(statusOf({ state: 'not_ready', because: 'linking' }, 'up').mood).toBe('busy');
  expect(statusOf({ state: 'not_ready', because: 'stopped' }, 'up')).toEqual({
    mood: 'bad',
    sentence: 'Stopped: nothing leaves until /resume.',
  });
  expect(statusOf({ state: 'not_ready', because: 'offline' }, 'cut').sentence).toContain(
    'the network is cut',
  );
  expect(statusOf({ state: 'down', how: 'ended', code: 3 }, 'up').sentence).toBe(
    'The bot is not running: another process holds its ledger.',
  );
});
