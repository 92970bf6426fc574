/** (9) The group that commands is named by /status, and given up by /unclaim, from any chat in which the owner commands. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const family = '120363000000000002@g.us';
const inGroup = async (text: string, author?: string): Promise<void> => {
  home.world.rooms.writes('Family', text, author === undefined ? {} : { author });
  await home.pass(2_000);
};
const claimed = () => inGroup(home.root().bot.openGroupCode().code);
const saidThere = () => home.world.rooms.lines(family).filter(({ from }) => from === 'page').length;
const stopped = () => home.ledger().latch('stopped') !== null;

test('/status names the group, and none once there is none', async () => {
  expect(await home.says('/status')).not.toContain('👥');
  await claimed();
  expect(await home.says('/status')).toContain('👥 Family commands me too: /unclaim');
  home.whatsapp().contacts = async () => ({ kind: 'unreachable' });
  expect(await home.says('/status')).toContain('👥 A group commands me too: /unclaim');
  await home.says('/unclaim');
  expect(await home.says('/status')).not.toContain('👥');
});

test('/unclaim in the group ends it, and is answered in the owner’s own chat', async () => {
  await claimed();
  home.heard();
  await inGroup('/unclaim', 'Anna');
  expect(home.heard()).toEqual([]);
  await inGroup('/unclaim');
  expect(home.heard().join()).toContain('✅ Family commands me no more.');
  expect(saidThere()).toBe(1);
  await inGroup('/stop');
  expect(stopped()).toBe(false);
});

test('/unclaim in the owner’s own chat ends it too, and a new code claims it anew', async () => {
  expect(await home.says('/unclaim')).toContain('No group commands me');
  await claimed();
  expect(await home.says('/unclaim')).toContain('✅ Family commands me no more.');
  await inGroup('/stop');
  expect(stopped()).toBe(false);
  await claimed();
  await inGroup('/stop');
  expect(stopped()).toBe(true);
});
