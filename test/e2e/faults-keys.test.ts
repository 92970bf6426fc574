/** Keys of other shapes and under other ids, through the adapter in real Chromium: a message is found by its bare id. */
import { describe, expect, test } from 'vitest';
import type { Chat } from '../../src/core/message.ts';
import { chatNamed, personNamed, pnOf } from '../../src/simulator/directory.ts';
import type { WorldFaults } from '../../src/simulator/simulator.ts';
import { chance, connected, realClock, transports, until } from './transport-rig.ts';

const open = transports();

function chatWith(name: string): Chat {
  if (name === 'Family')
    return { ...{ chatId: chatNamed(name), lid: null, phone: null }, ...{ name, kind: 'group', size: 4 } };
  const person = personNamed(name);
  const { lid, phone } = person;
  return { ...{ chatId: pnOf(person), lid, phone, name }, ...{ kind: 'person', size: null } };
}

/** What the page does to a key, and in whose chat. */
const keys: readonly (readonly [what: string, to: string, change: (faults: WorldFaults) => void])[] = [
  ['a direction the other way', 'Alex Owner', (faults) => faults.keyShape('in')],
  ['no direction', 'Alex Owner', (faults) => faults.keyShape('short')],
  ['no author', 'Family', (faults) => faults.keyShape('short')],
  ['the other id of the chat', 'Mum', (faults) => faults.sibling('other')],
  ['both ids, with the acks on the other', 'Mum', (faults) => faults.sibling('both')],
];

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  test('a chat without a LID is refused; whatever key a message is kept under, it is found with its ack, also after a reload', async () => {
    const { whatsapp, faults, rig, events } = await open({
      options: { keyBuild },
      prepare: ({ simulator }) => simulator.world.faults.noLid('Ольга', 'always'),
    });
    const first = await connected(whatsapp);
    const { generation } = first;
    const hand = ({ chatId }: Chat, reservedId: string, text: string) =>
      whatsapp.handOver({ reservedId, chatId, text, notAfter: realClock.now() + 20_000, generation });

    // "No LID for user", before anything is stored: refused in front of the gate.
    expect(await hand(chatWith('Ольга'), chance.reservedId(), 'to nobody')).toEqual({
      kind: 'refused',
      because: 'no_chat',
    });
    const sent: { readonly what: string; readonly chat: Chat; readonly reservedId: string }[] = [];
    for (const [what, to, change] of keys) {
      faults.calm();
      change(faults);
      await until('the page to know', () => faults.known());
      const chat = chatWith(to);
      const reservedId = chance.reservedId();
      expect(await hand(chat, reservedId, what)).toEqual({ kind: 'handed' });
      sent.push({ what, chat, reservedId });
    }
    for (const { what, reservedId } of sent)
      await until(`the ack of what has ${what}`, () =>
        events.some((event) => event.kind === 'ack' && event.waId === reservedId && event.ack > 0),
      );
    const found = () =>
      Promise.all(
        sent.map(async ({ what, chat, reservedId }) => {
          const [answer] = await whatsapp.lookUp(chat, [reservedId]);
          return [what, answer?.found.kind === 'present' && answer.found.ack > 0];
        }),
      );
    expect(await found()).toEqual(keys.map(([what]) => [what, true]));
    faults.calm();
    faults.reloadPages();
    await until('the next connection', () => {
      const link = whatsapp.link();
      return link.state === 'connected' && link.connection > first.connection;
    });
    expect(await found()).toEqual(keys.map(([what]) => [what, true]));
    for (const { what } of sent)
      expect(rig.simulator.world.wire().filter(({ text }) => text === what)).toHaveLength(1);
    expect(rig.simulator.world.timesReceived('Ольга', 'to nobody')).toBe(0);
  });
});
