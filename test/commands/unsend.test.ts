/** /unsend: what has left is deleted for everyone, and said to be only when WhatsApp has answered. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const hour = 60 * minute;

async function sent(text = 'hello', to = 'Mum'): Promise<void> {
  await home.says(`/schedule in 5 seconds to ${to}: ${text}`);
  if (to === 'Family') await home.says('yes');
  await home.pass(10_000);
  expect(home.message(1).status).toBe('sent');
  home.heard();
}
const onMumsPhone = () => home.world.inbox('Mum').map(({ text, deleted }) => ({ text, deleted }));
const deletions = () => home.world.changes().filter(({ kind }) => kind === 'revoke');

describe('“unsend” in reply', () => {
  test('to a cancel that came too late deletes the one that was sent', async () => {
    await sent();
    await home.says('/schedule in 1 hour to Anna: later');
    const reply = await home.says('/cancel 1, 2');
    expect(reply).toContain('#2 to Anna cancelled. It never left.');
    expect(reply).toMatch(/#1 to Mum: too late, [\s\S]*\nReply "unsend" to delete it for everyone\.$/);
    expect(await home.says('unsend', { quote: home.lastLine() })).toContain(
      '#1 to Mum was deleted for everyone',
    );
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
    expect(await home.says('/cancel 2')).not.toContain('unsend');
  });

  test('to any line of the bot about one that was sent deletes that', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    const armed = home.lastLine();
    await home.pass(10_000);
    expect(await home.says('Unsend.', { quote: armed })).toContain('#1 to Mum was deleted for everyone');
    expect(deletions()).toHaveLength(1);
  });

  test('to a line about several that were sent asks which, and deletes none', async () => {
    await home.says('/schedule in 5 seconds to Mum, Anna: hello');
    await home.says('yes');
    const armed = home.lastLine();
    await home.pass(20_000);
    expect(await home.says('unsend', { quote: armed })).toContain('Which message?');
    expect(deletions()).toEqual([]);
  });
});

describe('a message that was sent', () => {
  test('is deleted for everyone, and the owner hears it twice: asked, and done', async () => {
    await sent();
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "⏳ I ask WhatsApp to delete #1 to Mum
      for everyone. You will hear.

      🗑️ #1 to Mum was deleted for everyone
      at 12:00:15.
      Mum had read it before."
    `);
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
    expect(home.message(1).status).toBe('sent');
    expect(await home.says('/show 1')).toMatchInlineSnapshot(`
      "#1 · B1
      to Mum (…0002)
      Tue 24 Nov, 12:00:08 London · 9 seconds ago
      hello
      sent: WhatsApp confirmed it (read)
      deleted for everyone Tue 24 Nov, 12:00:15"
    `);
  });

  test('is deleted by "unsend" in reply to what was said of it', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    const armed = home.lastLine();
    await home.pass(10_000);
    expect(await home.says('unsend', { quote: armed })).toContain('was deleted for everyone');
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
  });

  test('in a group may have been read by somebody', async () => {
    await sent('hello', 'Family');
    expect(await home.says('/unsend 1')).toContain('\nSomebody may have read it before.');
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
  });

  test('that WhatsApp no longer lets go stands where it is, and the owner is told so', async () => {
    await sent();
    await home.pass(61 * hour);
    home.heard();
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "⏳ I ask WhatsApp to delete #1 to Mum
      for everyone. You will hear.

      ⚠️ #1 to Mum was not deleted:
      WhatsApp no longer lets me delete it.
      It stays in the chat with Mum."
    `);
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: false }]);
    expect(await home.says('/show 1')).toContain(
      '\nnot deleted for everyone:\nWhatsApp no longer lets me delete it',
    );
  });

  test('that WhatsApp refuses to delete is not called deleted', async () => {
    await sent();
    home.world.faults.revokes('refused');
    expect(await home.says('/unsend 1')).toContain('#1 to Mum was not deleted:\nWhatsApp refused');
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: false }]);
  });

  test('(5) that the page alone shows as deleted is not called deleted', async () => {
    await sent();
    home.world.faults.revokes('lost');
    await home.says('/unsend 1');
    await home.pass(minute);
    const said = await home.says('/show 1');
    expect(said).toContain('\nI cannot tell if it was deleted for everyone');
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: false }]);
  });

  test('that nobody can tell of is told so, and asked about again only by the owner', async () => {
    await sent();
    home.world.faults.revokes('lost');
    expect(await home.says('/unsend 1')).toContain('You will hear.');
    await home.pass(minute);
    expect(home.heard().join('\n\n')).toMatchInlineSnapshot(`
      "❔ #1 to Mum: I can't tell if it was
      deleted for everyone.
      Look in the chat with Mum.
      To ask WhatsApp once more: /unsend 1"
    `);
    home.world.faults.revokes('normal');
    await home.pass(hour);
    expect(deletions()).toHaveLength(0);
    // By now the page shows it as deleted by itself, which is no answer of WhatsApp's.
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "⏳ I ask WhatsApp to delete #1 to Mum
      for everyone. You will hear.

      ❔ #1 to Mum: I can't tell if it was
      deleted for everyone.
      Look in the chat with Mum.
      To ask WhatsApp once more: /unsend 1"
    `);
  });

  test('whose answer comes after all is then called deleted', async () => {
    await sent();
    home.world.faults.cutNetwork({ silently: true });
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    await home.says('/list');
    home.world.faults.revokes('normal');
    home.world.ownerWrites('/unsend 1');
    await home.clock.advance(30);
    home.world.faults.cutNetwork({ silently: true });
    await home.pass(30_000);
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: false }]);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
    expect(home.heard().join('\n\n')).toContain('#1 to Mum was deleted for everyone');
  });

  test('is asked for once, however often the owner says it', async () => {
    await sent();
    home.world.faults.latency(() => 5_000);
    home.world.ownerWrites('/unsend 1');
    home.world.ownerWrites('/unsend 1');
    home.world.ownerWrites('/unsend #1');
    await home.pass(minute);
    home.world.faults.latency(() => 0);
    expect(home.heard().join('\n\n')).toContain('Its answer has not come yet.');
    expect(deletions()).toHaveLength(1);
    expect(await home.says('/unsend 1')).toMatch(/^ℹ️ #1 to Mum was deleted for everyone\n/);
    expect(deletions()).toHaveLength(1);
  });

  test('without a connection waits for one', async () => {
    await sent();
    const { revoke } = home.whatsapp();
    home.whatsapp().revoke = async () => ({ kind: 'refused', because: 'not_connected' });
    await home.says('/unsend 1');
    expect(home.ledger().unsendOf(1)?.state).toBe('asked');
    home.whatsapp().revoke = revoke;
    await home.pass(5_000);
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
  });

  test('stays asked for over the end of the process, and what was in hand then is in doubt', async () => {
    await sent();
    home.world.faults.latency(() => 3_000);
    home.world.ownerWrites('/unsend 1');
    await home.clock.advance(2_000);
    expect(home.ledger().unsendOf(1)?.state).toBe('begun');
    await home.kill();
    home.world.faults.latency(() => 0);
    await home.boot();
    await home.pass(minute);
    expect(home.heard().join('\n\n')).toContain(
      "❔ #1 to Mum: I can't tell if it was\ndeleted for everyone.",
    );
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: false }]);
    expect(await home.says('/unsend 1')).toContain('🗑️ #1 to Mum was deleted for everyone');
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
  });

  test('is deleted also while sending is stopped', async () => {
    await sent();
    await home.says('/stop');
    expect(await home.says('/unsend 1')).toContain('was deleted for everyone');
    expect(onMumsPhone()).toEqual([{ text: 'hello', deleted: true }]);
  });

  test('when the owner deletes it on the phone meanwhile, is called deleted', async () => {
    await sent();
    home.world.faults.revokes('lost');
    await home.says('/unsend 1');
    await home.pass(minute);
    home.heard();
    const { reservedId, chat } = home.message(1);
    const byOwner = { chatIds: [chat.chatId], fromMe: true, byIds: home.world.selfIds };
    home.whatsapp().reports({ kind: 'revoked', waId: reservedId, ...byOwner });
    await home.pass(5_000);
    expect(home.heard().join('\n\n')).toContain('🗑️ #1 to Mum was deleted for everyone');
  });
});

describe('a message that was not sent', () => {
  test('is not deleted, and the answer says what to do instead', async () => {
    await home.says('/schedule in 1 hour to Mum: hello');
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "🚫 Nothing deleted: #1 to Mum
      is scheduled, it has not left.
      To take it back: /cancel 1"
    `);
    await home.says('/cancel 1');
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "🚫 Nothing deleted: #1 to Mum
      is cancelled: it is in nobody's chat."
    `);
    expect(deletions()).toHaveLength(0);
  });

  test('in doubt is not deleted before anybody knows that it went', async () => {
    await home.says('/schedule in 5 seconds to Mum: hello');
    home.world.faults.acks('lost');
    await home.pass(20_000);
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "🚫 Nothing deleted: #1 to Mum
      is on its way. I can delete it once
      WhatsApp has confirmed it.
      To stop it: /cancel 1"
    `);
    await home.pass(minute);
    home.heard();
    expect(await home.says('/unsend 1')).toMatchInlineSnapshot(`
      "🚫 Nothing deleted: #1 to Mum
      is in doubt: I cannot tell if it went.
      If it is in the chat with Mum, say: #1 arrived
      then /unsend 1"
    `);
    expect(deletions()).toHaveLength(0);
    home.world.faults.acks('normal');
    home.world.faults.releaseAcks();
    await home.pass(5_000);
    expect(await home.says('/unsend 1')).toContain('was deleted for everyone');
  });

  test.each(['/unsend', '/unsend mum', '/unsend 77'])('%s is refused in a sentence', async (words) => {
    expect(await home.says(words)).toMatch(/^🚫 .*\n?(?:Try: \/unsend 12)?/);
    expect(deletions()).toHaveLength(0);
  });
});
