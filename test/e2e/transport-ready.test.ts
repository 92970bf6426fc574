/** The library's `ready` can stay away for ever; the adapter finds out for itself. */
import { expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import type { Page } from '../../src/adapters/whatsapp/client.ts';
import { type Life, openLife } from '../../src/adapters/whatsapp/life.ts';
import { limits } from '../../src/adapters/whatsapp/limits.ts';
import type { LifeEnd } from '../../src/adapters/whatsapp/machine.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import type { Seen } from '../../src/adapters/whatsapp/watch.ts';
import { connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

/** One life of a browser, with its page in reach. */
function live(rig: Rig, { onBorn = (_: Page) => {}, onQr = (_: string) => {} }) {
  const seen: Seen[] = [];
  const ended: LifeEnd[] = [];
  const life: Life = openLife(
    {
      generation: 'READY',
      sessionFolder: rig.sessionFolder,
      executable: findBrowser(null) ?? '',
      chromiumArgs: rig.simulator.chromiumArgs,
      pairingPhone: null,
      profile: openProfile(rig.sessionFolder, realClock),
      launchWithinMs: 60_000,
      limits,
      clock: realClock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
    },
    {
      onBorn() {
        const page = life.page();
        if (page === null) throw new Error('no page at birth');
        onBorn(page);
      },
      onQr,
      onPairingCode() {},
      onTelling() {},
      onEnding: (why) => void ended.push(why),
      onSeen: (now) => void seen.push(now),
    },
  );
  return { life, seen, ended };
}

test('a page that had synced before the library listened becomes connected, and its news are answered', async () => {
  const rig = await openRig();
  const first = rig.whatsapp();
  listenTo(first);
  await connected(first);
  await first.stop();

  const { life, seen } = live(rig, {
    onBorn(page) {
      // Hold the library back until the page has synced, so that the change it waits for has passed.
      const goto = page.goto.bind(page);
      page.goto = async (...to) => {
        const response = await goto(...to);
        await page.waitForFunction(() => {
          const { require } = window as unknown as {
            require(name: string): { Socket: { hasSynced: boolean } };
          };
          return require('WAWebSocketModel').Socket.hasSynced === true;
        });
        return response;
      };
    },
  });
  try {
    await until('the page to be connected', () => seen.at(-1)?.judgement.state === 'connected');
    // It had to be told: until then the page was synced and the library was not in it.
    expect(seen.some(({ judgement, document }) => judgement.state === 'syncing' && document !== null)).toBe(
      true,
    );

    const page = life.page();
    await page?.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        `<div role="dialog"><button onclick="this.parentNode.remove(); window.answered = 'news'">Continue</button></div>
         <div role="dialog" id="choice"><button onclick="window.took = true">Use here</button><button>Close</button></div>`,
      );
    });
    await page?.waitForFunction(() => (window as unknown as { answered?: string }).answered === 'news');
    expect(await page?.evaluate(() => (window as unknown as { took?: boolean }).took ?? false)).toBe(false);
  } finally {
    life.end('recycled');
    await life.gone;
    await rig.close();
  }
});

test('a page that gave up showing QR codes is asked for a new one', async () => {
  const rig = await openRig({ autoLink: false });
  const codes: string[] = [];
  const { life, seen } = live(rig, { onQr: (code) => void codes.push(code) });
  try {
    await until(
      'the page to ask for a link',
      () => seen.at(-1)?.judgement.state === 'linking' && codes.length > 0,
    );
    await life.page()?.evaluate(() => {
      const { require } = window as unknown as {
        require(name: string): { Socket: { set(attributes: object): void } };
      };
      require('WAWebSocketModel').Socket.set({ state: 'UNPAIRED_IDLE' });
    });
    // By itself the page changes its code after twenty seconds.
    await until('another code', () => new Set(codes).size > 1, 18_000);
  } finally {
    life.end('recycled');
    await life.gone;
    await rig.close();
  }
});

test('a page that closes ends its life as gone, with its browser', async () => {
  const rig = await openRig();
  const { life, seen, ended } = live(rig, {});
  try {
    await until('the page to be connected', () => seen.at(-1)?.judgement.state === 'connected');
    await life.page()?.close();
    await life.gone;
    expect(ended).toEqual(['page_gone']);
    expect(life.page()).toBe(null);
  } finally {
    life.end('recycled');
    await rig.close();
  }
});
