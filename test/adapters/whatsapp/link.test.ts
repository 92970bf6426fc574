import { expect, test } from 'vitest';
import { judge } from '../../../src/adapters/whatsapp/link.ts';
import type { Probe } from '../../../src/adapters/whatsapp/page/probe.ts';

const build = { version: '2.3000.1043220887', lacking: [] };
const fresh = { wasConnected: false, progressStandsStill: false, changed: false, build };
const connectedBefore = { ...fresh, wasConnected: true };
const good: Probe = {
  state: 'CONNECTED',
  version: '2.3000.1043220887',
  afterLogOut: false,
  hasSynced: true,
  stream: 'CONNECTED',
  offlineProgress: 100,
  hasLibrary: true,
  canBeNudged: true,
  document: 'a-1',
  drops: 0,
  hasNews: false,
  chatId: '447700900001@c.us',
  lid: '11112222@lid',
};

test('a page that is connected, synced, delivered and entered is connected, with the account it tells', () => {
  expect(judge(good, fresh)).toEqual({
    state: 'connected',
    account: { phone: '+447700900001', chatId: '447700900001@c.us', lid: '11112222@lid' },
    build,
  });
});

test('the number of the device is no part of the account', () => {
  const judged = judge({ ...good, chatId: '447700900001:12@c.us' }, fresh);
  expect(judged.state === 'connected' && judged.account.chatId).toBe('447700900001@c.us');
});

test.each<[string, Partial<Probe>]>([
  ['has not synced', { hasSynced: false }],
  ['is still resuming its stream', { stream: 'RESUMING' }],
  ['is still delivering what came while it was away', { offlineProgress: 40 }],
  ['has not the library in it', { hasLibrary: false }],
  ['has not our functions in it', { document: null }],
  ['does not tell whose account it is', { chatId: null }],
])('a page that %s is syncing, however connected its socket is', (_, part) => {
  expect(judge({ ...good, ...part }, connectedBefore)).toEqual({ state: 'syncing' });
});

test('a build that tells neither stream nor delivery is not kept down by that', () => {
  expect(judge({ ...good, stream: null, offlineProgress: null }, fresh).state).toBe('connected');
});

test('a delivery whose figure stands still is no delivery in progress', () => {
  const seen = { ...good, offlineProgress: 0 };
  expect(judge(seen, fresh).state).toBe('syncing');
  expect(judge(seen, { ...fresh, progressStandsStill: true }).state).toBe('connected');
});

test('an unpaired page asks to be linked, unless it was linked before: then that is doubtful', () => {
  expect(judge({ ...good, state: 'UNPAIRED' }, fresh).state).toBe('linking');
  expect(judge({ ...good, state: 'UNPAIRED_IDLE' }, fresh).state).toBe('linking');
  expect(judge({ ...good, state: 'UNPAIRED' }, connectedBefore).state).toBe('doubtful');
});

test('the address after a log-out makes doubtful what was linked, until the page is linked again', () => {
  const there = { ...good, afterLogOut: true };
  for (const state of [null, 'OPENING', 'UNPAIRED']) {
    expect(judge({ ...there, state }, connectedBefore).state).toBe('doubtful');
    expect(judge({ ...there, state }, fresh).state).not.toBe('doubtful');
  }
  expect(judge(there, connectedBefore).state).toBe('connected');
});

test('a page that lacks what we need to look at it has changed, whatever it shows', () => {
  for (const state of [null, 'CONNECTED', 'UNPAIRED'])
    expect(judge({ ...good, state }, { ...connectedBefore, changed: true })).toEqual({
      state: 'blocked',
      why: 'changed',
    });
});

test('a page that was not checked for what it lacks is not connected yet', () => {
  expect(judge(good, { ...fresh, build: null })).toEqual({ state: 'syncing' });
});

test('a socket that opens is a start the first time and a loss afterwards', () => {
  expect(judge({ ...good, state: 'OPENING' }, fresh).state).toBe('starting');
  expect(judge({ ...good, state: 'OPENING' }, connectedBefore).state).toBe('no_socket');
});

test('every state that nobody foresaw counts as no socket', () => {
  for (const state of ['TIMEOUT', 'SOMETHING_NEW']) {
    expect(judge({ ...good, state }, fresh).state).toBe('no_socket');
  }
});

test.each([
  ['CONFLICT', 'conflict'],
  ['TOS_BLOCK', 'account'],
  ['SMB_TOS_BLOCK', 'account'],
  ['PROXYBLOCK', 'proxy'],
  ['DEPRECATED_VERSION', 'version'],
])('a page that shows %s is blocked, however synced it was', (state, why) => {
  for (const known of [fresh, connectedBefore])
    expect(judge({ ...good, state }, known)).toEqual({ state: 'blocked', why });
});

test('a page without its program was lost if it was connected before, and is starting otherwise', () => {
  expect(judge({ ...good, state: null, version: null }, fresh).state).toBe('starting');
  expect(judge({ ...good, state: null }, connectedBefore).state).toBe('no_page');
});
