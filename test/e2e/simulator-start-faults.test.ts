import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Linked, makeStage, type Opened, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** What the unmodified library makes of pages that come up or end badly. */

const mum = '27300000000002@lid';

/** What the page's socket shows. */
function socketOf(page: Linked['page']) {
  return page.evaluate(() => {
    const { require } = window as unknown as {
      require(name: string): { Socket: { state: string; hasSynced?: boolean; stream: string } };
    };
    const { state, hasSynced, stream } = require('WAWebSocketModel').Socket;
    return { state, hasSynced: hasSynced === true, stream };
  });
}

/** Runs in the page: whether this document came by a reload. */
function navigation(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry?.toJSON().type === 'reload';
}

const times = (opened: Pick<Opened, 'events'>, event: string) =>
  opened.events.filter((one) => one === event).length;

describe('a page that comes up or ends badly', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await makeStage();
  });
  afterEach(() => stage.close());

  /** A profile that is linked, with nothing running on it. */
  async function linkOnce(): Promise<void> {
    await (await stage.start()).close();
  }

  it('shows its program late, and the library waits for it', async () => {
    stage.simulator.world.faults.programLate(4_000);
    const opened = await stage.open();
    await opened.page.waitForFunction(() => document.readyState === 'complete');
    expect(await opened.page.evaluate('typeof window.Debug')).toBe('undefined');
    await until('ready', () => opened.events.includes('ready'));
  });

  it('never shows its program, and the library throws a string', async () => {
    stage.simulator.world.faults.programLate(null);
    const opened = await stage.open({ programWithinMs: 1_000 });
    await expect(opened.entered).rejects.toBe('auth timeout');
    expect(stage.simulator.world.pages()).toBe(0);
  });

  it('has synchronised before the library listens, which then waits for ever', async () => {
    await linkOnce();
    stage.simulator.world.faults.syncedAtLoad(true);
    const opened = await stage.open();
    await opened.entered;
    expect(await socketOf(opened.page)).toMatchObject({ state: 'CONNECTED', hasSynced: true });
    await opened.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(opened.events).toEqual([]);
  });

  it('stops before it has synchronised, and goes on when it may', async () => {
    const { faults } = stage.simulator.world;
    await linkOnce();
    faults.syncStops('before_synced');
    const opened = await stage.open();
    await opened.entered;
    expect(await socketOf(opened.page)).toMatchObject({ state: 'CONNECTED', hasSynced: false });
    expect(opened.events).toEqual([]);
    faults.syncStops(null);
    await until('ready', () => opened.events.includes('ready'));
  });

  it('stands at 99 %, or without a stream, and sends all the same', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start();
    await until('caught up', async () => (await linked.progress()).progress === 100);
    world.faults.syncStops('at_99');
    await until('the page knows', () => world.faults.known());
    expect(await linked.progress()).toEqual({ progress: 99, stream: 'CONNECTED' });
    const sent = await linked.client.sendMessage(mum, 'at 99 %');
    await until('the ack', () => linked.events.includes(`ack ${sent.id.id} 1`));
    world.faults.syncStops('stream');
    await until('the page knows', () => world.faults.known());
    expect(await linked.progress()).toEqual({ progress: 100, stream: 'RESUMING' });
    world.faults.calm();
    await until('the page knows', () => world.faults.known());
    expect(await linked.progress()).toEqual({ progress: 100, stream: 'CONNECTED' });
  });

  it('is of another build from its next load on, without what that one lacks', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start();
    world.faults.deploy({
      version: '2.3000.9',
      keyBuild: '$1',
      lacking: [
        'WAWebApiMessageInfoStore',
        'WAWebSendReactionMsgAction.sendReactionToMsg',
        'WAWebCollections.Msg.search',
      ],
    });
    expect(await linked.client.getWWebVersion()).toBe('2.3000.1043220887');
    world.faults.reloadPages();
    await until('ready again', () => times(linked, 'ready') === 2);
    expect(await linked.client.getWWebVersion()).toBe('2.3000.9');
    expect(await linked.client.sendMessage(mum, 'from the other build')).toBeUndefined();
    await until('it arrives', () => world.timesReceived('Mum', 'from the other build') === 1);
    const there = await linked.page.evaluate(() => {
      const page = window as unknown as { require(name: string): Record<string, Record<string, unknown>> };
      const { Msg } = page.require('WAWebCollections');
      let missing = '';
      try {
        page.require('WAWebApiMessageInfoStore');
      } catch (fault) {
        missing = (fault as Error).message;
      }
      return {
        missing,
        react: typeof page.require('WAWebSendReactionMsgAction').sendReactionToMsg,
        search: typeof Msg?.search,
        getMessagesById: typeof Msg?.getMessagesById,
      };
    });
    expect(there).toEqual({
      missing: 'Requiring unknown module "WAWebApiMessageInfoStore"',
      react: 'undefined',
      search: 'undefined',
      getMessagesById: 'function',
    });
  });

  it('is authenticated and never ready where the library misses a module', async () => {
    await linkOnce();
    stage.simulator.world.faults.deploy({ lacking: ['WAWebSyncGatingUtils'] });
    const opened = await stage.open();
    const faults: string[] = [];
    opened.page.on('pageerror', (fault) =>
      faults.push(fault instanceof Error ? fault.message : String(fault)),
    );
    await until('authenticated', () => opened.events.includes('authenticated'));
    await until('the fault', () => faults.some((fault) => fault.includes('WAWebSyncGatingUtils')));
    expect(opened.events).not.toContain('ready');
  });

  it('is ready once more for each navigation of a frame, and logged out by a frame of that address', async () => {
    const { world } = stage.simulator;
    const linked = await stage.start({ keepProfile: true });
    let navigations = 0;
    linked.page.on('framenavigated', () => {
      navigations += 1;
    });
    world.faults.navigateFrame();
    await linked.page.waitForSelector('iframe');
    world.faults.navigateFrame('/frame?post_logout=1');
    await until('a log-out', () => linked.events.includes('disconnected LOGOUT'));
    expect(world.linked()).toBe(true);
    // Each navigation made the library listen once more: one synchronisation is so many readies then.
    await until('a ready for each', async () => {
      const before = times(linked, 'ready');
      await linked.page.evaluate(() => {
        const page = window as unknown as {
          require(name: string): { Socket: { trigger(name: string): void } };
        };
        page.require('WAWebSocketModel').Socket.trigger('change:hasSynced');
      });
      await linked.roundTrip();
      return navigations >= 2 && times(linked, 'ready') - before > navigations;
    });
  });

  it('reloads when its program is first used, and the start of the library fails', async () => {
    stage.simulator.world.faults.reloadAt('program');
    const opened = await stage.open();
    await expect(opened.entered).rejects.toThrow('Execution context was destroyed');
    // The next document is not aimed at.
    await until('a socket', () => stage.simulator.world.pages() === 1);
  });

  it('reloads while the library attaches to it, and once only', async () => {
    await linkOnce();
    stage.simulator.world.faults.reloadAt('synced');
    const opened = await stage.open();
    await until('a second document', () => opened.page.evaluate(navigation).catch(() => false));
    await until('ready', () => opened.events.includes('ready'));
    expect(await opened.page.evaluate(navigation)).toBe(true);
  });

  it('asks to be closed, which its browser does not grant, and goes on', async () => {
    const linked = await stage.start();
    const refused = new Promise((heard) =>
      linked.page.on('console', (line) => {
        if (line.text().includes('Scripts may close only the windows that were opened by them')) heard(true);
      }),
    );
    stage.simulator.world.faults.closePages();
    expect(await refused).toBe(true);
    await linked.roundTrip();
    expect(linked.page.isClosed()).toBe(false);
  });

  it('does not answer while it hangs', async () => {
    const linked = await stage.start();
    await until('an answer that took long', async () => {
      // A machine that stands still may let one hang pass before it asks.
      stage.simulator.world.faults.hangPages(1_500);
      const asked = performance.now();
      await linked.page.evaluate('1');
      return performance.now() - asked > 1_000;
    });
    await linked.roundTrip();
  });

  it('holds more and more memory', async () => {
    const linked = await stage.start();
    const before = residentMb(linked.browserPid);
    stage.simulator.world.faults.swell(200);
    await until('it has grown', () => residentMb(linked.browserPid) > before + 150);
  });
});

/** The memory of a process and of all its descendants, MB. */
function residentMb(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Gone since the folder was read.
    }
  }
  const isUnder = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isUnder(parents.get(pid)));
  let kb = 0;
  for (const pid of parents.keys()) {
    if (!isUnder(pid)) continue;
    try {
      kb += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Gone.
    }
  }
  return kb / 1024;
}
