/** /alerts: what rings, whether it works, and a trial. */
import { afterEach, describe, expect, test } from 'vitest';
import type { CallOutcome } from '../../src/core/alarm.ts';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

let home: Home;
afterEach(() => home.close());

const minute = 60_000;
let outcome: CallOutcome;
let beats: CallOutcome;
const posted: string[] = [];
const alert: HomeOptions['alert'] = {
  post: async (line) => {
    posted.push(line);
    return outcome;
  },
};

async function at(options: Partial<HomeOptions>): Promise<void> {
  outcome = 'accepted';
  beats = 'accepted';
  posted.length = 0;
  home = await createHome({ memory: true, ...options });
  home.heard();
}

describe('/alerts', () => {
  test('without any says how to be woken', async () => {
    await at({});
    expect(await home.says('/alerts')).toMatchInlineSnapshot(`
      "🔕 ALERT_URL is not set.
      📱 This chat makes no sound on your phone.
      To be woken: install the app ntfy, follow
      a topic that nobody guesses, and start me
      with ALERT_URL=https://ntfy.sh/<topic>
      Then: /alerts test"
    `);
    expect(await home.says('/alerts test')).toContain('🔕 ALERT_URL is not set.');
  });

  test('of a bot with a number of its own says that the chat rings', async () => {
    await at({ owners: ['+447700900002'], alert });
    home.world.personWrites('Mum', '/alerts');
    await home.pass(5_000);
    expect(
      home.world
        .inbox('Mum')
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('📱 Your phone rings for this chat, as I have\na number of my own.');
  });

  test('shows what is set, and that all was told', async () => {
    await at({ alert });
    expect(await home.says('/alarms')).toMatchInlineSnapshot(`
      "🔔 ALERT_URL gets a line for all that needs
      you, and never a name, number or text.
      All told.
      📱 This chat makes no sound on your phone.
      💓 No HEARTBEAT_URL: if I am gone,
      nobody tells you.
      Hear it: /alerts test"
    `);
  });

  test('shows what waits, and why', async () => {
    await at({ alert });
    outcome = 'refused';
    await home.says('/stop');
    await home.pass(2 * minute);
    expect(await home.says('/alerts')).toMatchInlineSnapshot(`
      "🔔 ALERT_URL gets a line for all that needs
      you, and never a name, number or text.
      ⚠️ 1 alarm waiting since
      Tue 24 Nov, 12:00: it refuses.
      📱 This chat makes no sound on your phone.
      💓 No HEARTBEAT_URL: if I am gone,
      nobody tells you.
      Hear it: /alerts test"
    `);
    outcome = 'unreachable';
    await home.pass(20 * minute);
    expect(await home.says('/alerts')).toContain('Tue 24 Nov, 12:00: no answer.');
    outcome = 'accepted';
    await home.pass(20 * minute);
    expect(await home.says('/alerts')).toContain('All told.');
  });

  test('rings once when asked to, with no word of anybody’s', async () => {
    await at({ alert });
    await home.says('/schedule tomorrow 9am to Mum: secret');
    expect(await home.says('/alerts test')).toMatchInlineSnapshot(`
      "🔔 Posted, and ALERT_URL took it.
      Did it ring? If not, look at the app:
      the topic, and its sound."
    `);
    await home.pass(20 * minute);
    expect(posted).toEqual(['Sendonce: a trial alarm, nothing is wrong']);
  });

  test('says what the receiver answered, and nothing better', async () => {
    await at({ alert });
    outcome = 'refused';
    expect(await home.says('/alerts test')).toMatchInlineSnapshot(`
      "🔕 ALERT_URL answered with a no.
      Is the address right, and the password?
      Set it anew where I run, then /alerts test"
    `);
    outcome = 'unreachable';
    expect(await home.says('/alerts test')).toMatchInlineSnapshot(`
      "🔕 ALERT_URL did not answer.
      Is the address right, and the network?
      Then: /alerts test"
    `);
    expect(home.ledger().alarmsWaiting()).toEqual([]);
  });

  test('shows whether the heartbeat gets through, also after a start', async () => {
    await at({ alert, heartbeat: { beat: async () => beats } });
    expect(await home.says('/alerts')).toContain('💓 HEARTBEAT_URL is called each minute.');
    beats = 'unreachable';
    await home.pass(2 * minute);
    expect(await home.says('/alerts')).toContain('💓 HEARTBEAT_URL does not answer: look after it.');
    await home.stop();
    beats = 'refused';
    await home.boot();
    await home.pass(2 * minute);
    expect(await home.says('/alerts')).toContain('💓 HEARTBEAT_URL refuses: look after it.');
    beats = 'accepted';
    await home.pass(2 * minute);
    expect(await home.says('/alerts')).toContain('💓 HEARTBEAT_URL is called each minute.');
  });

  test('knows no other words', async () => {
    await at({ alert });
    expect(await home.says('/alerts now')).toMatchInlineSnapshot(`
      "🚫 /alerts knows no "now".
      Try: /alerts · /alerts test"
    `);
    expect(posted).toEqual([]);
  });
});
