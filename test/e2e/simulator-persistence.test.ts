import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitArguments } from '../../src/config/arguments.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { asThisUser, executablePath, makeStage, type Stage, startLibrary } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

const mum = '27300000000002@lid';

describe('what outlives a page, a browser and a simulator', () => {
  let stage: Stage;
  let left: ChildProcess | undefined;

  beforeEach(async () => {
    stage = await makeStage();
  });
  afterEach(async () => {
    // The whole group: a browser's helpers write into the profile for a moment longer than it lives.
    if (left?.pid !== undefined) process.kill(-left.pid, 'SIGKILL');
    left = undefined;
    await stage.close();
  });

  it('is linked again without a QR code after a kill, with every ack that it told and no queue', async () => {
    const { world } = stage.simulator;
    const first = await stage.start();
    const sent = await first.client.sendMessage(mum, 'before the kill');
    const waId = sent.id.id;
    await until('read', () => first.events.includes(`ack ${waId} 3`));
    world.faults.cutNetwork();
    await until('the drop', () => world.pages() === 0);
    const held = await first.client.sendMessage(mum, 'in the queue of the killed');
    process.kill(first.browserPid, 'SIGKILL');
    await first.gone();
    world.faults.restoreNetwork();
    const second = await stage.start();
    expect(second.events).not.toContain('qr');
    expect(await second.client.getMessageById(sent.id._serialized)).toMatchObject({
      ack: 3,
      body: 'before the kill',
    });
    expect(await second.stored(held.id._serialized)).toEqual({ ack: 0 });
    await second.roundTrip();
    expect(world.wire().map((line) => line.text)).toEqual(['before the kill']);
  });

  it('learns after a kill that a message was delivered, from the receipts that waited', async () => {
    const { world } = stage.simulator;
    const first = await stage.start();
    world.faults.acks('lost');
    const sent = await first.client.sendMessage(mum, 'acked too late');
    await until('it arrives', () => world.timesReceived('Mum', 'acked too late') === 1);
    process.kill(first.browserPid, 'SIGKILL');
    await first.gone();
    world.faults.calm();
    const second = await stage.start();
    const key = sent.id._serialized;
    await until('the receipt', async () => (await second.stored(key))?.ack === 3);
    await second.roundTrip();
    expect(world.timesReceived('Mum', 'acked too late')).toBe(1);
  });

  it('goes on after a reload, ready for the next message', async () => {
    const linked = await stage.start();
    const before = await linked.client.sendMessage(mum, 'before the reload');
    await until('acked', () => linked.events.includes(`ack ${before.id.id} 3`));
    stage.simulator.world.faults.reloadPages();
    await until('ready again', () => linked.events.filter((event) => event === 'ready').length === 2);
    expect(await linked.client.getMessageById(before.id._serialized)).toMatchObject({ ack: 3 });
    const after = await linked.client.sendMessage(mum, 'after the reload');
    await until('acked', () => linked.events.includes(`ack ${after.id.id} 3`));
    expect(stage.simulator.world.inbox('Mum').map((got) => got.repeated)).toEqual([false, false]);
  });

  it('forgets the queue with the page: what a cut held back stays at ack 0 and never leaves', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start();
    world.faults.cutNetwork();
    await until('the drop', () => world.pages() === 0);
    const sent = await linked.client.sendMessage(mum, 'held back');
    // The library would try to attach to the browser's error page; here the page alone is looked at.
    linked.page.removeAllListeners('framenavigated');
    await linked.page.reload();
    expect(await linked.page.evaluate('typeof window.require')).toBe('undefined');
    world.faults.restoreNetwork();
    await linked.page.goto('https://web.whatsapp.com/');
    await until('caught up', async () => (await linked.progress()).progress === 100);
    expect(await linked.stored(sent.id._serialized)).toEqual({ ack: 0 });
    await linked.roundTrip();
    expect(world.wire()).toEqual([]);
  });

  it('delivers its queue from a browser that lost its bot', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start({ pipe: false });
    world.faults.cutNetwork();
    await until('the drop', () => world.pages() === 0);
    await linked.client.sendMessage(mum, 'from an orphan');
    await linked.client.pupBrowser?.disconnect();
    world.faults.restoreNetwork();
    await until('the orphan delivers', () => world.timesReceived('Mum', 'from an orphan') === 1);
    process.kill(linked.browserPid, 'SIGKILL');
  });

  it('shows CONFLICT when another client takes over, and lets go of its socket', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start();
    world.faults.conflict();
    await until('the conflict', () => linked.events.includes('disconnected CONFLICT'));
    await until('the socket is closed', () => world.pages() === 0);
    expect(world.linked()).toBe(true);
  });

  it('delivers what was typed while no browser ran, to whoever reads the chat', async () => {
    const { world } = stage.simulator;
    const first = await stage.start();
    const before = world.ownerWrites('/typed before');
    await until('it', () => first.events.includes('create /typed before'));
    await first.close();
    const during = [world.ownerWrites('/typed during'), world.ownerWrites('/and again')];
    world.ownerRevokes(during[1] ?? '');
    const second = await stage.start();
    await until('caught up', async () => (await second.progress()).progress === 100);
    const chat = await second.client.getChatById('447700900001@c.us');
    const messages = await chat.fetchMessages({ limit: 10 });
    expect(messages.map((message) => [message.id.id, message.type])).toEqual([
      [before, 'chat'],
      [during[0], 'chat'],
      [during[1], 'revoked'],
    ]);
  });

  it('hands the history to a page that is linked later', async () => {
    const { world } = stage.simulator;
    world.ownerWrites('/before linking');
    const linked = await stage.start();
    expect(linked.events).not.toContain('create /before linking');
    const chat = await linked.client.getChatById('447700900001@c.us');
    expect((await chat.fetchMessages({ limit: 10 })).map((message) => message.body)).toEqual([
      '/before linking',
    ]);
  });

  it('shows a QR code again after a log-out, at the address of a log-out', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start({ keepProfile: true });
    world.faults.logOut();
    await until('the event', () => linked.events.includes('disconnected LOGOUT'));
    expect(linked.page.url()).toContain('post_logout=1');
    await until('a second QR code', () => linked.events.filter((event) => event === 'qr').length > 1);
    await until('ready again', () => linked.events.lastIndexOf('ready') > linked.events.lastIndexOf('qr'));
    expect(world.linked()).toBe(true);
  });

  it('is unlinked when the library logs out', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start({ keepProfile: true });
    // The library attaches to the page of the log-out while it closes the browser, and trips over that.
    linked.page.removeAllListeners('framenavigated');
    await linked.client.logout();
    await until('unlinked', () => !world.linked());
  });

  it('keeps the world in its file, so that a later simulator knows the same page', async () => {
    const stateFile = join(stage.folder, 'world.json');
    const options = { stateFile };
    const first = await startSimulator(options);
    const linked = await startLibrary(first, stage.folder);
    await linked.client.sendMessage(mum, 'in the old world');
    await until('it', () => first.world.timesReceived('Mum', 'in the old world') === 1);
    await linked.close();
    await first.close();
    const second = await startSimulator(options);
    expect(second.world.timesReceived('Mum', 'in the old world')).toBe(1);
    const again = await startLibrary(second, stage.folder);
    expect(again.events).not.toContain('qr');
    await again.close();
    await second.close();
  });

  it('leads a browser to the simulator and nowhere else', async () => {
    const linked = await stage.start();
    linked.page.removeAllListeners('framenavigated');
    await expect(linked.page.goto('https://static.whatsapp.net/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    await linked.page.goto('https://web.whatsapp.com/');
    await until('connected', () => stage.simulator.world.pages() === 1);
  });

  it('reads the flags as one text, as a shell would', async () => {
    const flags = splitArguments(stage.simulator.chromiumArgsText) ?? [];
    expect(flags).toEqual(stage.simulator.chromiumArgs);
    const folder = `--user-data-dir=${join(stage.folder, 'bare')}`;
    const args = ['--headless', folder, ...asThisUser(flags), 'https://web.whatsapp.com/'];
    left = spawn(executablePath, args, { stdio: 'ignore', detached: true });
    await until('a page without the library', () => stage.simulator.world.pages() === 1);
  });
});
