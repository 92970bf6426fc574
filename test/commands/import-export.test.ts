/** What /export writes, /import takes back: the same moments, chats and texts, whatever they are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

const minute = 60_000;
const people = ['Mum', 'Anna', 'Chris Jones', 'Chris Evans', 'Family', "O'Brien", 'me'];

const exported = async (home: Home): Promise<Buffer> => {
  await home.says('/export');
  const shelf = join(home.folder, 'exports');
  return readFileSync(join(shelf, readdirSync(shelf).sort().at(-1) ?? ''));
};
const imports = async (home: Home, table: Buffer): Promise<string> => {
  const file = { mimetype: 'text/csv', filename: 'messages.csv', base64: table.toString('base64') };
  home.world.ownerWrites('/import', { file });
  await home.pass(2_000);
  return home.heard().join('\n\n');
};
/** In the order of sending, and what is due together by its text. */
const waiting = (home: Home): string[] =>
  home
    .ledger()
    .messages({ statuses: ['scheduled'] })
    .map(({ dueAt, chat, body }) => JSON.stringify([new Date(dueAt).toISOString(), chat.chatId, body]))
    .sort();

/** Texts as owners, spreadsheets and enemies write them. */
const piece = fc.oneof(
  fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    ' ',
    '{name}',
    '{{',
    '＝',
    '👋🏽',
    '\u202e',
    'ß',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !/[\0\r\ud800-\udfff]/.test(text)),
);
const body = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `${pieces.join('')}x`);

test('an export is what its import arms', async () => {
  const home = await createHome({ memory: true, settings: { maxPerMinute: 1_000, maxPerDay: 10_000 } });
  home.heard();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(body, fc.constantFrom(...people), fc.integer({ min: 60, max: 60 * 24 * 300 })), {
        minLength: 1,
        maxLength: 30,
      }),
      async (messages) => {
        const { ground } = home.root();
        const chats = new Map<string, Awaited<ReturnType<typeof chatNamed>>>();
        for (const [, name] of messages) chats.set(name, await chatNamed(home, name));
        const at = Math.floor(home.clock.now() / minute) * minute;
        ground.ledger.write((tx) => {
          const batchId = tx.newBatch('3EB0', at);
          const seen = new Set<string>();
          for (const [text, name, minutes] of messages) {
            const chat = chats.get(name);
            const dueAt = at + minutes * minute;
            const key = JSON.stringify([text, chat?.chatId, dueAt]);
            if (chat === undefined || seen.has(key)) continue;
            seen.add(key);
            tx.arm({
              ...{
                batchId,
                part: 1,
                parts: 1,
                chat,
                body: text,
                dueAt,
                plannedAt: dueAt,
                graceMs: 900_000,
                at,
              },
              ...{ zone: 'Europe/London', dry: false, replaces: null, commandWaId: '3EB0', file: null },
              reservedId: ground.chance.reservedId(),
            });
          }
        });
        const before = waiting(home);
        const table = await exported(home);
        await home.says('/cancel all');
        await home.says('yes');
        expect(waiting(home)).toEqual([]);
        const said = await imports(home, table);
        expect(said).not.toContain('bad row');
        expect(await home.says('yes')).toContain(' scheduled (B');
        expect(waiting(home)).toEqual(before);
        await home.says('/cancel all');
        await home.says('yes');
      },
    ),
    { numRuns: 8 },
  );
  await home.close();
}, 60_000);

async function chatNamed(home: Home, name: string) {
  const contacts = await home.whatsapp().contacts();
  const all = contacts.kind === 'contacts' ? contacts.chats : [];
  const chat = all.find((one) => (name === 'me' ? one.kind === 'self' : one.name === name));
  if (chat === undefined) throw new Error(`nobody is called ${name}`);
  const reading = await home.whatsapp().recipient(chat);
  return reading.kind === 'reachable' ? { ...reading.chat, name: chat.name } : chat;
}

describe('an export', () => {
  test('of what is over imports only what still waits, and says so', async () => {
    const home = await createHome({ memory: true });
    home.heard();
    await home.says('/schedule in 5 seconds to Mum: gone');
    await home.pass(10_000);
    await home.says('/schedule tomorrow 9am to Mum: off');
    await home.says('/cancel 2');
    await home.says('/schedule tomorrow 10am to Anna: on');
    const table = await exported(home);
    await home.says('/cancel 3');
    expect(await imports(home, table)).toMatchInlineSnapshot(`
      "❓ Not imported yet: 1 message.
      to Anna (…0005)
      Wed 25 Nov, 10:00 London · tomorrow
      Wed 25 Nov, 10:00 Anna: "on"
      Left out: 2 that are over (see "state").
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(home.message(4)).toMatchObject({ body: 'on', status: 'scheduled' });
    await home.close();
  });

  test('of an hour that comes twice comes back to the second one', async () => {
    const home = await createHome({ memory: true, start: '2026-10-20T12:00:00Z' });
    home.heard();
    await home.says('/schedule 2026-10-25 01:30 UTC to Mum: second');
    await home.says('/schedule 2026-10-25 01:30 to Mum: first');
    const before = waiting(home);
    const table = await exported(home);
    await home.says('/cancel all');
    await home.says('yes');
    await imports(home, table);
    await home.says('yes');
    expect(waiting(home)).toEqual(before);
    expect(before[1]).toContain('2026-10-25T01:30:00');
    await home.close();
  });

  test('whose number belongs to another name by now is asked to be looked at', async () => {
    const home = await createHome({ memory: true });
    home.heard();
    const table = "id,when,to,text,state,phone\r\n1,2026-11-25 09:00,Mum,hi,scheduled,'+447700900005\r\n";
    expect(await imports(home, Buffer.from(table))).toContain('is not "Mum" but "Anna"');
    await home.close();
  });
});
