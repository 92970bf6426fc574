/** (4) Alarms and heartbeats of a whole bot under virtual time, to a receiver that fails, hangs and comes back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AlertPort, CallOutcome, HeartbeatPort } from '../../src/core/alarm.ts';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

const second = 1_000;
const minute = 60 * second;

interface Post {
  readonly at: number;
  readonly line: string;
}

let home: Home;
let posts: Post[];
let beats: number[];
/** What the receiver does: answers, or hangs until it is given up. */
let manner: CallOutcome | 'hang';
let inHand: number;
let mostInHand: number;

const answer = (givenUp: AbortSignal): Promise<CallOutcome> => {
  if (manner !== 'hang') return Promise.resolve(manner);
  inHand += 1;
  mostInHand = Math.max(mostInHand, inHand);
  return new Promise((resolve) => {
    let ended = false;
    const end = (): void => {
      if (!ended) inHand -= 1;
      ended = true;
      resolve('unreachable');
    };
    void home.clock.sleepUntil(home.clock.now() + 10 * second).then(end);
    givenUp.addEventListener('abort', end);
  });
};
const alert: AlertPort = {
  post(line, givenUp) {
    posts.push({ at: home.clock.now(), line });
    return answer(givenUp);
  },
};
const heartbeat: HeartbeatPort = {
  beat(givenUp) {
    beats.push(home.clock.now());
    return answer(givenUp);
  },
};

async function begin(options: HomeOptions = {}): Promise<void> {
  posts = [];
  beats = [];
  manner = 'accepted';
  inHand = 0;
  mostInHand = 0;
  home = await createHome({ alert, ...options });
  home.heard();
}
beforeEach(() => begin());
afterEach(() => home.close());

const lines = (): string[] => posts.map(({ line }) => line);

/** Due while nothing can be sent: missed when its grace has passed. */
async function miss(to: string, text: string): Promise<void> {
  await home.says(`/schedule in 1 minute to ${to}: ${text}`);
  home.world.faults.cutNetwork();
  await home.pass(17 * minute);
}

describe('an alarm', () => {
  test('of a missed message goes out though WhatsApp cannot be reached, and counts as told', async () => {
    await miss('Mum', 'a secret for nobody else');
    expect(home.message(1).status).toBe('missed');
    expect(lines()).toEqual(['Sendonce: #1 missed']);
    expect(home.ledger().told(1)).toMatchObject({ byNoticeAt: null });
    expect(home.ledger().told(1).byAlarmAt).not.toBeNull();
    home.world.faults.restoreNetwork();
    await home.pass(10 * second);
    // Told in the chat all the same, and the alarm not again.
    expect(home.heard().join('\n')).toContain('#1 to Mum missed');
    expect(home.ledger().told(1).byNoticeAt).not.toBeNull();
    expect(posts).toHaveLength(1);
    expect(await home.says('/why 1')).toMatch(/You were told: here [\d:]+, by alarm [\d:]+\./);
  });

  test('of a miss soon after the start does not wait for a look that has been had', async () => {
    await home.close();
    await begin({ settings: { graceMs: 3 * second } });
    await home.says('/schedule in 4 seconds to Mum: one');
    home.world.faults.cutNetwork();
    await home.pass(10 * second);
    expect(lines()).toEqual(['Sendonce: #1 missed']);
  });

  test('is raised for each state that the owner must hear of, and for each latch', async () => {
    await home.says('/schedule in 10 seconds to Mum: one');
    home.world.faults.nack(1);
    await home.pass(30 * second);
    await home.says('/schedule in 10 seconds to Anna: two');
    home.world.faults.failWithoutNack(1);
    await home.pass(2 * minute);
    await home.says('/schedule in 10 minutes to Anna: three');
    await home.says('/stop');
    await home.pass(20 * minute);
    await home.says('/resume');
    await home.pass(minute);
    expect(lines()).toEqual([
      'Sendonce: #1 failed',
      'Sendonce: #2 in doubt',
      'Sendonce: stopped: owner command',
      'Sendonce: #3 held',
    ]);
  });

  test('carries states and ids alone: no text, no name, no number', async () => {
    await miss("O'Brien", 'meet me at the harbour');
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    await home.says('/schedule in 10 seconds to Family: harbour again');
    await home.says('yes');
    home.world.faults.nack(1);
    await home.pass(minute);
    expect(posts.length).toBeGreaterThanOrEqual(2);
    for (const line of lines()) expect(line).toMatch(/^Sendonce: [a-z #\d,;:-]+$/);
    expect(lines().join()).not.toMatch(/Brien|harbour|Family|4477|@/);
  });

  test('of three hundred missed at once is one POST of bounded length', async () => {
    await home.close();
    await begin({ memory: true, settings: { maxPerMinute: 1_000, maxPerDay: 10_000, minGapMs: 0 } });
    const parts = Array.from({ length: 20 }, (_, index) => `part ${index}`).join('\n---\n');
    const people = ['Mum', 'Anna', 'Łukasz', "O'Brien", 'me'].join(', ');
    for (const hour of [1, 2, 3]) {
      await home.says(`/schedule in ${hour} hours to ${people}\n${parts.replaceAll('part', `part ${hour}`)}`);
      await home.says('yes');
    }
    expect(home.ledger().count({ statuses: ['scheduled'] })).toBe(300);
    home.world.faults.cutNetwork();
    manner = 'unreachable';
    await home.pass(4 * 60 * minute);
    manner = 'accepted';
    posts = [];
    await home.pass(15 * minute);
    expect(posts).toHaveLength(1);
    expect(lines()[0]).toMatch(/^Sendonce: 300 missed: #1-300 \(since 2026-11-24 13:\d\d UTC\)$/);
    expect(home.ledger().alarmsWaiting()).toEqual([]);
  });

  test('is not raised without a receiver, and what waited for one that is gone is dropped', async () => {
    await home.close();
    const options: { alert?: AlertPort } = { alert };
    home = await createHome(options);
    manner = 'refused';
    await miss('Mum', 'one');
    expect(home.ledger().alarmsWaiting()).toHaveLength(1);
    await home.kill();
    delete options.alert;
    await home.boot();
    await miss('Anna', 'two');
    expect(home.ledger().alarming()).toBe(false);
    posts = [];
    await home.kill();
    options.alert = alert;
    manner = 'accepted';
    await home.boot();
    await home.pass(minute);
    expect(home.ledger().alarming()).toBe(true);
    expect(posts).toEqual([]);
  });
});

describe('a receiver that fails', () => {
  test.each(['refused', 'unreachable'] as const)(
    'by %s is tried with growing pauses up to ten minutes, until it takes them',
    async (how) => {
      manner = how;
      await miss('Mum', 'one');
      await home.pass(60 * minute);
      const gaps = posts.slice(1).map(({ at }, index) => at - (posts[index]?.at ?? 0));
      gaps.forEach((gap, index) => {
        const least = Math.min(10 * minute, second * 2 ** index);
        expect(gap).toBeGreaterThanOrEqual(least);
        expect(gap).toBeLessThanOrEqual(least * 1.25 + 100);
      });
      expect(gaps.at(-1)).toBeGreaterThanOrEqual(10 * minute);
      expect(home.ledger().alarmsWaiting()).toHaveLength(1);
      manner = 'accepted';
      await home.pass(13 * minute);
      expect(home.ledger().alarmsWaiting()).toEqual([]);
      expect(lines().at(-1)).toMatch(/^Sendonce: #1 missed \(since 2026-11-24 12:16 UTC\)$/);
      const told = posts.length;
      await home.pass(60 * minute);
      expect(posts).toHaveLength(told);
    },
  );

  test('and hangs gets one POST at a time', async () => {
    manner = 'hang';
    await miss('Mum', 'one');
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    await home.says('/schedule in 10 seconds to Anna: two');
    home.world.faults.nack(1);
    await home.pass(10 * minute);
    expect(posts.length).toBeGreaterThan(2);
    expect(mostInHand).toBe(1);
    manner = 'accepted';
    await home.pass(15 * minute);
    expect(lines().at(-1)).toMatch(/^Sendonce: #1 missed; #2 failed \(since /);
  });

  test('is said in /status, with how many wait, since when and why; and so is that all were told', async () => {
    expect(await home.says('/status')).toContain('🔔 alarms on, all told');
    manner = 'unreachable';
    await miss('Mum', 'one');
    home.world.faults.restoreNetwork();
    await home.pass(10 * second);
    expect(await home.says('/status')).toContain('🔕 1 alarm waiting since 12:16: no answer.');
    manner = 'refused';
    await home.pass(25 * minute);
    expect(await home.says('/status')).toContain('🔕 1 alarm waiting since 12:16: refused.');
    manner = 'accepted';
    await home.pass(13 * minute);
    expect(await home.says('/status')).toContain('🔔 alarms on, all told');
  });

  test('hears what has become of a message in the meantime', async () => {
    manner = 'refused';
    await home.says('/schedule in 10 seconds to Mum: one');
    home.world.faults.acks('lost');
    await home.pass(2 * minute);
    expect(home.message(1).status).toBe('in_doubt');
    home.world.faults.acks('normal');
    home.world.faults.releaseAcks();
    await home.pass(10 * second);
    expect(home.message(1).status).toBe('sent');
    manner = 'accepted';
    await home.pass(15 * minute);
    expect(lines().at(-1)).toMatch(/^Sendonce: #1 in doubt, now sent \(since /);
  });
});

describe('an alarm across a restart', () => {
  test('that was not accepted is told by the next process, at once', async () => {
    manner = 'unreachable';
    await miss('Mum', 'one');
    await home.kill();
    posts = [];
    manner = 'accepted';
    await home.boot();
    expect(lines()).toEqual([expect.stringMatching(/^Sendonce: #1 missed \(since /)]);
  });

  test('that was accepted and recorded is not told again', async () => {
    await miss('Mum', 'one');
    await home.kill();
    posts = [];
    await home.boot();
    await home.pass(minute);
    expect(posts).toEqual([]);
  });

  test('that was accepted and, by a kill, not recorded is told twice: at least once', async () => {
    let taken = 0;
    await home.close();
    await begin({
      alert: {
        post: (line) => {
          posts.push({ at: home.clock.now(), line });
          taken += 1;
          // The receiver has it; the process that posted it never hears so.
          return taken === 1 ? new Promise(() => undefined) : Promise.resolve('accepted');
        },
      },
    });
    await miss('Mum', 'one');
    await home.kill();
    await home.boot();
    expect(lines()).toEqual(['Sendonce: #1 missed', expect.stringContaining('#1 missed')]);
    expect(home.ledger().alarmsWaiting()).toEqual([]);
  });

  test('in a crash loop says that it is one', async () => {
    for (let starts = 0; starts < 3; starts++) {
      await home.kill();
      await home.boot();
    }
    expect(home.ledger().latch('breaker')?.why).toBe('crash_loop');
    expect(lines()).toContain('Sendonce: breaker: crash loop');
  });

  test('that the very end raised is posted before it', async () => {
    const { bot } = home.root();
    const stopped = bot.emergencyStop();
    const ended = bot.stop();
    await home.pass(10 * second);
    await Promise.all([stopped, ended]);
    expect(lines()).toEqual(['Sendonce: stopped: outside']);
  });

  test('does not hold up the end: a receiver that hangs is given up', async () => {
    manner = 'hang';
    const { bot } = home.root();
    await bot.emergencyStop();
    await home.pass(100);
    expect(inHand).toBe(1);
    const began = home.clock.now();
    let took = Number.POSITIVE_INFINITY;
    void bot.stop().then(() => {
      took = home.clock.now() - began;
    });
    await home.pass(20 * second);
    expect(inHand).toBe(0);
    expect(took).toBeLessThanOrEqual(4 * second);
    expect(home.ledger().alarmsWaiting()).toHaveLength(1);
  });
});

describe('the heartbeat', () => {
  beforeEach(async () => {
    await home.close();
    await begin({ heartbeat, memory: true });
  });

  test('goes each minute while the bot is ready, and its failures change nothing', async () => {
    beats = [];
    await home.pass(10 * minute);
    expect(beats).toHaveLength(10);
    beats.slice(1).forEach((at, index) => {
      expect(at - (beats[index] ?? 0)).toBe(minute);
    });
    manner = 'unreachable';
    beats = [];
    await home.pass(5 * minute);
    expect(beats).toHaveLength(5);
    expect(home.ledger().alarmsWaiting()).toEqual([]);
  });

  test('ceases while offline, while stopped and under the breaker, and goes on afterwards', async () => {
    const quiet = async (): Promise<void> => {
      beats = [];
      await home.pass(5 * minute);
      expect(beats).toEqual([]);
    };
    home.world.faults.cutNetwork();
    await quiet();
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(beats.length).toBeGreaterThan(0);
    await home.says('/stop');
    await quiet();
    await home.says('/resume');
    const { ledger, clock } = home.root().ground;
    ledger.write((tx) => tx.setLatch({ name: 'breaker', setAt: clock.now(), why: 'conflict' }));
    await quiet();
    await home.says('/resume');
    await home.pass(2 * minute);
    expect(beats.length).toBeGreaterThan(0);
  });
});
