/** Files with a /schedule: fetched before anything is armed, sent once with what they were, never their text alone. */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SentFile } from '../../src/simulator/simulator.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const file = (mimetype: string, filename: string, start: string, more: Partial<SentFile> = {}): SentFile => ({
  ...{ mimetype, filename, ...more },
  base64: Buffer.from(`${start}${filename}`, 'latin1').toString('base64'),
});
const picture = file('image/jpeg', 'beach.jpg', '\xff\xd8\xff\xe0');
const paper = file('application/pdf', 'plan.pdf', '%PDF-1.7 ');
const voice = file('audio/ogg; codecs=opus', 'voice', 'OggS', { voice: true });
const hashOf = ({ base64 }: SentFile): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');

const writes = async (
  text: string,
  options: Parameters<Home['world']['ownerWrites']>[1] = {},
): Promise<string> => {
  home.world.ownerWrites(text, options);
  await home.pass(2_000);
  return home.heard().join('\n\n');
};
const got = (name: string) => home.world.inbox(name).map(({ text, file }) => [text, file]);
const mediaPath = (of: SentFile): string => join(home.folder, 'media', hashOf(of).slice(0, 2), hashOf(of));

describe('a file is scheduled', () => {
  test('as the caption of a picture, which goes once, at its time, with its caption', async () => {
    const reply = await writes('/schedule in 1 minute to Mum: look', { file: picture });
    expect(reply).toMatch(/^⏰ #1 scheduled\nto Mum .*\n.*\n📎 picture \(1 kB\)\nlook\n/);
    expect(home.message(1).file).toMatchObject({ hash: hashOf(picture), form: 'picture' });
    expect(got('Mum')).toEqual([]);
    await home.pass(60_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
    expect(home.message(1)).toMatchObject({ status: 'sent' });
    expect(home.world.inbox('Mum')[0]?.at).toBeLessThan(home.message(1).plannedAt + 2_000);
  });

  test('by replying to it, without a text', async () => {
    const quote = home.world.ownerWrites('', { file: paper });
    expect(await writes('/schedule in 1 minute to Mum', { quote })).toMatch(
      /scheduled\n.*\n.*\n📎 plan\.pdf \(1 kB\)\nIf/,
    );
    expect(home.message(1).file).toMatchObject({
      name: 'plan.pdf',
      mimetype: 'application/pdf',
      from: quote,
    });
    await home.pass(60_000);
    expect(got('Mum')).toEqual([['', hashOf(paper)]]);
  });

  test('as a voice note, whose codec stays with it', async () => {
    const quote = home.world.ownerWrites('', { file: voice });
    await writes('/schedule in 1 minute to Mum', { quote });
    expect(home.message(1).file).toMatchObject({ form: 'voice', mimetype: 'audio/ogg; codecs=opus' });
    await home.pass(60_000);
    expect(got('Mum')).toEqual([['', hashOf(voice)]]);
  });

  test('with the first of several parts to several people, once each, the text behind it', async () => {
    expect(await writes('/schedule in 1 minute to Mum, Anna: one\n---\ntwo', { file: picture })).toContain(
      '📎 picture',
    );
    expect(await home.says('yes')).toContain('#1–#4 scheduled');
    await home.pass(120_000);
    for (const name of ['Mum', 'Anna'])
      expect(got(name)).toEqual([
        ['one', hashOf(picture)],
        ['two', null],
      ]);
  });

  test('through a question and a restart, and still goes with its file', async () => {
    expect(await writes('/schedule tomorrow at 9 to Mum', { file: picture })).toMatch(/^❓/);
    await home.kill();
    await home.boot();
    expect(await home.says('1')).toContain('📎 picture');
    expect(home.message(1).file?.hash).toBe(hashOf(picture));
  });

  test('by a misspelt verb that is put right', async () => {
    expect(await writes('/shedule in 1 minute to Mum: look', { file: picture })).toContain('Did you mean');
    expect(await home.says('yes')).toContain('📎 picture');
    await home.pass(60_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
  });

  test('while the bot was away, and read when it is back', async () => {
    await home.kill();
    home.world.ownerWrites('/schedule in 2 minutes to Mum: look', { file: picture });
    await home.boot();
    expect(home.heard().join()).toContain('📎 picture');
  });

  test('and its caption is edited: the same file with the new words', async () => {
    const command = home.world.ownerWrites('/schedule in 10 minutes to Mum: lok', { file: picture });
    await home.pass(2_000);
    home.world.ownerEdits(command, '/schedule in 10 minutes to Mum: look');
    await home.pass(2_000);
    await home.pass(600_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
    expect(home.message(1).status).toBe('cancelled');
  });

  test('the same words with another file are not the same message', async () => {
    await writes('/schedule tomorrow 9:00 to Mum: look', { file: picture });
    expect(await writes('/schedule tomorrow 10:00 to Mum: look', { file: paper })).not.toContain('same text');
    expect(await writes('/schedule tomorrow 11:00 to Mum: look', { file: paper })).toContain('The same text');
  });

  test('and is shown in the list and by /show', async () => {
    await writes('/schedule tomorrow 9:00 to Mum', { file: paper });
    expect(await home.says('/list')).toContain('Mum: 📎 plan.pdf');
    expect(await home.says('/show 1')).toContain('\n📎 plan.pdf (1 kB)\n');
  });
});

describe('nothing is armed', () => {
  test.each<readonly [what: string, text: string, file: SentFile, says: RegExp]>([
    ['a sound with words', '/schedule in 1 minute to Mum: listen', voice, /no words\nwith a sound/],
    ['an empty file', '/schedule in 1 minute to Mum', { ...paper, base64: '' }, /file is empty/],
    [
      'a caption that WhatsApp would cut',
      `/schedule in 1 minute to Mum: ${'long '.repeat(250)}`,
      picture,
      /at most\n1024 characters/,
    ],
    [
      'a file beyond what can be moved',
      '/schedule in 1 minute to Mum',
      { ...paper, base64: Buffer.alloc(16 * 1024 * 1024 + 1).toString('base64') },
      /too large,\n16\.8 MB\. I can send up to 16 MB/,
    ],
  ])('of %s, and the reply says why', async (_, text, sent, says) => {
    const reply = await writes(text, { file: sent });
    expect(reply).toMatch(/^🚫 Nothing scheduled/);
    expect(reply).toMatch(says);
    expect(home.ledger().messages({})).toEqual([]);
  });

  test('of a file that WhatsApp has no more', async () => {
    home.world.faults.loseFiles(true);
    expect(await writes('/schedule in 1 minute to Mum: look', { file: picture })).toMatch(
      /does not have\nthat file/,
    );
    expect(home.ledger().messages({})).toEqual([]);
  });

  test('by a WhatsApp Web that cannot send files; texts go on', async () => {
    home.whatsapp().deploy({ lacking: [{ ability: 'files', name: 'WAWebPrepRawMedia' }] });
    await home.whatsapp().recycle();
    await home.pass(5_000);
    expect(await writes('/schedule in 1 minute to Mum: look', { file: picture })).toMatch(
      /cannot send files/,
    );
    expect(await writes('/schedule in 1 minute to Mum: look')).toContain('#1 scheduled');
  });

  test('by a disk that takes no file', async () => {
    rmSync(join(home.folder, 'media'), { recursive: true, force: true });
    writeFileSync(join(home.folder, 'media'), 'in the way');
    expect(await writes('/schedule in 1 minute to Mum: look', { file: picture })).toMatch(
      /disk did not take/,
    );
    expect(home.ledger().messages({})).toEqual([]);
  });

  test('by a yes to a question whose file is gone by then', async () => {
    await writes('/schedule in 1 minute to Mum, Anna: look', { file: picture });
    rmSync(mediaPath(picture));
    expect(await home.says('yes')).toMatch(/the file is gone/);
    expect(home.ledger().messages({})).toEqual([]);
  });
});

describe('a file that is gone when its time comes', () => {
  test('holds the message ten minutes ahead and asks; nothing is sent', async () => {
    await writes('/schedule in 30 minutes to Mum: look', { file: picture });
    rmSync(mediaPath(picture));
    await home.pass(21 * 60_000);
    expect(home.heard().join()).toMatch(/^✋ #1 to Mum held:\nits file is gone/);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'file_missing' });
    await home.pass(60 * 60_000);
    expect(got('Mum')).toEqual([]);
    expect(home.ledger().attempt(1)).toBeNull();
  });

  test('or is another one in the last minute, holds as well', async () => {
    await writes('/schedule in 5 minutes to Mum: look', { file: picture });
    await home.pass(60_000);
    writeFileSync(mediaPath(picture), Buffer.from(picture.base64, 'base64').fill(1));
    await home.pass(10 * 60_000);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'file_missing' });
    expect(got('Mum')).toEqual([]);
  });

  test('is fetched again from the owner’s message when the owner says send', async () => {
    await writes('/schedule in 5 minutes to Mum: look', { file: picture });
    rmSync(mediaPath(picture));
    await home.kill();
    await home.boot();
    await home.pass(5 * 60_000);
    expect(home.message(1).status).toBe('held');
    expect(await home.says('#1 send')).toContain('#1');
    await home.pass(10_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
    expect(readdirSync(join(home.folder, 'media'))).toEqual([hashOf(picture).slice(0, 2)]);
  });

  test('is asked about again where it cannot be had from there either', async () => {
    await writes('/schedule in 5 minutes to Mum: look', { file: picture });
    rmSync(mediaPath(picture));
    home.world.faults.loseFiles(true);
    await home.kill();
    await home.boot();
    await home.pass(5 * 60_000);
    await home.says('#1 send');
    await home.pass(10_000);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'file_missing' });
    expect(got('Mum')).toEqual([]);
  });
});

describe('before the claim', () => {
  test('nothing is claimed while uploads fail; it goes late but within grace', async () => {
    home.world.faults.failUploads(1_000);
    await writes('/schedule in 1 minute to Mum: look', { file: picture });
    await writes('/schedule in 1 minute to Anna: text');
    await home.pass(5 * 60_000);
    expect(home.message(1).status).toBe('scheduled');
    expect(home.ledger().attempt(1)).toBeNull();
    expect(got('Anna')).toEqual([['text', null]]);
    home.world.faults.failUploads(0);
    await home.pass(15_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
  });

  test('past its grace it is missed, and the notice says that the file was the reason', async () => {
    home.world.faults.failUploads(1_000_000);
    await writes('/schedule in 1 minute to Mum: look', { file: picture });
    await home.pass(20 * 60_000);
    expect(home.message(1).status).toBe('missed');
    expect(home.heard().join()).toContain('its file did not get to WhatsApp in time');
    home.world.faults.failUploads(0);
    await home.says('#1 send');
    await home.pass(20_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
    expect(home.message(2).replaces).toBe(1);
  });

  test('a new page gets the file anew, and the message goes once', async () => {
    await writes('/schedule in 1 minute to Mum: look', { file: picture });
    await home.pass(30_000);
    await home.whatsapp().recycle();
    await home.pass(60_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
  });

  test('a cancel during the upload wins', async () => {
    home.world.faults.latency(() => 20_000);
    home.world.ownerWrites('/schedule in 1 minute to Mum: look', { file: picture });
    await home.pass(60_000);
    home.world.faults.latency(() => 0);
    await home.says('/cancel last');
    await home.pass(300_000);
    expect(got('Mum')).toEqual([]);
  });

  test('a page that has lost the upload refuses, and the text does not go alone', async () => {
    await writes('/schedule in 1 minute to Mum: look', { file: picture });
    await home.pass(50_000);
    home.whatsapp().onCall = (verb) => {
      if (verb === 'handOver') home.whatsapp().forgetFiles();
    };
    await home.pass(20_000);
    expect(home.message(1).status).toBe('failed');
    expect(home.heard().join()).toContain('its file had not been uploaded');
    expect(got('Mum')).toEqual([]);
  });
});

describe('/edit', () => {
  test('gives the caption other words and leaves the file', async () => {
    await writes('/schedule in 10 minutes to Mum: lok', { file: picture });
    expect(await writes('/edit 1: look')).toMatch(/changed\n[\s\S]*📎 picture \(1 kB\)\nlook\n/);
    await home.pass(600_000);
    expect(got('Mum')).toEqual([['look', hashOf(picture)]]);
  });

  test('gives a voice note no words: nobody would see them', async () => {
    await writes('/schedule in 10 minutes to Mum', { file: voice });
    expect(await writes('/edit 1: listen')).toMatch(/#1 is not changed: WhatsApp shows no words/);
    expect(home.message(1).body).toBe('');
  });

  test('does not drop a new picture without a word', async () => {
    await writes('/schedule in 10 minutes to Mum: look', { file: picture });
    expect(await writes('/edit 1: this one', { file: paper })).toMatch(/\/edit takes words alone/);
    expect(home.message(1)).toMatchObject({ body: 'look', file: { hash: hashOf(picture) } });
  });
});

test('a cancel is carried out, whatever hangs on it', async () => {
  await home.says('/schedule tomorrow 9:00 to Mum: hello');
  expect(await writes('/cancel 1', { file: picture })).toMatch(/#1 to Mum cancelled/);
});

test('a file that nobody scheduled is deleted after a day, one of a message stays', async () => {
  await writes('/schedule in 72 hours to Mum: look', { file: picture });
  await writes('/schedule in 72 hours to Mum, Anna: look', { file: paper });
  await home.says('no');
  await home.pass(50 * 60 * 60_000);
  expect(
    home
      .root()
      .ground.media.check({ hash: hashOf(paper), bytes: Buffer.from(paper.base64, 'base64').length }),
  ).toBe('missing');
  expect(readdirSync(join(home.folder, 'media', hashOf(picture).slice(0, 2)))).toEqual([hashOf(picture)]);
});
