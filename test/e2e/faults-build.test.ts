/** A WhatsApp Web that was changed under the bot: what it lacks is found by name at connection, in real Chromium. */
import { describe, expect, test } from 'vitest';
import { parts } from '../../src/adapters/whatsapp/parts.ts';
import type { Link } from '../../src/core/whatsapp.ts';
import { connected, type Transport, transports, until } from './transport-rig.ts';

const open = transports();
const limits = { refusedFromMs: 3_000 };

/** The page reloads into that build; the connection that comes of it. */
async function deployed({ whatsapp, faults }: Transport, lacking: readonly string[]) {
  const before = await connected(whatsapp);
  faults.deploy({ lacking });
  faults.reloadPages();
  return until('the next connection', () => {
    const link = whatsapp.link();
    return link.state === 'connected' && link.connection > before.connection && link;
  });
}
const namesOf = (need: string): readonly string[] =>
  parts.filter((part) => part.need === need).map(({ name }) => name);

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  test('a whole build lacks nothing, and is told by its own name', async () => {
    const { whatsapp, rig } = await open({ options: { keyBuild }, limits });
    const { build } = await connected(whatsapp);
    expect(build.lacking).toEqual([]);
    expect(build.version).toMatch(/^2\.3000\.\d+$/);
    expect(rig.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test('each part of sending is missed by name, the module or its member, while everything else goes on', async () => {
  const transport = await open({ limits });
  for (const name of namesOf('send')) {
    const { build } = await deployed(transport, [name]);
    expect(build.lacking).toContainEqual({ ability: 'send', name });
  }
  const [module = ''] = (namesOf('send').at(-2) ?? '').split('.');
  const { build } = await deployed(transport, [module]);
  expect(build.lacking).toContainEqual({ ability: 'send', name: module });
  // The owner is still heard.
  transport.rig.simulator.world.ownerWrites('/stop');
  await until('the line', () => transport.events.some((event) => event.kind === 'inbound'));
  expect((await deployed(transport, [])).build.lacking).toEqual([]);
}, 240_000);

test('a part that only a feature needs switches off that feature, and the page sends', async () => {
  const transport = await open({ options: { keyBuild: '$1' }, limits });
  const { whatsapp, rig, sendsOnce } = transport;
  const lacking = [
    'WAWebQueryExistsJob',
    'WAWebChatStateBridge.sendChatStateComposing',
    'WAWebSendReactionMsgAction',
    'WAWebCollections.Blocklist',
    'WAWebCollections.GroupMetadata.serialize',
  ];
  const { build } = await deployed(transport, lacking);
  expect(build.lacking).toEqual([
    { ability: 'recipients', name: lacking[3] },
    { ability: 'numbers', name: lacking[0] },
    { ability: 'typing', name: lacking[1] },
    { ability: 'react', name: lacking[2] },
    { ability: 'recipients', name: lacking[4] },
  ]);
  expect((await whatsapp.contacts()).kind).toBe('contacts');
  expect(await whatsapp.number('+447700900002')).toEqual({ kind: 'unable', lacking: lacking[0] });
  await whatsapp.typing('447700900002@c.us');
  expect(rig.lines.filter(({ fields }) => fields.what === 'typing')).toEqual([]);
  await sendsOnce('without features');
  await deployed(transport, ['WAWebFrontendContactGetters']);
  expect(await whatsapp.contacts()).toEqual({ kind: 'unable', lacking: 'WAWebFrontendContactGetters' });
});

test.each(['WAWebSocketModel', 'WABase64', 'WAWebUserPrefsMeUser', 'WAWebCollections'])(
  'a page without %s, which nothing can be done without, is blocked as changed until another build is there',
  async (module) => {
    // The library enters a page without the third of these, which then never tells a state.
    const { whatsapp, faults, rig, states, told } = await open({
      limits: { ...limits, unreadableMs: 3_000 },
      prepare: ({ simulator }) => simulator.world.faults.deploy({ lacking: [module] }),
    });
    await told('blocked/changed');
    expect(JSON.stringify(rig.lines.filter(({ level }) => level === 'error'))).toContain(module);
    faults.deploy({ lacking: [] });
    const link: Link = await connected(whatsapp);
    expect(link.build.lacking).toEqual([]);
    expect(states().filter((state) => state.startsWith('recovering/'))).toEqual([]);
  },
);
