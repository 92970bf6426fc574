/** (4, 5) The selftest: it says what was seen, ends with a sentence whatever breaks, and leaves nothing without a word. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lastSelftest, runningSelftest, type SelftestResult } from '../../src/core/selftest.ts';
import { people } from '../../src/simulator/cast.ts';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

let home: Home;
async function open(options: HomeOptions = {}): Promise<void> {
  home = await createHome({ memory: true, ...options });
  home.heard();
}
beforeEach(() => open());
afterEach(() => home.close());

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const isCanary = (text: string): boolean => /A test of mine/.test(text);
/** What the bot said but the canary and the answer to the command. */
const said = (): string[] =>
  home.heard().filter((text) => !isCanary(text) && !text.startsWith('🔬 I test WhatsApp Web'));
const canaries = () => home.world.control().filter(({ text }) => isCanary(text));
const result = (): SelftestResult => {
  const last = lastSelftest(home.ledger());
  if (last === null) throw new Error('there is no result');
  return last;
};
const onOtherPhones = () => people.flatMap(({ name }) => home.world.inbox(name));
function ask(): void {
  home.world.ownerWrites('/selftest');
}
/** The page never answers that again, and whatever stands behind it is not reached. */
function stopAt(verb: 'number' | 'handOver' | 'lookUp' | 'edit' | 'react' | 'recycle' | 'revoke'): void {
  const whatsapp = home.whatsapp();
  const own = whatsapp.handOver;
  whatsapp[verb] = () => new Promise<never>(() => undefined);
  if (verb !== 'handOver') return;
  whatsapp.handOver = (request) => (isCanary(request.text) ? new Promise(() => undefined) : own(request));
}
/** Step by step, until this is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let steps = 0; !isSo(); steps++) {
    if (steps > 3_000) throw new Error('waited for five minutes in vain');
    await home.pass(100);
  }
}
const verdict = (trial: keyof SelftestResult['verdicts']) =>
  runningSelftest(home.ledger())?.verdicts[trial] ?? null;

describe('/selftest', () => {
  test('tries everything on one line of its own, deletes it, and says what holds', async () => {
    ask();
    await home.pass(minute);
    expect(said()).toMatchInlineSnapshot(`
      [
        "🔬 My test of WhatsApp Web
      2.3000.1043220887
      reserved ids: yes · acks: yes
      look-up: yes · edits: yes
      look-up after reload: yes
      reactions: yes · deleting: yes
      typing: yes · numbers: yes
      ✅ All of it works here.",
      ]
    `);
    expect(canaries()).toMatchObject(
      [{ revoked: true, reaction: '🔬', text: /edited by me/ }].map((line) => ({
        ...line,
        text: expect.stringMatching(line.text),
      })),
    );
    expect(home.world.changes().map(({ kind }) => kind)).toEqual(['edit', 'reaction', 'revoke']);
    expect(onOtherPhones()).toEqual([]);
    expect(home.ledger().messages({})).toEqual([]);
    expect(home.ledger().noticesWaiting()).toEqual([]);
    expect(home.ledger().openTellings()).toEqual([]);
  });

  test('(9) its line is no command, at first, edited, read back or answered to', async () => {
    ask();
    await home.pass(minute);
    const [canary] = canaries();
    home.world.repeats(canary?.waId ?? '');
    home.world.ownerReacts(canary?.waId ?? '', '👍');
    await home.pass(minute);
    expect(home.ledger().command(canary?.waId ?? '')).toEqual([]);
    expect(home.ledger().commandsReceived()).toEqual([]);
    expect(home.heard().join('\n')).not.toMatch(/I know no|🚫/);
  });

  test('(11) is handed over once, whatever comes of it', async () => {
    home.world.faults.acks('lost');
    ask();
    await home.pass(5 * minute);
    home.world.faults.cutNetwork();
    await home.pass(minute);
    home.world.faults.calm();
    await home.pass(hour);
    expect(home.world.taken().filter(({ text }) => /A test of mine/.test(text))).toHaveLength(1);
    expect(result().verdicts.ack).toBe('no');
  });

  test('asked for twice is made once', async () => {
    stopAt('edit');
    expect(await home.says('/selftest')).toContain('🔬 I test WhatsApp Web');
    expect(await home.says('/selftest')).toContain('A test is under way');
    await home.kill();
    await home.boot();
    await home.pass(2 * minute);
    expect(canaries()).toHaveLength(1);
    expect(await home.says('/selftest')).toContain('🔬 I test WhatsApp Web');
    await home.pass(2 * minute);
    expect(canaries()).toHaveLength(2);
  });

  test('with a number of the bot’s own its line stands in the bot’s chat with itself, and the owner hears of it', async () => {
    await home.close();
    const mum = people.find(({ name }) => name === 'Mum');
    await open({ owners: [mum?.phone ?? ''] });
    home.world.personWrites('Mum', '/selftest');
    await home.pass(2 * minute);
    expect(canaries()).toMatchObject([{ revoked: true }]);
    const mums = home.world.inbox('Mum').map(({ text }) => text);
    expect(mums.filter((text) => /A test of mine/.test(text))).toEqual([]);
    expect(mums.filter((text) => /My test of WhatsApp Web/.test(text))).toHaveLength(1);
  });
});

describe('(5) nothing is claimed without evidence', () => {
  test.each([
    ['react', 'reactions: no'],
    ['edit', 'edits: no'],
    ['typing', 'typing: no'],
    ['numbers', 'numbers: no'],
  ] as const)('a WhatsApp Web that lacks %s is told as %j, and all else as it is', async (ability, words) => {
    home.whatsapp().deploy({ lacking: [{ ability, name: 'WAWebSomething' }] });
    home.whatsapp().crashPage();
    await home.pass(minute);
    home.heard();
    ask();
    await home.pass(2 * minute);
    const [report = ''] = said();
    expect(report).toContain(words);
    expect(report.match(/: no/g)).toHaveLength(1);
    expect(report).toContain('⚠️ What says no does not work here.');
    expect(canaries()).toMatchObject([{ revoked: true }]);
  });

  test('one that cannot delete leaves the line, and the owner is asked to', async () => {
    home.whatsapp().deploy({ lacking: [{ ability: 'revoke', name: 'WAWebCmd.Cmd.sendRevokeMsgs' }] });
    home.whatsapp().crashPage();
    await home.pass(minute);
    ask();
    await home.pass(2 * minute);
    expect(said().at(-1)).toMatch(/deleting: no[\s\S]*\n\nI could not delete my test line/);
    expect(canaries()).toMatchObject([{ revoked: false }]);
  });

  test('a deletion that the page alone shows is not called one', async () => {
    home.world.faults.revokes('lost');
    ask();
    await home.pass(3 * minute);
    expect(said().at(-1)).toMatch(/deleting: \?[\s\S]*\n\nMy test line may still stand/);
    expect(result().verdicts).toMatchObject({ edit: 'yes', revoke: 'unclear' });
  });

  test('without an ack neither look-up counts, and nothing is said of what wants one', async () => {
    home.world.faults.acks('lost');
    ask();
    await home.pass(5 * minute);
    expect(result()).toMatchObject({
      interrupted: false,
      canary: 'unclear',
      verdicts: { ack: 'no', look_up: 'unclear', edit: 'unclear', revoke: 'unclear' },
    });
    expect(result().verdicts.look_up_after_reload).not.toBe('yes');
  });

  test('a line that another page does not find is told so', async () => {
    home.world.faults.latency(() => 50);
    ask();
    await until(() => verdict('reaction') !== null);
    home.whatsapp().lookUp = async (_chat, ids) =>
      ids.map((reservedId) => ({ reservedId, found: { kind: 'absent' } }));
    await home.pass(2 * minute);
    expect(said().at(-1)).toMatch(/look-up after reload: no[\s\S]*I shall often not know what went/);
  });

  test('a line refused before the hand-over is not there, and nothing is said of it', async () => {
    home.whatsapp().handOver = async () => ({ kind: 'refused', because: 'module_missing' });
    ask();
    await until(() => lastSelftest(home.ledger()) !== null);
    expect(result()).toMatchObject({
      canary: 'none',
      verdicts: { reserved_id: 'no', ack: 'untried', revoke: 'untried', number: 'yes' },
    });
    expect(home.ledger().openTellings()).toEqual([]);
  });
});

describe('(4) a test that breaks off ends with a sentence, and its line does not stay without one', () => {
  test.each([
    ['number', 0, true],
    ['handOver', 0, true],
    ['lookUp', 1, true],
    ['edit', 1, true],
    ['react', 1, true],
    ['recycle', 1, false],
    ['revoke', 1, false],
  ] as const)('killed in the middle of "%s"', async (verb, lines, isCut) => {
    stopAt(verb);
    ask();
    await home.pass(5 * second);
    await home.kill();
    await home.boot();
    await home.pass(3 * minute);
    const report = said().find((text) => /My test/.test(text)) ?? '';
    expect(report).toMatch(isCut ? /^🔬 My test was interrupted/ : /^🔬 My test of WhatsApp Web/);
    expect(canaries()).toHaveLength(lines);
    expect(canaries().filter(({ revoked }) => !revoked)).toEqual([]);
    expect(report.includes('look-up after reload: yes')).toBe(lines === 1);
    expect(report.includes('may still stand')).toBe(verb === 'handOver');
    expect(runningSelftest(home.ledger())).toBeNull();
    expect(home.ledger().noticesWaiting()).toEqual([]);
  });

  test('killed just after the hand-over', async () => {
    const whatsapp = home.whatsapp();
    const own = whatsapp.handOver;
    whatsapp.handOver = async (request) => {
      const outcome = await own(request);
      return isCanary(request.text) ? new Promise(() => undefined) : outcome;
    };
    ask();
    await home.pass(second);
    await home.kill();
    await home.boot();
    await home.pass(3 * minute);
    expect(said().find((text) => /My test/.test(text))).toMatch(
      /interrupted[\s\S]*edits: \?[\s\S]*deleting: yes/,
    );
    expect(canaries()).toMatchObject([{ revoked: true }]);
  });

  test('the network goes in the middle of it', async () => {
    home.world.faults.latency(() => 50);
    ask();
    await until(() => verdict('look_up') !== null);
    home.world.faults.cutNetwork();
    await home.pass(10 * minute);
    expect(canaries()).toMatchObject([{ revoked: false }]);
    home.world.faults.restoreNetwork();
    await home.pass(3 * minute);
    expect(said().find((text) => /My test/.test(text))).toMatch(/interrupted/);
    expect(canaries()).toMatchObject([{ revoked: true }]);
  });

  test('another account is linked in the middle of it', async () => {
    home.world.faults.latency(() => 50);
    ask();
    await until(() => verdict('look_up') !== null);
    home.ledger().write((tx) => {
      const running = runningSelftest(tx);
      const began = { account: '447700900999@c.us', version: 'x' };
      tx.set('selftest_running', JSON.stringify({ ...running, began }));
    });
    await home.pass(minute);
    expect(said().at(-1)).toMatch(/interrupted[\s\S]*My test line may still stand/);
  });

  test('asked to end in the middle of it', async () => {
    home.world.faults.latency(() => 50);
    ask();
    await until(() => verdict('ack') !== null);
    await home.stop();
    await home.boot();
    await home.pass(3 * minute);
    expect(said().join('\n')).toMatch(/My test/);
    expect(canaries()).toMatchObject([{ revoked: true }]);
  });
});

describe('(10) a test is never in the way of what is due', () => {
  test('what is due in seconds goes first and on time', async () => {
    await home.says('/schedule in 8 seconds to Mum: on time');
    const { plannedAt } = home.message(1);
    ask();
    await home.pass(second);
    expect(canaries()).toEqual([]);
    await home.pass(2 * minute);
    const [wire] = home.world.wire().filter(({ text }) => text === 'on time');
    expect((wire?.at ?? 0) - plannedAt).toBeLessThan(second);
    expect(result().verdicts.ack).toBe('yes');
  });

  test('no page is thrown away for it while something is due within three minutes', async () => {
    await home.says('/schedule in 2 minutes to Mum: on time');
    const recycled: number[] = [];
    home.whatsapp().onCall = (verb) => {
      if (verb === 'recycle') recycled.push(home.clock.now());
    };
    ask();
    await home.pass(90 * second);
    expect(recycled).toEqual([]);
    expect(result()).toMatchObject({ canary: 'deleted', verdicts: { look_up_after_reload: 'untried' } });
    expect(said().at(-1)).toContain('look-up after reload: untried');
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'on time')).toBe(1);
  });

  test('under a stop it works, and nothing else goes', async () => {
    await home.says('/schedule in 20 seconds to Mum: frozen');
    await home.says('/stop');
    ask();
    await home.pass(3 * minute);
    expect(result().verdicts.look_up_after_reload).toBe('yes');
    expect(home.world.inbox('Mum')).toEqual([]);
  });
});

describe('at the first link', () => {
  beforeEach(async () => {
    await home.close();
    await open({ testsItself: true });
  });

  test('an account is tested once, by itself, when all has been quiet for ten minutes', async () => {
    await home.pass(9 * minute);
    expect(canaries()).toEqual([]);
    await home.pass(4 * minute);
    expect(canaries()).toMatchObject([{ revoked: true }]);
    expect(said()).toEqual([expect.stringMatching(/^🔬 My test of WhatsApp Web/)]);
    await home.pass(3 * hour);
    await home.kill();
    await home.boot();
    await home.pass(hour);
    expect(canaries()).toHaveLength(1);
  });

  test('it waits while the owner writes, and for what is due', async () => {
    for (let passed = 0; passed < 5; passed++) {
      await home.pass(5 * minute);
      await home.says('/list');
    }
    expect(canaries()).toEqual([]);
    await home.says('/schedule in 12 minutes to Mum: first');
    await home.pass(11 * minute);
    expect(canaries()).toEqual([]);
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'first')).toBe(1);
    await home.pass(10 * minute);
    expect(canaries()).toHaveLength(1);
  });

  test('under a stop it waits for the resume', async () => {
    await home.says('/stop');
    await home.pass(hour);
    expect(canaries()).toEqual([]);
    await home.says('/resume');
    await home.pass(15 * minute);
    expect(canaries()).toHaveLength(1);
  });

  test('one that was interrupted is not begun again by itself', async () => {
    stopAt('edit');
    await home.pass(12 * minute);
    await home.kill();
    await home.boot();
    await home.pass(hour);
    expect(said().filter((text) => /My test was interrupted/.test(text))).toHaveLength(1);
    expect(canaries()).toMatchObject([{ revoked: true }]);
    expect(result().interrupted).toBe(true);
  });
});
