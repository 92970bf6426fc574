/** /tz, /locale, and the zone that is asked for before the first arming. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { definitions } from '../../commands/index.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

async function withoutZone(): Promise<string> {
  await home.close();
  home = await createHome({ memory: true, zone: null });
  return home.heard().join('\n');
}

describe('/tz', () => {
  test('shows the zone, and sets it by city, country or IANA name', async () => {
    expect(await home.says('/tz')).toMatchInlineSnapshot(`
      "🌍 I read times as London: it is 12:00.
      (Europe/London)
      Change it: /tz New York"
    `);
    expect(await home.says('/tz new york')).toMatchInlineSnapshot(
      `"🌍 I read times as New York now: it is 07:00."`,
    );
    expect(await home.says('/timezone Europe/Paris')).toContain('Paris now: it is 13:00');
    expect(await home.says('/zone Japan!')).toContain('Tokyo now: it is 21:00');
    expect(await home.says('/tz utc')).toContain('UTC now: it is 12:00');
  });

  test('leaves messages at their moment, and shows both clocks', async () => {
    await home.says('/schedule tomorrow 9am to Mum: one');
    expect(await home.says('/tz Tokyo')).toMatchInlineSnapshot(`
      "🌍 I read times as Tokyo now: it is 21:00.
      1 message keeps its moment:
      #1 goes Wed 25 Nov, 18:00 Tokyo
      = 09:00 London"
    `);
    for (const text of ['two', 'three', 'four']) await home.says(`/schedule tomorrow 9am to Mum: ${text}`);
    const reply = await home.says('/tz London');
    expect(reply).toContain('4 messages keep their moment:');
    expect(reply).toMatch(/\n… and 1 more: \/list$/);
    expect(new Date(home.message(1).plannedAt).toISOString()).toBe('2026-11-25T09:00:00.000Z');
    expect(new Date(home.message(2).plannedAt).toISOString()).toBe('2026-11-25T00:00:00.000Z');
  });

  test('refuses what is no zone', async () => {
    expect(await home.says('/tz Atlantis')).toMatchInlineSnapshot(`
      "🚫 I know no zone "Atlantis".
      Try a large city near you:
      /tz London · /tz Europe/Paris"
    `);
    expect(await home.says('/tz +2')).toContain('🚫 I know no zone "+2".');
    expect(home.root().preferences.zone()).toBe('Europe/London');
  });

  test('drops a question that was asked in the old zone', async () => {
    await home.says('/schedule tomorrow 9 to Mum: hi');
    expect(await home.says('/tz Tokyo')).toContain('🚫 NOT scheduled: "hi" to Mum.');
    expect(await home.says('1')).toBe('');
  });
});

describe('without a zone', () => {
  test('the welcome asks for it', async () => {
    expect(await withoutZone()).toMatchInlineSnapshot(`
      "👋 Sendonce is linked.
      Tell me in this chat what to send.
      ❓ In which time zone are you?
      Answer like: /tz London
      Try: /schedule in 2 minutes to me: hello
      (! works like /)
      ⚠️ This chat makes no sound: see /alerts.
      /stop freezes everything. /help"
    `);
    expect(await home.says('/tz')).toMatchInlineSnapshot(`
      "❓ I do not know your time zone.
      Try: /tz London"
    `);
  });

  test('the first command waits for a city, and is carried out in its zone', async () => {
    await withoutZone();
    expect(await home.says('/schedule tomorrow 9am to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      In which time zone are you?
      Answer with a city, like London.
      Then I read your command again."
    `);
    expect(await home.says('Atlantis')).toMatchInlineSnapshot(`
      "❓ I know no such city. Still not scheduled.
      Try a large one near you, like London."
    `);
    expect(await home.says('buy milk and eggs on the way')).toBe('');
    expect(await home.says('New York')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 09:00 New York · tomorrow
      hi
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(new Date(home.message(1).plannedAt).toISOString()).toBe('2026-11-25T14:00:00.000Z');
    expect(await home.says('/schedule tomorrow 9am to Anna: hello')).toContain('#2 scheduled');
  });

  test('the first command that needs an answer asks for it after the city', async () => {
    await withoutZone();
    await home.says('/schedule tomorrow 9 to Chris: hi');
    expect(await home.says('London')).toContain('Who is "Chris"?');
    expect(await home.says('1 a')).toContain('#1 scheduled\nto Chris Jones');
  });

  test('a no drops it, /tz sets the zone and says that the command was not carried out', async () => {
    await withoutZone();
    await home.says('/schedule tomorrow 9am to Mum: hi');
    expect(await home.says('no')).toBe('👌 Not scheduled. Nothing will be sent.');
    await home.says('/schedule tomorrow 9am to Mum: hi');
    expect(await home.says('/tz Paris')).toMatchInlineSnapshot(`
      "🌍 I read times as Paris now: it is 13:00.

      🚫 NOT done: "/schedule tomorrow 9am to Mum…"
      Write it again if you still want it."
    `);
    expect(home.ledger().messages({})).toEqual([]);
  });

  test('the deletion of the command takes it back', async () => {
    await withoutZone();
    const waId = home.world.ownerWrites('/schedule tomorrow 9am to Mum: hi');
    await home.pass(2_000);
    home.world.ownerRevokes(waId);
    await home.pass(2_000);
    expect(await home.says('London')).toBe('');
    expect(home.ledger().messages({})).toEqual([]);
  });
});

describe('/locale', () => {
  test('shows and sets the order of day and month, the language and the region', async () => {
    expect(await home.says('/locale')).toMatchInlineSnapshot(`
      "🔤 I read dates as en-GB: 3/4 means 3 April.
      Change it: /locale en-US"
    `);
    expect(await home.says('/locale en-US')).toMatchInlineSnapshot(
      `"🔤 I read dates as en-US now: 3/4 means 4 March."`,
    );
    await home.says('/schedule 12/6 9am to Mum: american');
    expect(new Date(home.message(1).plannedAt).toISOString()).toBe('2026-12-06T09:00:00.000Z');
    expect(await home.says('/locale de_DE')).toContain('de-DE now: 3/4 means 3 April.');
    expect(await home.says('/schedule morgen 9 Uhr to Anna: hallo')).toContain('#2 scheduled');
  });

  test('refuses what is no language with its country', async () => {
    expect(await home.says('/locale klingon')).toMatchInlineSnapshot(`
      "🚫 I know no language "klingon".
      Write it with its country, like
      /locale en-GB · en-US · de-DE · fr-FR"
    `);
    expect(await home.says('/locale de')).toContain('🚫 I know no language "de".');
    expect(await home.says('/locale xx-YY')).toContain('🚫 I know no language "xx-YY".');
    expect(home.root().preferences.locale()).toBe('en-GB');
  });
});

describe('/help', () => {
  test('names every command on one page of a phone', async () => {
    const page = await home.says('/help');
    expect(page).toMatchInlineSnapshot(`
      "What you can write here:
      Send: /schedule /every /remind /import
      Look: /list /show /why /attention
      Change: /edit /move /snooze /copy /now /late
      Take back: /cancel /undo /unsend /skip /pause
      Freeze: /stop /resume /resolve
      Try: /dry /rehearse /selftest
      People: /who /alias /unclaim
      Me: /status /stats /alerts /tz /locale
      Keep: /export /backup
      How one is written: /help schedule
      What each does: /help all · /help signs"
    `);
    const named = page.match(/\/\w+/g) ?? [];
    for (const { name } of definitions.filter((one) => one.name !== 'help'))
      expect(named.filter((one) => one === `/${name}`)).toEqual([`/${name}`]);
  });

  test('says of each what it does, and what the signs mean', async () => {
    const all = await home.says('/help all');
    expect(all.split('\n')).toEqual(definitions.map(({ name, summary }) => `/${name} · ${summary}`));
    expect(await home.says('/help signs')).toMatchInlineSnapshot(`
      "👍 on my question is yes, ❌ is no, and
      ❌ on what I scheduled cancels it. One given
      while I am away is missed: then write it.
      On your commands I show: ⏰ still to go,
      ✅ sent, ⚠️ not sent, ❔ in doubt, 🚫 cancelled.
      Of several the worst; cancelled ones last."
    `);
  });

  test('shows one by any of its names', async () => {
    const cancel = await home.says('/help cancel');
    expect(cancel).toMatchInlineSnapshot(`
      "/cancel · take back what has not left
      /cancel 12[, 13|-15|all|last|<name>|B3|S2]
      Also: /rm, /del, /forget
      For example:
      /cancel 12
      /cancel 12, 13
      /cancel 12-15
      /cancel last
      /cancel Mum
      /cancel all
      /cancel B3
      /cancel S2"
    `);
    for (const words of ['/help /cancel', '/help rm.', '/? DEL', '!help forget'])
      expect(await home.says(words)).toBe(cancel);
    expect(await home.says('/help nothing')).toMatchInlineSnapshot(
      `"🚫 I know no command "nothing". /help lists them all."`,
    );
  });
});
