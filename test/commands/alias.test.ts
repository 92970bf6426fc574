/** /alias: a name of the owner's own goes before every other, and never to another account than it was given for. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const armed = (): string[] =>
  home
    .ledger()
    .messages({ order: 'planned' })
    .map(({ chat, body }) => `${chat.name}: ${body}`);

describe('/alias', () => {
  test('is made at once for one that is certain, and meant by every command', async () => {
    expect(await home.says('/alias boss +44 7700 900003')).toMatchInlineSnapshot(`
      "🏷️ "boss" means Chris Jones (…0003)
      from now on.
      Take it away: /alias forget boss"
    `);
    expect(await home.says('/schedule tomorrow 9am to BOSS: late again')).toContain('to Chris Jones (…0003)');
    expect(await home.says('/list boss')).toContain('#1');
    expect(await home.says('/cancel boss')).toContain('#1');
    await home.says('yes');
    expect(home.message(1).status).toBe('cancelled');
  });

  test.each([
    ['/alias boss Chris Jones', 'Chris Jones'],
    ['/alias best friend +447700900005', 'Anna'],
    ['/alias "best friend" Anna', 'Anna'],
    ['/alias best friend = Anna', 'Anna'],
    ['/alias best friend: Anna', 'Anna'],
    ['/alias class = 7B parents', '7B parents'],
    ['/alias bob "Bob: work"', 'Bob: work'],
    ['/alias Zoé 07700 900006', 'Zoë Müller'],
    ['/alias moi me', 'me'],
  ])('%s means %s', async (words, expected) => {
    await home.says(words);
    const [made] = home.ledger().aliases();
    expect(made?.chat.name).toBe(expected);
    expect(await home.says(`/schedule tomorrow 9am to "${made?.spelled}": hi`)).toMatch(
      /^(?:⏰|❓ .*Send this)/,
    );
  });

  test('asks whom it shall mean where that is not certain', async () => {
    expect(await home.says('/alias boss Chris')).toMatchInlineSnapshot(`
      "❓ Whom shall "boss" mean?
      1) Chris Jones …003
      2) Chris Evans …004
      Answer with its number, or no."
    `);
    expect(await home.says('3')).toMatchInlineSnapshot(`""`);
    expect(await home.says('2')).toContain('means Chris Evans (…0004)');
    expect(await home.says('/alias chief Annna')).toMatchInlineSnapshot(`
      "❓ Shall "chief" mean
      Anna (…0005)?
      👍 or yes · no"
    `);
    expect(await home.says('no')).toMatchInlineSnapshot(`"👌 Nothing changed. /alias lists them."`);
    expect(home.ledger().aliases()).toHaveLength(1);
  });

  test('asks before it takes a chat’s own name', async () => {
    expect(await home.says('/alias anna +447700900002')).toMatchInlineSnapshot(`
      "❓ Shall "anna" mean
      Mum (…0002)?
      Your chat Anna …005 has that name,
      and would then want another one.
      👍 or yes · no"
    `);
    expect(await home.says('/schedule tomorrow 9am to Anna: hers')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Anna (…0005)
      Wed 25 Nov, 09:00 London · tomorrow
      hers
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit

      🚫 NOT done: no alias "anna" was made."
    `);
    expect(armed()).toEqual(['Anna: hers']);
    await home.says('/alias anna +447700900002');
    await home.says('yes');
    await home.says('/schedule tomorrow 10am to Anna: not hers');
    expect(armed()).toEqual(['Anna: hers', 'Mum: not hers']);
    expect(await home.says('/alias anna anna')).toContain('as it did before');
  });

  test('is listed, with what was chosen once', async () => {
    expect(await home.says('/alias')).toMatchInlineSnapshot(`
      "🏷️ No aliases yet.
      Try: /alias boss +447700900002
      or /alias boss Chris Jones"
    `);
    await home.says('/schedule tomorrow 9am to Chris: hi');
    await home.says('1');
    expect(await home.says('/alias')).toMatchInlineSnapshot(`
      "🏷️ Chosen once, and meant since:
      "chris" is Chris Jones (…0003)
      Take one away: /alias forget chris"
    `);
    await home.says('/alias mum2 +447700900002');
    await home.says('/alias class = 7B parents');
    expect(await home.says('/alias')).toMatchInlineSnapshot(`
      "🏷️ Your aliases:
      "class" is 7B parents (group of 31)
      "mum2" is Mum (…0002)
      Chosen once, and meant since:
      "chris" is Chris Jones (…0003)
      Take one away: /alias forget class"
    `);
    expect(await home.says('/alias class')).toMatchInlineSnapshot(`
      "👥 "class" is 7B parents (group of 31),
      your alias."
    `);
    expect(await home.says('/alias nobody')).toMatchInlineSnapshot(`
      "🚫 Whom shall "nobody" mean?
      Try: /alias boss +447700900002"
    `);
  });

  test('of another chat takes the place of the first, and leaves what is scheduled', async () => {
    await home.says('/alias boss Chris Jones');
    await home.says('/schedule tomorrow 9am to boss: hi');
    expect(await home.says('/alias Boss Chris Evans')).toMatchInlineSnapshot(`
      "🏷️ "Boss" means Chris Evans (…0004)
      from now on, no longer Chris Jones (…0003).
      What is scheduled stays as it is: /list"
    `);
    expect(home.message(1).chat.name).toBe('Chris Jones');
    expect(
      home
        .ledger()
        .aliases()
        .map(({ chat }) => chat.name),
    ).toEqual(['Chris Evans']);
  });

  test('is taken away, and so is what was chosen once', async () => {
    await home.says('/alias boss Chris Jones');
    expect(await home.says('/alias forget Boss')).toMatchInlineSnapshot(`
      "🏷️ "Boss" is no alias any more;
      it meant Chris Jones (…0003)."
    `);
    expect(await home.says('/schedule tomorrow 9am to boss: hi')).toMatch(/^❓ Not scheduled yet/);
    await home.says('/schedule tomorrow 9am to Chris: hi');
    await home.says('1');
    expect(await home.says('/alias forget chris')).toMatchInlineSnapshot(`
      "🏷️ Forgotten: next time I ask
      who "chris" is."
    `);
    expect(await home.says('/schedule tomorrow 9am to Chris: hi')).toContain('Who is "Chris"?');
    expect(await home.says('/alias remove boss')).toMatchInlineSnapshot(`
      "🚫 There is no alias "boss".
      /alias lists those there are.

      🚫 NOT scheduled: "hi" to "Chris".
      Reply to my question to take it up again."
    `);
  });

  test.each([
    '/alias me +447700900002',
    '/alias all Mum',
    '/alias 12 Mum',
    '/alias 07700 900003 +447700900002',
    '/alias a,b = Mum',
    `/alias ${'x'.repeat(101)} Mum`,
    '/alias = Mum',
    '/alias boss Xyzzyx',
    '/alias boss Old Phone',
  ])('%s is refused', async (words) => {
    expect(await home.says(words)).toMatch(/^🚫 (?:No alias made|Whom shall)/);
    expect(home.ledger().aliases()).toEqual([]);
  });

  test('that nobody answered is not made, and says so', async () => {
    await home.says('/alias boss Chris');
    await home.pass(11 * 60_000);
    expect(home.heard().join('\n')).toMatchInlineSnapshot(`"🚫 NOT done: no alias "boss" was made."`);
    expect(home.ledger().aliases()).toEqual([]);
  });
});

describe('an alias whose number changed hands', () => {
  test('reaches nobody before the owner has said who is meant, and means them from then on', async () => {
    await home.says('/alias boss +447700900003');
    home.world.faults.passNumber('Chris Jones', 'Stranger');
    expect(await home.says('/who boss')).toMatchInlineSnapshot(`
      "⚠️ "boss": the number changed hands.
      In a command I would ask about:
      · Chris Jones …003
      Always the first: /alias boss +447700900003"
    `);
    expect(await home.says('/schedule tomorrow 9am to boss: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi"
      ⚠️ "boss": the number changed hands.
      "boss": do you mean
      Chris Jones …003?
      👍 or yes · no"
    `);
    expect(armed()).toEqual([]);
    await home.says('yes');
    expect(home.ledger().messages({})).toHaveLength(1);
    expect(await home.says('/schedule tomorrow 9:30 to boss: hi again')).toContain('#2 scheduled');
    expect(home.message(2).chat.lid).toBe(home.message(1).chat.lid);
    expect(home.message(2).chat.lid).not.toBe('27300000000003@lid');
  });

  test('is asked about among several, and a no arms nothing', async () => {
    await home.says('/alias boss +447700900003');
    home.world.faults.passNumber('Chris Jones', 'Stranger');
    expect(await home.says('/schedule tomorrow 9am to boss, zo: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi"
      2 recipients.
      ⚠️ "boss": the number changed hands.
      Who is "boss"?
      1) Chris Jones …003
      Who is "zo"?
      2) Zoë Müller …006
      👍 or yes · no"
    `);
    await home.says('no');
    expect(armed()).toEqual([]);
  });
});
