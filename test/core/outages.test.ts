/** (4) An outage is told once, in one sentence, on the next connection; a blink is not. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const second = 1_000;
const minute = 60 * second;
const outages = (): string[] => home.heard().filter((text) => text.includes('📶'));
const setting = (key: string) => home.ledger().setting(key);

async function offline(ms: number): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(ms);
  home.world.faults.restoreNetwork();
  await home.pass(30 * second);
}

describe('an outage', () => {
  test('is told once, with its times, its reason and what it cost', async () => {
    await offline(25 * minute);
    expect(outages()).toEqual([
      '📶 I was offline 12:00 to 12:25:\nthe connection to WhatsApp was down.\nNothing was missed.',
    ]);
    await home.pass(60 * minute);
    expect(outages()).toEqual([]);
  });

  test('names every reason that it went through, in their order, but for our own restart', async () => {
    home.world.faults.cutNetwork();
    home.whatsapp().crashPage();
    await home.pass(5 * minute);
    await home.whatsapp().recycle();
    home.world.faults.restoreNetwork();
    await home.pass(30 * second);
    expect(outages()[0]).toMatch(
      /12:00 to 12:05:\nthe connection to WhatsApp was down,\nthen the page of WhatsApp Web crashed,\nthen web\.whatsapp\.com did not answer\.\nNothing was missed\.$/,
    );
  });

  test('with a miss in it says so, and never that nothing was missed', async () => {
    await home.says('/schedule in 1 minute to Mum: one');
    await home.says('/schedule in 20 minutes to Anna: late');
    home.heard();
    await offline(25 * minute);
    const [told] = outages();
    expect(told).toContain('1 missed its time: /attention\n1 went late.');
    expect(told).not.toContain('Nothing was missed');
    expect(home.world.timesReceived('Anna', 'late')).toBe(1);
  });

  test('does not say that nothing was missed while what was due in it has not gone', async () => {
    await home.says('/schedule in 2 minutes to Mum: frozen');
    await home.says('/stop');
    home.heard();
    await offline(5 * minute);
    expect(outages()[0]).toMatch(/was down\.\n1 due meanwhile has not gone\.$/);
  });

  test('survives kills inside it, and is told with its own beginning', async () => {
    home.world.faults.cutNetwork();
    await home.pass(10 * minute);
    await home.kill();
    await home.pass(5 * minute);
    await home.boot();
    await home.pass(10 * minute);
    await home.kill();
    await home.boot();
    home.world.faults.restoreNetwork();
    await home.pass(30 * second);
    const told = outages();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /offline 12:00 to 12:25:\nthe connection to WhatsApp was down,\nthen I was not running,/,
    );
  });

  test('of a bot that did not run is counted from when it was last up', async () => {
    await home.pass(40 * minute + 30 * second);
    await home.kill();
    await home.pass(20 * minute);
    await home.boot();
    await home.pass(30 * second);
    expect(outages()).toEqual(['📶 I was offline 12:40 to 13:00:\nI was not running.\nNothing was missed.']);
  });

  test('over midnight needs no day, and one that lasted longer names both', async () => {
    await home.pass(11 * 60 * minute);
    await offline(2 * 60 * minute);
    expect(outages()[0]).toContain('📶 I was offline 23:00 to 01:00:');
    await offline(26 * 60 * minute);
    expect(outages()[0]).toContain('📶 I was offline\nWed 25 Nov, 01:00 to Thu 26 Nov, 03:00:');
  });

  test('ended by a connection that comes and goes is one', async () => {
    home.world.faults.cutNetwork();
    await home.pass(20 * minute);
    for (let flaps = 0; flaps < 4; flaps++) {
      home.world.faults.restoreNetwork();
      await home.pass(5 * second);
      home.world.faults.cutNetwork();
      await home.pass(20 * second);
    }
    home.world.faults.restoreNetwork();
    await home.pass(30 * second);
    const told = outages();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('12:00 to 12:21');
  });

  test('into which the clock was set is told without a beginning that nobody knows', async () => {
    home.world.faults.cutNetwork();
    await home.pass(10 * minute);
    home.clock.step(3 * 60 * minute);
    await home.pass(10 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(30 * second);
    expect(outages()[0]).toMatch(/^📶 I was offline until 15:20:\n/);
  });
});

describe('an outage by a WhatsApp Web that lacks a part of sending', () => {
  const deploy = async (lacking: readonly { ability: 'send'; name: string }[]): Promise<void> => {
    home.whatsapp().deploy({ lacking });
    home.world.faults.cutNetwork();
    home.world.faults.restoreNetwork();
    await home.pass(second);
  };

  test('lasts until a whole one is there, and says what it was and what it cost', async () => {
    await home.says('/schedule in 1 minute to Mum: one');
    home.heard();
    await deploy([{ ability: 'send', name: 'WAWebSomething.member' }]);
    await home.pass(25 * minute);
    expect(home.heard()).toEqual([]);
    await deploy([]);
    await home.pass(30 * second);
    const heard = home.heard();
    expect(heard.filter((text) => text.includes('📶'))).toEqual([
      '📶 I could not send 12:00 to 12:25:\nthe connection to WhatsApp was down,\nthen WhatsApp Web lacked a part I send with.\n1 missed its time: /attention',
    ]);
    expect(heard.join('\n')).toContain('I could not send since 12:00.');
  });

  test('survives a kill inside it', async () => {
    await deploy([{ ability: 'send', name: 'WAWebSomething.member' }]);
    await home.pass(10 * minute);
    await home.kill();
    await home.pass(minute);
    await home.boot();
    await home.pass(minute);
    expect(outages()[0]).toMatch(/^📶 I could not send 12:00 to 12:1\d:[\s\S]*lacked a part I send with/);
  });
});

describe('no outage is told', () => {
  test('of a blink, nor of a page that is back within seconds', async () => {
    await offline(50 * second);
    home.whatsapp().crashPage();
    await home.pass(minute);
    expect(outages()).toEqual([]);
    expect(setting('outage')).toBeNull();
  });

  test('at the first link, or of a restart that somebody asked for', async () => {
    expect(outages()).toEqual([]);
    await home.stop();
    await home.boot();
    await home.pass(minute);
    expect(outages()).toEqual([]);
  });

  test('for each of many short ones: they are counted, and named by the next', async () => {
    await offline(3 * minute);
    expect(outages()).toHaveLength(1);
    for (let times = 0; times < 4; times++) {
      await offline(2 * minute);
      await home.pass(3 * minute);
    }
    expect(outages()).toEqual([]);
    await offline(15 * minute);
    expect(outages()[0]).toMatch(/Nothing was missed\.\n4 short outages before that cost nothing\.$/);
    await offline(15 * minute);
    expect(outages()[0]).not.toContain('short');
  });

  test('but one that cost a message is told however short, and however soon after another', async () => {
    await offline(15 * minute);
    outages();
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.heard();
    const { ledger, clock } = home.root().ground;
    home.world.faults.cutNetwork();
    await home.pass(30 * second);
    ledger.write((tx) =>
      tx.move({
        id: 1,
        from: 'scheduled',
        to: 'missed',
        actor: 'grace',
        evidence: 'grace_passed',
        at: clock.now(),
      }),
    );
    await home.pass(60 * second);
    home.world.faults.restoreNetwork();
    await home.pass(30 * second);
    expect(outages()[0]).toContain('1 missed its time: /attention');
  });
});

test('what a fault broke is worth a word after twenty seconds', async () => {
  home.world.faults.cutNetwork();
  home.whatsapp().crashPage();
  await home.pass(30 * second);
  home.world.faults.restoreNetwork();
  await home.pass(30 * second);
  expect(outages()[0]).toMatch(/^📶 I was offline at 12:00 for 3\d s:\n/);
});

test('a ledger that was put back tells of no outage since the day of its backup', async () => {
  await home.pass(10 * minute);
  const { ledger } = home.root().ground;
  const { forgetOutages } = await import('../../src/core/outages.ts');
  ledger.write(forgetOutages);
  await home.kill();
  await home.pass(24 * 60 * minute);
  await home.boot();
  await home.pass(minute);
  expect(outages()).toEqual([]);
});
