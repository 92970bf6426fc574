import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** What the page shows of a connection that WhatsApp refuses or that it shows wrongly. */

const mum = '27300000000002@lid';

/** Runs in the page. */
function stateOf(): string {
  const page = window as unknown as { require(name: string): { Socket: { state: string } } };
  return page.require('WAWebSocketModel').Socket.state;
}

/** Runs in the page. */
function askForQr(): void {
  const page = window as unknown as { require(name: string): { Cmd: { refreshQR(): void } } };
  page.require('WAWebCmd').Cmd.refreshQR();
}

describe('a link that is refused, or looks as if it were', () => {
  let stage: Stage;

  afterEach(() => stage.close());

  describe('of a linked page', () => {
    beforeEach(async () => {
      stage = await makeStage();
    });

    it('shows why the account is blocked, lets go of its socket, and goes on only when loaded anew', async () => {
      const { world } = stage.simulator;
      const linked = await stage.start();
      world.faults.block('TOS_BLOCK');
      await until('the block', () => linked.events.includes('disconnected TOS_BLOCK'));
      await until('the socket is closed', () => world.pages() === 0);
      expect(world.linked()).toBe(true);
      // The library has closed its browser by then.
      await linked.gone();
      const blocked = await stage.open();
      await blocked.entered;
      expect(await blocked.page.evaluate(stateOf)).toBe('TOS_BLOCK');
      expect(blocked.events).toEqual([]);
      world.faults.block(null);
      expect(world.pages()).toBe(0);
      blocked.page.removeAllListeners('framenavigated');
      await blocked.page.reload();
      await until('connected', async () => (await blocked.page.evaluate(stateOf)) === 'CONNECTED');
    });

    it('shows a state that is not true, sends all the same, and then the truth', async () => {
      const { world } = stage.simulator;
      const linked = await stage.start();
      world.faults.showState('TIMEOUT');
      await until('the page knows', () => world.faults.known());
      expect(await linked.client.getState()).toBe('TIMEOUT');
      const sent = await linked.client.sendMessage(mum, 'in no time-out');
      await until('the ack', () => linked.events.includes(`ack ${sent.id.id} 1`));
      world.faults.cutNetwork();
      await until('the drop', () => world.pages() === 0);
      world.faults.restoreNetwork();
      await until('another socket', () => world.pages() === 1);
      await linked.roundTrip();
      expect(await linked.client.getState()).toBe('TIMEOUT');
      world.faults.showState(null);
      await until('the page knows', () => world.faults.known());
      expect(await linked.client.getState()).toBe('CONNECTED');
      expect(linked.events.filter((event) => event.startsWith('disconnected'))).toEqual([]);
    });

    it('makes the library give up by a passing UNPAIRED, though nobody unlinked it', async () => {
      const { world } = stage.simulator;
      const linked = await stage.start();
      world.faults.showState('UNPAIRED');
      await until('it gives up', () => linked.events.includes('disconnected UNPAIRED'));
      await linked.gone();
      expect(world.linked()).toBe(true);
      world.faults.showState(null);
      const again = await stage.start();
      expect(again.events).not.toContain('qr');
    });

    it('shows news, and is unlinked unless somebody closes them', async () => {
      const { world } = stage.simulator;
      const linked = await stage.start({ keepProfile: true });
      const { page } = linked;
      // The library would attach to a page that is about to log out, and trip over that.
      page.removeAllListeners('framenavigated');
      world.faults.syncedAtLoad(true);
      world.faults.news(3_000);
      const { identifier } = await page.evaluateOnNewDocument(() => {
        const look = setInterval(() => {
          const buttons = document.querySelectorAll<HTMLElement>('[role="dialog"] button');
          if (buttons.length !== 1) return;
          clearInterval(look);
          buttons[0]?.click();
          // As long as the news would have waited, and a little more.
          setTimeout(() => Object.assign(window, { longClosed: true }), 3_200);
        }, 10);
      });
      await page.reload();
      await page.waitForFunction(() => 'longClosed' in window);
      await linked.roundTrip();
      expect([world.linked(), page.url()]).toEqual([true, 'https://web.whatsapp.com/']);
      await page.removeScriptToEvaluateOnNewDocument(identifier);
      await page.reload();
      await until('the news are ignored', () => !world.linked());
      await until('the page of a log-out', () => page.url().includes('post_logout=1'));
    });

    it('loses its link with a browser that is killed too early', async () => {
      const { world } = stage.simulator;
      world.faults.linkKeptLate(60_000);
      const first = await stage.start();
      process.kill(first.browserPid, 'SIGKILL');
      await first.gone();
      expect(world.linked()).toBe(true);
      world.faults.linkKeptLate(0);
      const second = await stage.start();
      expect(second.events[0]).toBe('qr');
      await second.close();
      expect((await stage.start()).events).not.toContain('qr');
    });

    it('takes over from another client when it is loaded anew', async () => {
      const { world } = stage.simulator;
      const first = await stage.start();
      world.faults.conflict();
      await until('the conflict', () => first.events.includes('disconnected CONFLICT'));
      await first.gone();
      const second = await stage.start();
      expect(await second.client.getState()).toBe('CONNECTED');
    });
  });

  it('shows no more QR codes after an idle while, but one when it is asked, unless it is deaf', async () => {
    stage = await makeStage({ autoLink: false });
    const { world } = stage.simulator;
    const codes: string[] = [];
    const opened = await stage.open({ onQr: (code) => codes.push(code) });
    await until('a code', () => codes.length === 1);
    world.faults.idleQr('deaf');
    await until('idle', async () => (await opened.page.evaluate(stateOf)) === 'UNPAIRED_IDLE');
    expect(() => world.ownerScans(codes[0] ?? '')).toThrow('no page shows this QR code');
    await opened.page.evaluate(askForQr);
    world.faults.idleQr('on');
    // What the deaf one was asked is forgotten.
    expect(codes).toHaveLength(1);
    await opened.page.evaluate(askForQr);
    await until('another code', () => codes.length === 2);
    expect(await opened.page.evaluate(stateOf)).toBe('UNPAIRED');
    world.faults.idleQr('off');
    await until('a third code', () => codes.length === 3);
    world.ownerScans(codes[2] ?? '');
    await until('ready', () => opened.events.includes('ready'));
  });
});
