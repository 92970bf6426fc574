/**
 * The gate in the real page: whatever changes between the call and the hand-over is noticed at the hand-over. The page
 * is held at chosen places inside the library's own call, which no test from outside could time.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import type { Page } from '../../src/adapters/whatsapp/client.ts';
import { type Life, openLife } from '../../src/adapters/whatsapp/life.ts';
import { limits } from '../../src/adapters/whatsapp/limits.ts';
import { abort } from '../../src/adapters/whatsapp/page/abort.ts';
import { handOver, type PageHandOver } from '../../src/adapters/whatsapp/page/handOver.ts';
import { lookUp } from '../../src/adapters/whatsapp/page/lookUp.ts';
import { passFile } from '../../src/adapters/whatsapp/page/passFile.ts';
import { prepareFile } from '../../src/adapters/whatsapp/page/prepareFile.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import type { Seen } from '../../src/adapters/whatsapp/watch.ts';
import type { KeyBuild } from '../../src/simulator/simulator.ts';
import { chance, openRig, type Rig, realClock, until } from './transport-rig.ts';

const mum = '447700900002@c.us';

/** What the page's own functions look like to these tests, which hold them back or break them. */
interface Holds {
  require(name: string): Record<string, (...args: unknown[]) => unknown>;
  WWebJS: Record<string, (...args: unknown[]) => unknown>;
  release?: () => void;
  reached?: boolean;
}

for (const keyBuild of ['_serialized', '$1'] satisfies KeyBuild[]) {
  describe(`the gate, keys in ${keyBuild}`, () => {
    let rig: Rig;
    let life: Life;
    let page: Page;
    let seen: Seen | null = null;

    beforeAll(async () => {
      rig = await openRig({ keyBuild });
      const executable = findBrowser(null);
      if (executable === null) throw new Error('these tests need a Chromium: node scripts/chromium.js');
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      life = openLife(
        {
          generation: 'GATE',
          sessionFolder: rig.sessionFolder,
          executable,
          chromiumArgs: rig.simulator.chromiumArgs,
          pairingPhone: null,
          profile: openProfile(rig.sessionFolder, realClock),
          launchWithinMs: 60_000,
          limits,
          clock: realClock,
          log,
        },
        {
          onBorn() {},
          onQr() {},
          onPairingCode() {},
          onTelling() {},
          onEnding() {},
          onSeen(now) {
            seen = now;
          },
        },
      );
      await connectedAgain();
      const open = life.page();
      if (open === null) throw new Error('the page is gone');
      page = open;
    });
    afterAll(async () => {
      life.end('recycled');
      await life.gone;
      await rig.close();
    });
    beforeEach(async () => {
      rig.simulator.world.faults.calm();
      await connectedAgain();
    });

    const connectedAgain = () =>
      until('the page to be connected', () => seen?.judgement.state === 'connected');
    const request = (text: string, more: Partial<PageHandOver> = {}): PageHandOver => ({
      reservedId: chance.reservedId(),
      chatId: mum,
      account: { lid: null, phone: null },
      text,
      file: null,
      notAfter: realClock.now() + 20_000,
      document: seen?.document ?? '',
      ...more,
    });
    const received = (text: string) => rig.simulator.world.timesReceived('Mum', text);
    /** Holds the library where it makes a message id of its own: after our checks, before the hand-over. */
    const hold = () =>
      page.evaluate(() => {
        const holds = window as unknown as Holds;
        const Key = holds.require('WAWebMsgKey');
        const newId = Key.newId;
        holds.reached = false;
        Key.newId = async () => {
          Key.newId = newId as () => unknown;
          holds.reached = true;
          await new Promise<void>((resolve) => {
            holds.release = resolve;
          });
          return newId?.call(Key);
        };
      });
    const whileHeld = async (asked: PageHandOver, meanwhile: () => Promise<unknown>) => {
      await hold();
      const outcome = page.evaluate(handOver, asked);
      await page.waitForFunction(() => (window as unknown as Holds).reached === true);
      await meanwhile();
      await page.evaluate(() => (window as unknown as Holds).release?.());
      return outcome;
    };
    const sentinel = async () => {
      const later = request(`sentinel ${chance.reservedId()}`);
      expect(await page.evaluate(handOver, later)).toEqual({ kind: 'handed' });
      await until('the sentinel', () => received(later.text) === 1);
    };

    test('held and released, it goes through: the hold itself changes nothing', async () => {
      const asked = request('nothing happened meanwhile');
      expect(await whileHeld(asked, async () => {})).toEqual({ kind: 'handed' });
      await until('the delivery', () => received(asked.text) === 1);
      expect(await page.evaluate(lookUp, [mum], [asked.reservedId])).toMatchObject([
        { found: { kind: 'present' } },
      ]);
    });

    test('a socket lost after the call began is noticed at the hand-over', async () => {
      const asked = request('socket lost meanwhile');
      const outcome = await whileHeld(asked, async () => {
        rig.simulator.world.faults.cutNetwork();
        await until('the page to notice', () => seen?.judgement.state === 'no_socket');
      });
      expect(outcome).toEqual({ kind: 'refused', because: 'not_connected' });
      rig.simulator.world.faults.restoreNetwork();
      await connectedAgain();
      await sentinel();
      expect(received(asked.text)).toBe(0);
    });

    test('an abort after the call began is confirmed and obeyed', async () => {
      const asked = request('aborted meanwhile');
      let marks: readonly boolean[] | null = null;
      const outcome = await whileHeld(asked, async () => {
        marks = await page.evaluate(abort, [asked.reservedId], asked.document);
      });
      expect(marks).toEqual([false]);
      expect(outcome).toEqual({ kind: 'refused', because: 'aborted' });
      await sentinel();
      expect(received(asked.text)).toBe(0);
    });

    test('a time that passes after the call began is noticed at the hand-over', async () => {
      const asked = request('late meanwhile', { notAfter: realClock.now() + 400 });
      const outcome = await whileHeld(asked, () => realClock.sleepUntil(asked.notAfter));
      expect(outcome).toEqual({ kind: 'refused', because: 'too_late' });
      await sentinel();
      expect(received(asked.text)).toBe(0);
    });

    test('the same id handed over twice at once goes once', async () => {
      const asked = request('twice at once');
      const outcomes = await Promise.all([page.evaluate(handOver, asked), page.evaluate(handOver, asked)]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['handed', 'refused']);
      await until('the delivery', () => received(asked.text) >= 1);
      await sentinel();
      expect(received(asked.text)).toBe(1);
    });

    test('the same id handed over while it is being handed over goes once: the gate itself refuses the other', async () => {
      const asked = request('again meanwhile');
      let second: unknown = null;
      const first = await whileHeld(asked, async () => {
        second = await page.evaluate(handOver, asked);
      });
      expect(second).toEqual({ kind: 'handed' });
      expect(first).toEqual({ kind: 'refused', because: 'known_id' });
      await sentinel();
      expect(received(asked.text)).toBe(1);
    });

    test('an id that the page knows from an earlier document is refused', async () => {
      const asked = request('known from before');
      expect(await page.evaluate(handOver, asked)).toEqual({ kind: 'handed' });
      await until('the delivery', () => received(asked.text) === 1);
      const before = asked.document;
      await page.reload();
      await until('another document', () => seen?.document !== null && seen?.document !== before);
      await connectedAgain();
      expect(await page.evaluate(handOver, request(asked.text, { reservedId: asked.reservedId }))).toEqual({
        kind: 'refused',
        because: 'known_id',
      });
      expect(await page.evaluate(handOver, asked)).toEqual({ kind: 'refused', because: 'page_changed' });
      expect(await page.evaluate(abort, [asked.reservedId], before)).toBeNull();
      await sentinel();
      expect(received(asked.text)).toBe(1);
    });

    test('a throw before the hand-over leaves the gate closed for good', async () => {
      const asked = request('the library broke before');
      await page.evaluate(() => {
        const Key = (window as unknown as Holds).require('WAWebMsgKey');
        const newId = Key.newId;
        Key.newId = () => {
          Key.newId = newId as () => unknown;
          throw new Error('broken by the test');
        };
      });
      expect(await page.evaluate(handOver, asked)).toEqual({ kind: 'refused', because: 'module_missing' });
      expect(await page.evaluate(handOver, asked)).toEqual({ kind: 'refused', because: 'aborted' });
      await sentinel();
      expect(received(asked.text)).toBe(0);
    });

    test('a throw after the gate was passed says nothing: the message may be out, and here it is', async () => {
      const asked = request('the page broke after');
      await page.evaluate(() => {
        const action = (window as unknown as Holds).require('WAWebSendMsgChatAction');
        const send = action.addAndSendMsgToChat;
        action.addAndSendMsgToChat = (...args) => {
          action.addAndSendMsgToChat = send as () => unknown;
          send?.apply(action, args);
          return [Promise.reject(new Error('broken by the test')), Promise.resolve()];
        };
      });
      expect(await page.evaluate(handOver, asked)).toEqual({ kind: 'threw' });
      expect(await page.evaluate(abort, [asked.reservedId], asked.document)).toEqual([true]);
      await until('the delivery', () => received(asked.text) === 1);
    });

    test('a file that was uploaded stands behind the same gate, for one hand-over', async () => {
      const upload = async (asked: PageHandOver) => {
        const { reservedId, document } = asked;
        const file = {
          hash: 'ab'.repeat(32),
          mimetype: 'application/pdf',
          name: 'plan.pdf',
          form: 'document',
        } as const;
        await page.evaluate(passFile, reservedId, btoa(`%PDF- ${reservedId}`), document);
        const request = { reservedId, ...file, keep: [], document, withinMs: 20_000 };
        expect(await page.evaluate(prepareFile, request)).toBe('prepared');
        return { ...asked, file };
      };
      const cut = await upload(request('file, socket lost meanwhile'));
      const lost = await whileHeld(cut, async () => {
        rig.simulator.world.faults.cutNetwork();
        await until('the page to notice', () => seen?.judgement.state === 'no_socket');
      });
      expect(lost).toEqual({ kind: 'refused', because: 'not_connected' });
      rig.simulator.world.faults.restoreNetwork();
      await connectedAgain();
      const stopped = await upload(request('file, aborted meanwhile'));
      const outcome = await whileHeld(stopped, () =>
        page.evaluate(abort, [stopped.reservedId], stopped.document),
      );
      expect(outcome).toEqual({ kind: 'refused', because: 'aborted' });
      // What was uploaded for the one that was refused goes with no later one.
      expect(await page.evaluate(handOver, { ...cut })).toEqual({ kind: 'refused', because: 'no_file' });
      const free = await upload(request('file, nothing happened meanwhile'));
      expect(await whileHeld(free, async () => {})).toEqual({ kind: 'handed' });
      await until('the delivery', () => received(free.text) === 1);
      expect(rig.simulator.world.inbox('Mum').find(({ text }) => text === free.text)?.file).toMatchObject({
        type: 'document',
        filename: 'plan.pdf',
      });
      await sentinel();
      for (const { text } of [cut, stopped]) expect(received(text)).toBe(0);
    });

    test('the browser says what it is, and not that it has no window', async () => {
      const userAgent = await page.evaluate(() => navigator.userAgent);
      expect(userAgent).toMatch(/ Chrome\/\d{3}\./);
      expect(userAgent).not.toContain('Headless');
    });
  });
}
