/** Pictures behind /stats, /list and /rehearse: what the owner's chat gets, and what happens where there can be none. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Painter } from '../../src/core/picture.ts';
import { hashOf } from '../sim/files.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
let documents: string[];
let answer: (document: string) => Uint8Array | null;
const minute = 60_000;
/** As far as anything here looks at it, a picture is its bytes. */
const png = (document: string): Uint8Array => Buffer.from(`\x89PNG ${document}`);
const painter: Painter = {
  async paint(document) {
    documents.push(document);
    return answer(document);
  },
};

beforeEach(async () => {
  documents = [];
  answer = png;
  home = await createHome({ memory: true, painter });
  await home.says('/schedule tomorrow 9:00 to Mum: one');
  home.heard();
});
afterEach(() => home.close());

/** What the page handed over into the control chat since `from`: each text, and the hash of what went with it. */
function left(from: number): readonly { readonly text: string; readonly file: string | null }[] {
  return home.world
    .wire()
    .slice(from)
    .map(({ text, file }) => ({ text, file: file ?? null }));
}

describe('a picture', () => {
  test.each([
    ['/rehearse picture', /Tried out: 1 message/, /^🎭 Tried out 1 message/u],
    ['/stats picture', /What went, day by day/, /^📊 This week/u],
    ['/list week picture', /The coming week/, /^📋 1 scheduled/u],
    ['/list picture', /The coming week/, /^📋 1 scheduled/u],
  ])('of %s comes with the words that say the same', async (command, drawn, words) => {
    const before = home.world.wire().length;
    const plain = await home.says(command);
    expect(plain).toMatch(words);
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatch(drawn);
    expect(left(before)).toEqual([{ text: plain, file: hashOf(png(documents[0] ?? '')) }]);
    expect(home.ledger().noticesWaiting()).toEqual([]);
  });

  test('nobody asked for is not drawn', async () => {
    for (const command of ['/rehearse', '/stats', '/list week']) await home.says(command);
    expect(documents).toEqual([]);
  });

  test('that cannot be drawn is a sentence behind the words', async () => {
    answer = () => null;
    const before = home.world.wire().length;
    expect(await home.says('/stats picture')).toMatch(/^📊[\s\S]*\nNo picture: I could not draw one\.$/u);
    expect(left(before).map(({ file }) => file)).toEqual([null]);
  });

  test('is not drawn while a message is about to go', async () => {
    await home.says('/schedule in 50 seconds to Anna: soon');
    expect(await home.says('/stats picture')).toContain('No picture now: a message is about to go.');
    expect(documents).toEqual([]);
  });

  test('is dark at night and light by day', async () => {
    await home.says('/stats picture');
    await home.pass(9 * 60 * minute);
    await home.says('/stats picture');
    expect(documents[0]).toContain('#ffffff');
    expect(documents[1]).toContain('#10181d');
  });

  test('that cannot be uploaded leaves the words to go alone, at once and once', async () => {
    home.world.faults.failUploads(1);
    const before = home.world.wire().length;
    const said = await home.says('/stats picture');
    expect(said).toMatch(/^📊/u);
    await home.pass(10 * minute);
    expect(left(before)).toEqual([{ text: said, file: null }]);
  });

  test('is told a second time only as words, after a first that nobody confirmed', async () => {
    home.world.faults.acks(({ self }) => (self ? 'lost' : 'normal'));
    const before = home.world.wire().length;
    home.world.ownerWrites('/stats picture');
    await home.pass(5_000);
    expect(left(before).map(({ file }) => file !== null)).toEqual([true]);
    home.world.faults.acks('normal');
    await home.kill();
    await home.boot();
    await home.pass(5 * minute);
    const all = left(before).filter(({ text }) => text.includes('📊'));
    expect(all.map(({ file }) => file !== null)).toEqual([true, false]);
  });

  test('takes no file of a message out of the page', async () => {
    const waId = home.world.ownerWrites('/schedule in 2 minutes to Mum: look', {
      file: {
        mimetype: 'image/png',
        filename: 'a.png',
        base64: Buffer.from('\x89PNG\r\n\x1a\n0000').toString('base64'),
      },
    });
    expect(waId).not.toBe('');
    await home.pass(10_000);
    home.heard();
    await home.says('/stats picture');
    await home.pass(3 * minute);
    const [arrived] = home.world.inbox('Mum').filter(({ text }) => text === 'look');
    expect(arrived?.file ?? null).not.toBeNull();
  });

  test('is not drawn dry', async () => {
    expect(await home.says('/dry /stats picture')).toContain('acts outside my ledger');
    expect(documents).toEqual([]);
  });

  test('bears names of the owner’s chats as words alone', async () => {
    await home.says('/alias "<img src=x>" +447700900002');
    await home.says('/list week picture');
    expect(documents[0]).not.toContain('<img');
  });
});
