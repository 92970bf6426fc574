/** Files through the product as it ships: from the owner's message to disk, and once from there to a phone. */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SentFile } from '../../src/simulator/simulator.ts';
import { messagesOf } from './product-messages.ts';
import { builds, startedProduct, until } from './product-rig.ts';

const bytesOf = (start: string, length: number): Buffer => {
  const bytes = Buffer.alloc(length, start.length);
  bytes.write(start, 'latin1');
  for (let at = start.length; at < length; at += 97) bytes[at] = at % 251;
  return bytes;
};
const sent = (mimetype: string, filename: string, bytes: Buffer, more: Partial<SentFile> = {}): SentFile => ({
  ...{ mimetype, filename, base64: bytes.toString('base64') },
  ...more,
});
const hashOf = ({ base64 }: SentFile): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');

const picture = sent('image/jpeg', 'beach.jpg', bytesOf('\xff\xd8\xff\xe0', 120_000));
const film = sent('video/mp4', 'film.mp4', bytesOf('\0\0\0\x20ftypisom', 4_000_000));
const voice = sent('audio/ogg; codecs=opus', 'voice', bytesOf('OggS', 20_000), { voice: true });
const paper = sent('application/pdf', '../../etc/plan\u202e 2027.pdf', bytesOf('%PDF-1.7', 50_000));
const program = sent('image/png', 'cat.png', bytesOf('MZ', 1_000));

describe.each(builds)('files, on the $keyBuild build with the self chat by $selfChat', (build) => {
  const product = startedProduct(build);
  const world = () => product().simulator.world;
  /** What a phone got with this hash, whenever. */
  const got = (name: string, file: SentFile) =>
    world()
      .inbox(name)
      .filter((one) => one.file?.path.endsWith(hashOf(file)));
  const arrives = (name: string, file: SentFile) =>
    until('the file on the phone', () => got(name, file)[0], 60_000);
  const schedule = (text: string, file: SentFile, quoted: boolean) =>
    quoted
      ? product().says(text, { quote: world().ownerWrites('', { file }) })
      : product().says(text, { file });

  const lost = sent('application/pdf', 'lost.pdf', bytesOf('%PDF-1.7 lost', 40_000));

  test('a file that is gone from the disk holds its message and asks, and nothing goes', async () => {
    // While it is stopped nothing looks at files: it is gone before anybody can. Overdue at the resume it would be held for that.
    await product().says('/stop');
    expect(await schedule('/schedule in 45 seconds to Anna: kept', lost, false)).toContain('📎 lost.pdf');
    rmSync(join(product().folder, 'media', hashOf(lost).slice(0, 2), hashOf(lost)));
    await product().says('/resume');
    const asked = await product().hears(/#1 to Anna held/, 60_000);
    expect(asked).toContain('its file is gone');
    // It is fetched again from the owner's message; the last test here sees it arrive.
    await product().asks('#1 send', /#1/);
    expect(got('Anna', lost)).toEqual([]);
  });

  test('a picture, a film, a voice note and a paper arrive once, as they were, with their captions', async () => {
    const table = [
      [picture, 'the beach ❤️', false, { type: 'image', mimetype: 'image/jpeg', filename: null }],
      [voice, '', true, { type: 'ptt', mimetype: 'audio/ogg; codecs=opus', filename: null }],
      [
        paper,
        'the plan',
        false,
        { type: 'document', mimetype: 'application/pdf', filename: 'plan 2027.pdf' },
      ],
      [film, 'the film', true, { type: 'video', mimetype: 'video/mp4', filename: null }],
      // What it says it is, it is not: it goes as the document that it is, under a name that tells.
      [
        program,
        '',
        true,
        { type: 'document', mimetype: 'application/x-msdownload', filename: 'document.exe' },
      ],
    ] as const;
    for (const [file, caption, quoted] of table) {
      const words = caption === '' ? '' : `: ${caption}`;
      expect(await schedule(`/schedule in 8 seconds to Mum${words}`, file, quoted)).toMatch(
        /scheduled\n[\s\S]*📎/,
      );
    }
    for (const [file, caption, , is] of table) {
      const received = await arrives('Mum', file);
      expect(received.text).toBe(caption);
      expect(received.file).toMatchObject({ ...is, bytes: Buffer.from(file.base64, 'base64').length });
      expect(world().file(received.file?.path ?? '')).toBe(file.base64);
    }
    await product().says('/schedule in 2 seconds to Mum: that was all');
    await until('the last', () => world().timesReceived('Mum', 'that was all') === 1);
    for (const [file] of table) expect(got('Mum', file)).toHaveLength(1);
    // On disk each lies under its hash, and nothing of any name from outside is there.
    const media = join(product().folder, 'media');
    const names = readdirSync(media, { recursive: true }).map(String).sort();
    for (const [file] of table) expect(names).toContain(join(hashOf(file).slice(0, 2), hashOf(file)));
    expect(names.every((name) => /^[0-9a-f]{2}(?:\/[0-9a-f]{64})?$/.test(name))).toBe(true);
    expect(statSync(media).mode & 0o777).toBe(0o700);
  });

  test('what WhatsApp refuses to take is not sent as its text alone', async () => {
    const refused = sent('image/jpeg', 'no.jpg', bytesOf('\xff\xd8\xff no', 5_000));
    world().faults.failUploads(1_000);
    await schedule('/schedule in 2 seconds to Chris Evans: with its picture', refused, false);
    await messagesOf(product()).schedules('Chris Evans', 'by itself', 2);
    await until('the text', () => world().timesReceived('Chris Evans', 'by itself') === 1);
    expect(world().timesReceived('Chris Evans', 'with its picture')).toBe(0);
    world().faults.failUploads(0);
    await arrives('Chris Evans', refused);
    expect(world().timesReceived('Chris Evans', 'with its picture')).toBe(1);
  });

  test('the one that was gone has gone out once, with what the owner had sent', async () => {
    const received = await until('the file on the phone', () => got('Anna', lost)[0], 180_000);
    expect(received).toMatchObject({ text: 'kept', file: { filename: 'lost.pdf' } });
    expect(world().file(received.file?.path ?? '')).toBe(lost.base64);
    await product().says('/schedule in 1 second to Anna: behind it');
    await until('what came behind it', () => world().timesReceived('Anna', 'behind it') === 1);
    expect(got('Anna', lost)).toHaveLength(1);
  });
});
