/** /stop, /resume and /status. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

describe('/stop', () => {
  test('of nothing, of one and of many', async () => {
    expect(await home.says('/stop')).toMatchInlineSnapshot(
      `"🛑 Stopped. Nothing was waiting. /resume goes on."`,
    );
    await home.says('/schedule in 1 hour to Mum: one');
    expect(await home.says('🛑')).toMatchInlineSnapshot(
      `"🛑 Stopped. 1 message is frozen. /resume shows them first."`,
    );
    await home.says('/schedule in 1 hour to Mum: two');
    expect(await home.says('/stop everything now')).toMatchInlineSnapshot(
      `"🛑 Stopped. 2 messages are frozen. /resume shows them first."`,
    );
    await home.pass(3 * 60 * minute);
    expect(home.world.inbox('Mum')).toEqual([]);
  });

  test('drops the open question, and says so', async () => {
    await home.says('/schedule tomorrow 9 to Mum: hi');
    expect(await home.says('/stop now')).toContain('🚫 NOT scheduled: "hi" to Mum.');
  });

  test('says what had left, and of what nobody can tell', async () => {
    await home.says('/schedule at 13:00 to Mum: one');
    await home.says('/schedule at 13:00 to Anna: two');
    home.world.faults.acks({ delayMs: 3_000 });
    await home.clock.advanceTo(home.message(1).plannedAt + 1_000);
    home.world.ownerWrites('/stop');
    await home.pass(10_000);
    home.world.faults.acks('normal');
    expect(home.heard().find((text) => text.includes('Stopped'))).toMatchInlineSnapshot(`
      "🛑 Stopped. Nothing was waiting;
      #1 may have left, I cannot tell;
      #2 may have left, I cannot tell. /resume goes on."
    `);
  });
});

describe('/resume', () => {
  test('that finds nothing overdue', async () => {
    expect(await home.says('/resume')).toMatchInlineSnapshot(`
      "▶️ I was not stopped.
      Nothing is overdue.
      0 messages scheduled. /list"
    `);
    await home.says('/schedule in 1 hour to Mum: one');
    await home.says('/stop');
    expect(await home.says('/go')).toMatchInlineSnapshot(`
      "▶️ Going on. Stopped since 12:00:07:
      you had stopped me.
      Nothing is overdue.
      1 message scheduled. /list"
    `);
    await home.pass(2 * 60 * minute);
    expect(home.world.timesReceived('Mum', 'one')).toBe(1);
  });

  test('that finds one overdue, and its answer', async () => {
    await home.says('/schedule in 1 hour to Mum: one');
    await home.says('/stop');
    await home.pass(2 * 60 * minute);
    expect(await home.says('/resume')).toMatchInlineSnapshot(`
      "▶️ Going on. Stopped since 12:00:05:
      you had stopped me.
      ⌛ 1 message overdue, nothing of it goes by itself:
      1) #1 Mum 13:00:03
      Answer: send · drop · move 18:00"
    `);
    expect(await home.says('send')).toBe('⏰ #1 to Mum goes now.');
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'one')).toBe(1);
  });

  test('that finds several overdue after a night, each with its day', async () => {
    await home.says('/schedule in 1 hour to Mum: one');
    await home.says('/schedule tomorrow 9am to Anna: two');
    await home.says('/stop');
    await home.pass(24 * 60 * minute);
    expect(await home.says('/resume')).toMatchInlineSnapshot(`
      "▶️ Going on. Stopped since Tue 24 Nov, 12:00:07:
      you had stopped me.
      ⌛ 2 messages overdue, nothing of it goes by itself:
      1) #1 Mum Tue 24 Nov, 13:00:03
      2) #2 Anna 09:00
      Answer: 1 send · 2 drop · all drop
      or later: 1 move tomorrow 9:00"
    `);
    expect(await home.says('1 send 2 drop')).toMatchInlineSnapshot(`
      "⏰ #1 to Mum goes now.
      🗑️ #2 to Anna dropped."
    `);
    await home.pass(minute);
    expect(home.world.timesReceived('Mum', 'one')).toBe(1);
    expect(home.world.inbox('Anna')).toEqual([]);
  });

  test('with words behind it resumes nothing, since it may be meant for one message', async () => {
    await home.says('/stop');
    expect(await home.says('/resume 12')).toMatchInlineSnapshot(`
      "🚫 Nothing resumed: /resume takes no words,
      found "12".
      /resume lets everything go on.
      For one message: /resolve 12 send"
    `);
    expect(home.ledger().latch('stopped')).not.toBeNull();
    expect(await home.says('/resume!')).toContain('▶️ Going on.');
  });
});

describe('/status', () => {
  test('of a new home, of a busy one and of a stopped one', async () => {
    expect(await home.says('/status')).toMatchInlineSnapshot(`
      "🟢 Ready. Running since
      Tue 24 Nov, 12:00:03.
      0 messages scheduled · 0 sent
      Times as in London; it is 12:00.
      Sendonce test · 🔕 no alarms: see /alerts"
    `);
    await home.says('/schedule in 1 hour to Mum: one');
    await home.says('/schedule in 5 seconds to Mum: now');
    home.world.faults.nack(1);
    await home.pass(10_000);
    expect(await home.says('/status')).toMatchInlineSnapshot(`
      "🟢 Ready. Running since
      Tue 24 Nov, 12:00:19.
      1 message scheduled · 0 sent
      Next: #1 to Mum
      Tue 24 Nov, 13:00:05 London · in 1 hour
      ❗ 1 needs you: /attention
      Times as in London; it is 12:00.
      Sendonce test · 🔕 no alarms: see /alerts"
    `);
    await home.says('/stop');
    await home.pass(90 * minute);
    expect(await home.says('/status')).toMatchInlineSnapshot(`
      "🛑 Stopped since 12:00:21,
      2 hours ago. /resume goes on.
      1 message scheduled · 0 sent
      Next: #1 to Mum
      Tue 24 Nov, 13:00:05 London · 30 minutes ago
      ❗ 1 needs you: /attention
      Times as in London; it is 13:30.
      Sendonce test · 🔕 no alarms: see /alerts"
    `);
    await home.says('/resume');
    expect(await home.says('/status')).toMatchInlineSnapshot(`
      "🟢 Ready. Running since
      Tue 24 Nov, 13:30:27.
      0 messages scheduled · 1 held · 0 sent
      ❗ 2 need you: /attention
      Times as in London; it is 13:30.
      Sendonce test · 🔕 no alarms: see /alerts"
    `);
  });

  test('without a zone, and dry', async () => {
    await home.close();
    home = await createHome({ memory: true, zone: null, settings: { dryRun: true } });
    expect(await home.says('/status')).toMatchInlineSnapshot(`
      "🟢 Ready. Running since
      Tue 24 Nov, 12:00:03.
      0 messages scheduled · 0 sent
      ❓ No time zone yet: /tz London
      🎭 Dry run: nothing is sent.
      Sendonce test · 🔕 no alarms: see /alerts"
    `);
  });
});
