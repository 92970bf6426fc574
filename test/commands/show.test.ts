/** /show and /why: one message as it stands, and everything that happened to it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

async function both(id: number): Promise<string> {
  return `${await home.says(`/show ${id}`)}\n\n${await home.says(`/why ${id}`)}`;
}

describe('/show and /why of a message', () => {
  test('scheduled', async () => {
    await home.says('/schedule tomorrow 9am to Mum: hello');
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      hello
      scheduled

      🔎 #1 to Mum
      scheduled
      Tue 24 Nov
      12:00:03 scheduled: you said so"
    `);
  });

  test('sent, with the acks as its evidence', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    await home.pass(10_000);
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:00:08 London · 7 seconds ago
      hello
      sent: WhatsApp confirmed it (read)

      🔎 #1 to Mum
      sent: WhatsApp confirmed it (read)
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:00:08 on its way: its time came
      12:00:08 sent: WhatsApp's server has it
      12:00:08 sent: delivered
      12:00:08 sent: read"
    `);
  });

  test('cancelled', async () => {
    await home.says('/schedule tomorrow 9am to Mum: hello');
    await home.says('/cancel 1');
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      hello
      cancelled Tue 24 Nov, 12:00:05

      🔎 #1 to Mum
      cancelled Tue 24 Nov, 12:00:05
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:00:05 cancelled: you said so"
    `);
  });

  test('in doubt, and what took its place', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(minute);
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:00:08 London · 57 seconds ago
      hello
      in doubt: I cannot tell if it went.
      Reply: arrived · again · drop

      🔎 #1 to Mum
      in doubt: I cannot tell if it went.
      Reply: arrived · again · drop
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:00:08 on its way: its time came
      12:00:18 in doubt: the page failed to send it
      You were told: here 12:00:18."
    `);
    await home.says('again');
    await home.says('yes');
    await home.pass(minute);
    expect(await both(2)).toMatchInlineSnapshot(`
      "#2 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:01:11 London · 1 minute ago
      hello
      sent: WhatsApp confirmed it (read)
      In place of #1.

      🔎 #2 to Mum
      sent: WhatsApp confirmed it (read)
      Tue 24 Nov
      12:01:11 scheduled: you wanted it in place of #1
      12:01:12 on its way: its time came
      12:01:12 sent: WhatsApp's server has it
      12:01:12 sent: delivered
      12:01:12 sent: read"
    `);
    expect(await home.says('/show 1')).toContain('#2 takes its place.');
  });

  test('refused by WhatsApp', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    home.world.faults.nack(1);
    await home.pass(minute);
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:00:08 London · 57 seconds ago
      hello
      not sent, Tue 24 Nov, 12:00:08.
      Reply: send · drop · move 18:00

      🔎 #1 to Mum
      not sent, Tue 24 Nov, 12:00:08.
      Reply: send · drop · move 18:00
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:00:08 on its way: its time came
      12:00:08 not sent: WhatsApp refused it
      You were told: here 12:00:08."
    `);
  });

  test('missed, and dropped', async () => {
    await home.says('/schedule in 5 minutes to Mum: hello');
    home.world.faults.cutNetwork();
    await home.pass(30 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:05:03 London · 25 minutes ago
      hello
      missed: its time passed.
      Reply: send · drop · move 18:00

      🔎 #1 to Mum
      missed: its time passed.
      Reply: send · drop · move 18:00
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:20:03 missed: its time had passed by too much
      You were told: here 12:30:05."
    `);
    await home.says('drop');
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:05:03 London · 25 minutes ago
      hello
      missed: its time passed; dropped

      🔎 #1 to Mum
      missed: its time passed; dropped
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:20:03 missed: its time had passed by too much
      12:30:14 dropped: you answered so
      You were told: here 12:30:05."
    `);
  });

  test('held', async () => {
    await home.says('/schedule in 5 minutes to Mum: hello');
    await home.says('/stop');
    await home.pass(30 * minute);
    await home.says('/resume');
    expect(await both(1)).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:05:03 London · 25 minutes ago
      hello
      held: due while I was stopped.
      Reply: send · drop · move 18:00

      🔎 #1 to Mum
      held: due while I was stopped.
      Reply: send · drop · move 18:00
      Tue 24 Nov
      12:00:03 scheduled: you said so
      12:30:07 held: I was stopped when it was due
      You were told: here 12:30:07."
    `);
  });

  test('one part of several', async () => {
    await home.says('/schedule in 1 hour to Mum: one\n---\ntwo');
    await home.says('yes');
    expect(await home.says('/show 2')).toMatch(/^#2 · B1 · part 2 of 2\nto Mum/);
  });

  test('rehearsed', async () => {
    await home.close();
    home = await createHome({ memory: true, settings: { dryRun: true } });
    await home.says('/schedule in 5 seconds to Mum: hello');
    expect(await home.says('/show 1')).toMatch(/\nscheduled, dry: nothing will be sent$/);
    await home.pass(minute);
    expect(await home.says('/show 1')).toMatch(/\nrehearsed Tue 24 Nov, 12:00:08: nothing was sent$/);
  });
});

describe('/show', () => {
  test('text gives the whole text and nothing else', async () => {
    const text = `first\n  second\n*third*\n${'x'.repeat(400)}`;
    await home.says(`/schedule in 1 hour to Mum\n${text}`);
    expect(await home.says('/show 1 text')).toBe(text);
    expect(await home.says('/show #1 TEXT.')).toBe(text);
    expect(await home.says('text', { quote: home.lastLine() })).toBe(
      'ℹ️ I have asked nothing that this answers.\n/attention · /list · /help',
    );
  });

  test.each(['/show 1', '/show #1', '/show # 1.', '/show 1!'])('%s finds it', async (words) => {
    await home.says('/schedule in 1 hour to Mum: hello');
    expect(await home.says(words)).toContain('#1 · B1');
  });

  test('of what the reply quotes needs no number', async () => {
    await home.says('/schedule in 1 hour to Mum: hello');
    const reply = home.lastLine();
    expect(await home.says('show', { quote: reply })).toContain('#1 · B1');
    expect(await home.says('/show text', { quote: reply })).toBe('hello');
    expect(await home.says('why', { quote: reply })).toContain('🔎 #1 to Mum');
  });

  test('refuses in a sentence', async () => {
    expect(await home.says('/show')).toMatchInlineSnapshot(`
      "🚫 Which message? Its number stands in /list.
      Try: /show 12 · /show 12 text"
    `);
    expect(await home.says('/show mum')).toMatchInlineSnapshot(`
      "🚫 I expected the number of a message.
      Try: /show 12 · /show 12 text"
    `);
    expect(await home.says('/show 7')).toMatchInlineSnapshot(
      `"🚫 There is no #7. /list shows what there is."`,
    );
    expect(await home.says('/why')).toMatchInlineSnapshot(`
      "🚫 Which message? Its number stands in /list.
      Try: /why 12"
    `);
    expect(await home.says('/why not')).toMatchInlineSnapshot(`
      "🚫 I expected the number of a message.
      Try: /why 12"
    `);
    expect(await home.says('/why 7')).toMatchInlineSnapshot(
      `"🚫 There is no #7. /list shows what there is."`,
    );
  });
});
