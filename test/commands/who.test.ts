/** /who: what a name leads to, and why; and that scheduling then does the same. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

describe('/who', () => {
  test('says who it is, and what makes it certain', async () => {
    expect(await home.says('/who mum')).toMatchInlineSnapshot(`
      "👤 "mum" is Mum (…0002),
      by that very name."
    `);
    expect(await home.says('/who 7b PARENTS')).toMatchInlineSnapshot(`
      "👥 "7b PARENTS" is 7B parents (group of 31),
      by that very name."
    `);
    expect(await home.says('/who me')).toMatchInlineSnapshot(`"👤 "me" is the chat with yourself."`);
    expect(await home.says('/who (07700) 900-006')).toMatchInlineSnapshot(`
      "👤 "(07700) 900-006" is Zoë Müller (…0006),
      by that number."
    `);
    expect(await home.says('/who zoe muller?')).toContain('is Zoë Müller (…0006)');
    expect(await home.says('/who "Smith, John"')).toContain('is Smith, John (…0013)');
    expect(await home.says('/who Smith, John')).toContain('is Smith, John (…0013)');
  });

  test('says how many messages are scheduled there', async () => {
    await home.says('/schedule tomorrow 9am to Mum: one');
    await home.says('/schedule tomorrow 10am to Mum: two');
    expect(await home.says('/who Mum')).toContain('\n2 messages scheduled: /list Mum');
  });

  test('never guesses between two, and shows how to make one certain', async () => {
    expect(await home.says('/who chris')).toMatchInlineSnapshot(`
      "🔎 "chris" may be 2 chats.
      In a command I would ask which:
      · Chris Jones …003
      · Chris Evans …004
      Always the first: /alias chris +447700900003"
    `);
    expect(await home.says('/who zo')).toMatchInlineSnapshot(`
      "🔎 "zo" is not exact.
      In a command I would ask about:
      · Zoë Müller …006
      Always the first: /alias zo +447700900006"
    `);
    await home.says('/alias chris +447700900003');
    expect(await home.says('/who chris')).toMatchInlineSnapshot(`
      "👤 "chris" is Chris Jones (…0003),
      your alias."
    `);
  });

  test('names those near a name that nobody has', async () => {
    expect(await home.says('/who Annna')).toMatchInlineSnapshot(`
      "🔎 I find no "Annna". Near it:
      · Anna …005"
    `);
    expect(await home.says('/who Xyzzyx')).toMatchInlineSnapshot(`
      "🔎 I find no "Xyzzyx",
      nor a name near it. Write it as in
      your contacts, or a number."
    `);
  });

  test('shows a choice of yours as such', async () => {
    await home.says('/schedule tomorrow 9am to Chris: one');
    await home.says('2');
    expect(await home.says('/who chris')).toMatchInlineSnapshot(`
      "👤 "chris" is Chris Evans (…0004),
      as you chose once.
      1 message scheduled: /list Chris Evans"
    `);
  });

  test('tells of several in a line each', async () => {
    expect(await home.says('/who Mum, chris, 7B parents, nobody, Old Phone')).toMatchInlineSnapshot(`
      "🔎 In a command:
      "Mum" is Mum (…0002)
      "chris" may be 2 chats
      "7B parents" is 7B parents (group of 31)
      "nobody": nobody
      "Old Phone" is not on WhatsApp."
    `);
    expect(await home.says('/who a, b, c, d, e, f, g, h, i')).toMatchInlineSnapshot(
      `"🚫 That is 9 names; I tell 8 at a time."`,
    );
  });

  test('says why nobody can be written to', async () => {
    expect(await home.says('/who Old Phone')).toMatchInlineSnapshot(`"🔎 "Old Phone" is not on WhatsApp."`);
    expect(await home.says('/who +447700900999')).toContain('"+447700900999" is not on WhatsApp');
    home.world.faults.blockContact('Anna', true);
    expect(await home.says('/who Anna')).toMatchInlineSnapshot(`"🔎 You have blocked "Anna"."`);
    home.world.faults.leaveGroup('Family');
    expect(await home.says('/who Family')).toMatchInlineSnapshot(`"🔎 You are no longer in "Family"."`);
    home.world.faults.readOnly('7B parents', true);
    expect(await home.says('/who 7B parents')).toMatchInlineSnapshot(
      `"🔎 Only admins can write in "7B parents"."`,
    );
  });

  test('wants a name', async () => {
    expect(await home.says('/who')).toMatchInlineSnapshot(`
      "🚫 Who is who? I expected a name.
      Try: /who Mum · /who +447700900002"
    `);
    expect(await home.says(`/who ${'x'.repeat(101)}`)).toMatchInlineSnapshot(`
      "🚫 No name is longer than 100 letters.
      Try: /who Mum · /who +447700900002"
    `);
  });

  test('leaves an open question open, and changes nothing', async () => {
    await home.says('/schedule tomorrow 9am to Family: hi');
    await home.says('/who chris');
    expect(await home.says('yes')).toContain('#1 scheduled');
  });
});

test('a chat that came to be called as one was chosen for is asked about', async () => {
  await home.says('/schedule tomorrow 9am to Anna: before');
  const { chat } = home.message(1);
  home.ledger().write((tx) => tx.learn('mum', chat));
  expect(await home.says('/schedule tomorrow 10am to Mum: now')).toMatchInlineSnapshot(`
    "❓ Not scheduled yet: "now"
    Who is "Mum"?
    1) Anna …005
    2) Mum …002
    Answer like: 1"
  `);
  expect(home.ledger().messages({})).toHaveLength(1);
});

describe('a number without its country', () => {
  test('that may be of two is looked up as both, and asked about where only the other is there', async () => {
    await home.says('/locale de-DE');
    expect(await home.says('/schedule tomorrow 9:00 to 447700900002: hallo')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hallo"
      "447700900002": do you mean
      Mum …002?
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('to Mum (…0002)');
    expect(await home.says('/schedule morgen 9:30 to 447700900002: hallo')).toContain('do you mean\nMum');
  });
});
