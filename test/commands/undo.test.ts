/** Taking back the last change: what comes back, under which number, and what stays as it is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  await home.says('/schedule tomorrow 18:00 to Mum: hello');
});
afterEach(() => home.close());

const minute = 60_000;
const hour = 60 * minute;
const planned = (id: number): string => new Date(home.message(id).plannedAt).toISOString().slice(0, 19);
const texts = (name: string): string[] => home.world.inbox(name).map(({ text }) => text);

describe('/undo of a cancel', () => {
  test('makes one new message in the place of the old, which goes once', async () => {
    await home.says('/cancel 1');
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "↩️ #1 is back as #2
      to Mum (…0002)
      Wed 25 Nov, 18:00 London · tomorrow
      hello
      Reply: cancel · move 18:00 · edit"
    `);
    expect(home.message(1).status).toBe('cancelled');
    expect(home.message(2)).toMatchObject({ status: 'scheduled', replaces: 1, body: 'hello' });
    expect(await home.says('/undo')).toContain('🚫 Nothing to undo.');
    await home.pass(48 * hour);
    expect(texts('Mum')).toEqual(['hello']);
  });

  test('is itself cancelled by the old number’s successor, and by deleting the first command', async () => {
    const waId = home.world.ownerWrites('/schedule tomorrow 19:00 to Anna: hi');
    await home.pass(2_000);
    await home.says('/cancel 2');
    await home.says('/undo');
    expect(home.message(3).status).toBe('scheduled');
    home.world.ownerRevokes(waId);
    await home.pass(2_000);
    expect(home.message(3).status).toBe('cancelled');
    await home.pass(48 * hour);
    expect(texts('Anna')).toEqual([]);
  });

  test('whose time has passed brings nothing back, and says so', async () => {
    await home.says('/schedule in 30 seconds to Anna: hi');
    await home.says('/cancel 2');
    await home.pass(minute);
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "🚫 #2 to Anna stays cancelled:
      its time, Tue 24 Nov, 12:00:35, has passed.
      Another one: /copy 2 in 5 minutes"
    `);
    await home.pass(hour);
    expect(texts('Anna')).toEqual([]);
    expect(home.ledger().messages({})).toHaveLength(2);
  });

  test('of several brings each back that may still go, in its place among the parts', async () => {
    await home.says('/schedule tomorrow 9:00 to Anna\none\n---\ntwo');
    await home.says('yes');
    await home.says('/cancel 1-3');
    expect(await home.says('/undo')).toMatchInlineSnapshot(`"↩️ #1–#3 are back as #4–#6"`);
    expect([4, 5, 6].map((id) => home.message(id).part)).toEqual([1, 1, 2]);
    await home.pass(48 * hour);
    expect(texts('Anna')).toEqual(['one', 'two']);
    expect(texts('Mum')).toEqual(['hello']);
  });

  test('keeps what was said of it: its text as edited, how late it may be, what was said yes to', async () => {
    await home.says('/edit 1: goodbye');
    await home.says('/late 1 never');
    await home.says('/cancel 1');
    await home.says('/undo');
    expect(home.message(2)).toMatchObject({ body: 'goodbye', graceMs: minute });
    expect(home.ledger().lateChoice(2)).toBe('never');
  });

  test('under a breaker arms what goes only after the resume', async () => {
    await home.says('/cancel 1');
    home.ledger().write((tx) => tx.setLatch({ name: 'breaker', setAt: 0, why: 'conflict' }));
    expect(await home.says('/undo')).toContain('🛑 I am stopped: nothing goes until /resume.');
    await home.pass(48 * hour);
    expect(texts('Mum')).toEqual([]);
  });
});

describe('/undo', () => {
  test('of a move, an edit and a late gives back what was there, the last first', async () => {
    await home.says('/move 1 20:00');
    await home.says('/edit 1: changed');
    await home.says('/late 1 1h');
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "↩️ #1 to Mum: if I'm over
      15 min late, I ask first again."
    `);
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "↩️ #1 to Mum says again:
      hello"
    `);
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "↩️ #1 to Mum goes as before:
      Wed 25 Nov, 18:00 London · tomorrow"
    `);
    expect(home.message(1)).toMatchObject({ body: 'hello', graceMs: 15 * minute });
    expect(planned(1)).toBe('2026-11-25T18:00:00');
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "🚫 Nothing to undo.
      Within ten minutes I take back a cancel,
      a move, an edit, a late or an alias;
      never a stop, and nothing that was sent."
    `);
    await home.pass(48 * hour);
    expect(texts('Mum')).toEqual(['hello']);
  });

  test('of an alias gives the name back to whom it meant', async () => {
    await home.says('/alias boss +447700900005');
    expect(await home.says('/undo')).toMatchInlineSnapshot(`"↩️ "boss" is no alias any more."`);
    expect(home.ledger().alias('boss')).toBeNull();
    await home.says('/alias boss +447700900005');
    await home.says('/alias boss +447700900002');
    expect(await home.says('/undo')).toContain('is Anna again');
    expect(home.ledger().alias('boss')?.chat.phone).toBe('+447700900005');
  });

  test('after ten minutes takes nothing back', async () => {
    await home.says('/cancel 1');
    await home.pass(11 * minute);
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "🚫 Nothing to undo.
      Within ten minutes I take back a cancel,
      a move, an edit, a late or an alias;
      never a stop, and nothing that was sent."
    `);
    expect(home.ledger().messages({})).toHaveLength(1);
  });

  test('of one message by its number, or by a reply to what was said of it', async () => {
    await home.says('/schedule tomorrow 19:00 to Anna: hi');
    await home.says('/edit 1: changed');
    const said = home.lastLine();
    await home.says('/cancel 2');
    expect(await home.says('/undo 1')).toContain('#1 to Mum says again:\nhello');
    await home.says('/edit 1: changed');
    expect(await home.says('undo', { quote: said })).toContain('#1 to Mum says again:\nhello');
    expect(await home.says('/undo 7')).toContain('🚫 Nothing to undo for #7.');
    expect(await home.says('/undo everything')).toMatchInlineSnapshot(`
      "🚫 Nothing undone: I expected a number,
      found "everything".
      Try: /undo · /undo 12"
    `);
    expect(home.message(2).status).toBe('cancelled');
  });

  test('never undoes a stop, nor by mistake what was done before it', async () => {
    await home.says('/cancel 1');
    await home.says('/stop');
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "🛑 Still stopped: /undo takes back no stop.
      /resume goes on.
      What you did before it: /undo 1"
    `);
    expect(home.ledger().latch('stopped')).not.toBeNull();
    expect(home.ledger().messages({})).toHaveLength(1);
    expect(await home.says('/undo 1')).toContain('🛑 I am stopped: nothing goes until /resume.');
    await home.pass(48 * hour);
    expect(texts('Mum')).toEqual([]);
  });

  test('of a move to later brings nothing forward under a stop', async () => {
    await home.says('/move 1 20:00');
    await home.says('/stop');
    expect(await home.says('/undo 1')).toContain('🛑 I am stopped: #1 cannot go sooner.');
    expect(planned(1)).toBe('2026-11-25T20:00:00');
  });

  test('never takes back a send, nor a change of what has left', async () => {
    await home.says('/schedule in 2 minutes to Anna: hi');
    await home.says('/edit 2: changed');
    await home.pass(3 * minute);
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "⚠️ Too late: #2 to Anna was sent
      at 12:02:05. Nothing was changed.
      A copy at another time:
      /copy 2 tomorrow 9:00"
    `);
    expect(texts('Anna')).toEqual(['changed']);
  });

  test('of a move whose earlier time has passed leaves it where it is', async () => {
    await home.says('/schedule in 2 minutes to Anna: hi');
    await home.says('/move 2 18:00');
    await home.pass(5 * minute);
    expect(await home.says('/undo')).toMatchInlineSnapshot(`
      "🚫 #2 to Anna stays as it is:
      its earlier time, Tue 24 Nov, 12:02:05, has passed.
      To send it soon: /now 2"
    `);
    await home.pass(hour);
    expect(texts('Anna')).toEqual([]);
  });

  test('of a move that something else has overtaken leaves it where it is', async () => {
    await home.says('/schedule tomorrow 19:00 to Anna: hi');
    await home.says('/move 2 in 1 minute');
    await home.says('/stop');
    await home.pass(2 * minute);
    await home.says('/resume');
    await home.says('/move 2 20:00');
    expect(await home.says('/undo 2')).toMatchInlineSnapshot(`
      "🚫 #2 to Anna stays as it is:
      it was changed again since. /show 2"
    `);
    expect(planned(2)).toBe('2026-11-24T20:00:00');
  });

  test('survives a restart, and is taken once however often WhatsApp repeats it', async () => {
    await home.says('/cancel 1');
    await home.kill();
    await home.boot();
    const waId = home.world.ownerWrites('/undo');
    await home.pass(2_000);
    home.world.repeats(waId);
    await home.pass(2_000);
    expect(home.ledger().messages({})).toHaveLength(2);
    await home.pass(48 * hour);
    expect(texts('Mum')).toEqual(['hello']);
  });

  test('asked while the message is on its way out changes nothing of it', async () => {
    await home.says('/schedule in 1 minute to Anna: hi');
    home.world.faults.acks(({ self }) => (self ? 'normal' : 'lost'));
    await home.says('/late 2 1h');
    await home.pass(minute);
    expect(home.message(2).status).toBe('sending');
    expect(await home.says('/undo')).toContain('⚠️ Too late: #2 to Anna is on its way.');
    expect(home.message(2).graceMs).toBe(hour);
  });
});

describe('what the old one did after all', () => {
  test('evidence that a cancelled one left cancels the one that was brought back', async () => {
    await home.says('/cancel 1');
    await home.says('/undo');
    home.whatsapp().echoes(home.message(1).reservedId, [home.message(1).chat.chatId]);
    await home.pass(2_000);
    expect(home.message(1).status).toBe('sent');
    expect(home.message(2).status).toBe('cancelled');
    await home.pass(48 * hour);
    expect(texts('Mum')).toEqual([]);
  });
});
