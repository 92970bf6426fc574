/** A WhatsApp Web that was changed under the bot: what it lacks is found by name at connection, in real Chromium. */
import { afterEach, describe, expect, test } from 'vitest';
import { parts } from '../../src/adapters/whatsapp/parts.ts';
import type { Link, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { chance, connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

let rig: Rig;
let whatsapp: WhatsApp;
let events: WhatsAppEvent[];

afterEach(async () => {
  await whatsapp.stop();
  await rig.close();
});

async function open(options: SimulatorOptions = {}): Promise<void> {
  rig = await openRig(options);
  whatsapp = rig.whatsapp({ limits: { refusedFromMs: 3_000 } });
  events = listenTo(whatsapp);
}
/** The page reloads into that build; the connection that comes of it. */
async function deployed(lacking: readonly string[]) {
  const before = await connected(whatsapp);
  rig.simulator.world.faults.deploy({ lacking });
  rig.simulator.world.faults.reloadPages();
  return until('the next connection', () => {
    const link = whatsapp.link();
    return link.state === 'connected' && link.connection > before.connection && link;
  });
}
const states = (): readonly string[] =>
  events.flatMap((event) =>
    event.kind !== 'link'
      ? []
      : ['why' in event.link ? `${event.link.state}/${event.link.why}` : event.link.state],
  );
const namesOf = (need: string): readonly string[] =>
  parts.filter((part) => part.need === need).map(({ name }) => name);

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  test('a whole build lacks nothing, and is told by its own name', async () => {
    await open({ keyBuild });
    const { build } = await connected(whatsapp);
    expect(build.lacking).toEqual([]);
    expect(build.version).toMatch(/^2\.3000\.\d+$/);
    expect(rig.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test('each part of sending is missed by name, the module or its member, while everything else goes on', async () => {
  await open();
  for (const name of namesOf('send')) {
    const { build } = await deployed([name]);
    expect(build.lacking).toContainEqual({ ability: 'send', name });
  }
  const [module = ''] = (namesOf('send').at(-2) ?? '').split('.');
  const { build } = await deployed([module]);
  expect(build.lacking).toContainEqual({ ability: 'send', name: module });
  // The owner is still heard.
  rig.simulator.world.ownerWrites('/stop');
  await until('the line', () => events.some((event) => event.kind === 'inbound'));
  expect((await deployed([])).build.lacking).toEqual([]);
}, 240_000);

test('a part that only a feature needs switches off that feature, and the page sends', async () => {
  await open({ keyBuild: '$1' });
  const lacking = [
    'WAWebQueryExistsJob',
    'WAWebChatStateBridge.sendChatStateComposing',
    'WAWebSendReactionMsgAction',
  ];
  const { build, generation } = await deployed(lacking);
  expect(build.lacking).toEqual([
    { ability: 'numbers', name: lacking[0] },
    { ability: 'typing', name: lacking[1] },
    { ability: 'react', name: lacking[2] },
  ]);
  expect(await whatsapp.number('+447700900002')).toEqual({ kind: 'unable', lacking: lacking[0] });
  await whatsapp.typing('447700900002@c.us');
  expect(rig.lines.filter(({ fields }) => fields.what === 'typing')).toEqual([]);
  const sent = await whatsapp.handOver({
    reservedId: chance.reservedId(),
    chatId: '447700900002@c.us',
    text: 'without features',
    notAfter: realClock.now() + 10_000,
    generation,
  });
  expect(sent).toEqual({ kind: 'handed' });
  await until('it to arrive', () => rig.simulator.world.timesReceived('Mum', 'without features') === 1);
});

test.each(['WAWebSocketModel', 'WABase64', 'WAWebUserPrefsMeUser', 'WAWebCollections'])(
  'a page without %s, which nothing can be done without, is blocked as changed until another build is there',
  async (module) => {
    rig = await openRig();
    rig.simulator.world.faults.deploy({ lacking: [module] });
    // The library enters a page without the third of these, which then never tells a state.
    whatsapp = rig.whatsapp({ limits: { refusedFromMs: 3_000, unreadableMs: 3_000 } });
    events = listenTo(whatsapp);
    await until('the link to be blocked', () => states().includes('blocked/changed'));
    expect(JSON.stringify(rig.lines.filter(({ level }) => level === 'error'))).toContain(module);
    rig.simulator.world.faults.deploy({ lacking: [] });
    const link: Link = await connected(whatsapp);
    expect(link.build.lacking).toEqual([]);
    expect(states().filter((state) => state.startsWith('recovering/'))).toEqual([]);
  },
);
