/** What a file is, is what its bytes are; its name and what was claimed of it may be anything. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readKind } from '../../src/core/file-kind.ts';
import { shownName } from '../../src/core/file-name.ts';
import type { FileForm } from '../../src/core/files.ts';

const bytes = (start: string): Uint8Array =>
  Uint8Array.from(`${start}\0\0\0\0\0\0\0\0\0\0\0\0`, (char) => char.charCodeAt(0));
const ftyp = (brand: string): Uint8Array => bytes(`\0\0\0\x20ftyp${brand}`);
const words = new TextEncoder().encode('Grüße, ❤️\n');

const table: readonly (readonly [
  what: string,
  bytes: Uint8Array,
  claimed: string,
  name: string | null,
  form: FileForm,
  is: readonly [mimetype: string, name: string, form: FileForm],
])[] = [
  [
    'a photograph',
    bytes('\xff\xd8\xff\xe0'),
    'image/jpeg',
    null,
    'picture',
    ['image/jpeg', 'picture.jpg', 'picture'],
  ],
  [
    'a PNG',
    bytes('\x89PNG\r\n\x1a\n'),
    'image/png',
    null,
    'picture',
    ['image/png', 'picture.png', 'picture'],
  ],
  [
    'a WebP',
    bytes('RIFF\0\0\0\0WEBP'),
    'image/webp',
    null,
    'picture',
    ['image/webp', 'picture.webp', 'picture'],
  ],
  ['a film', ftyp('isom'), 'video/mp4', null, 'video', ['video/mp4', 'video.mp4', 'video']],
  ['a film that plays by itself', ftyp('mp42'), 'video/mp4', null, 'gif', ['video/mp4', 'gif.mp4', 'gif']],
  ['an old phone’s film', ftyp('3gp4'), 'video/3gpp', null, 'video', ['video/3gpp', 'video.3gp', 'video']],
  [
    'a voice note',
    bytes('OggS'),
    'audio/ogg; codecs=opus',
    null,
    'voice',
    ['audio/ogg; codecs=opus', 'voice.ogg', 'voice'],
  ],
  ['a song', bytes('ID3\x03'), 'audio/mpeg', null, 'sound', ['audio/mpeg', 'sound.mp3', 'sound']],
  [
    'a song without a tag',
    bytes('\xff\xfb\x90'),
    'audio/mpeg',
    null,
    'sound',
    ['audio/mpeg', 'sound.mp3', 'sound'],
  ],
  ['an AAC stream', bytes('\xff\xf1\x50'), 'audio/aac', null, 'sound', ['audio/aac', 'sound.aac', 'sound']],
  ['a phone’s recording', ftyp('M4A '), 'audio/mp4', null, 'sound', ['audio/mp4', 'sound.m4a', 'sound']],
  [
    'a paper',
    bytes('%PDF-1.7'),
    'application/pdf',
    'Plan 2027.pdf',
    'document',
    ['application/pdf', 'Plan 2027.pdf', 'document'],
  ],
  [
    'a letter in a zip',
    bytes('PK\x03\x04'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'Letter.docx',
    'document',
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Letter.docx', 'document'],
  ],
  [
    'a zip',
    bytes('PK\x03\x04'),
    'application/zip',
    'all.zip',
    'document',
    ['application/zip', 'all.zip', 'document'],
  ],
  ['a table', words, 'text/csv', 'people.csv', 'document', ['text/csv', 'people.csv', 'document']],
  // What is not what it says.
  [
    'a program that says it is a picture',
    bytes('MZ'),
    'image/jpeg',
    'beach.jpg',
    'picture',
    ['application/x-msdownload', 'beach.jpg.exe', 'document'],
  ],
  [
    'words that say they are a picture',
    words,
    'image/png',
    'beach.png',
    'picture',
    ['text/plain', 'beach.png', 'document'],
  ],
  [
    'a picture with another name',
    bytes('\xff\xd8\xff'),
    'image/png',
    'a.png',
    'picture',
    ['image/jpeg', 'a.png.jpg', 'picture'],
  ],
  [
    'a picture sent as a document',
    bytes('\xff\xd8\xff'),
    'image/jpeg',
    'IMG_1.JPG',
    'document',
    ['image/jpeg', 'IMG_1.JPG', 'document'],
  ],
  [
    'an iPhone’s picture',
    ftyp('heic'),
    'image/heic',
    'IMG_2.HEIC',
    'picture',
    ['image/heic', 'IMG_2.HEIC', 'document'],
  ],
  [
    'a zip that says it is a paper',
    bytes('PK\x03\x04'),
    'application/pdf',
    'plan.pdf',
    'document',
    ['application/zip', 'plan.pdf.zip', 'document'],
  ],
  [
    'bytes that say they are a paper',
    bytes('\x01\x02\x03'),
    'application/pdf',
    'plan.pdf',
    'document',
    ['application/octet-stream', 'plan.pdf', 'document'],
  ],
  [
    'a web page in a picture’s clothes (a polyglot)',
    bytes('GIF89a/*<script>'),
    'text/html',
    'a.html',
    'document',
    ['image/gif', 'a.html.gif', 'document'],
  ],
  ['nothing', new Uint8Array(), 'image/jpeg', null, 'picture', ['text/plain', 'document', 'document']],
  [
    'a claim that is no type',
    bytes('\x01'),
    'image/jpeg/../../x; q="\n"',
    null,
    'picture',
    ['application/octet-stream', 'document', 'document'],
  ],
  [
    'a parameter that is none',
    bytes('OggS'),
    'audio/ogg; codecs=../../opus',
    null,
    'voice',
    ['audio/ogg', 'voice.ogg', 'voice'],
  ],
];

describe('by its bytes', () => {
  test.each(table)('%s', (_, content, mimetype, name, form, [type, shown, as]) => {
    expect(readKind(content, { mimetype, name, form })).toEqual({ mimetype: type, name: shown, form: as });
  });
});

describe('a name', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/', 'document'],
    ['..', 'document'],
    ['', 'document'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['nul\0l.txt', 'null.txt'],
    ['line\nbreak.txt', 'linebreak.txt'],
    ['CON', '_CON'],
    ['aux.txt', '_aux.txt'],
    ['.bashrc', 'bashrc'],
    ['what?.txt', 'what_.txt'],
    ['Ünïcødé ❤.txt', 'Ünïcødé ❤.txt'],
  ])('%j is shown as %j', (name, shown) => {
    expect(shownName(name, 'document', [])).toBe(shown);
  });

  test('is cut before its ending, between characters', () => {
    const shown = shownName(`${'😀'.repeat(300)}.pdf`, 'document', ['pdf']);
    expect(shown).toBe(`${'😀'.repeat(96)}.pdf`);
  });

  test('never leads out of a folder, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const shown = shownName(name, 'document', []);
        expect(shown).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
        expect(shown).not.toMatch(/^\.|^$/);
        expect(Array.from(shown).length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

test('whatever the bytes and the claims, the answer is a type and a name', () => {
  const forms: readonly FileForm[] = ['picture', 'gif', 'video', 'sound', 'voice', 'document'];
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.string(),
      fc.option(fc.string()),
      fc.constantFrom(...forms),
      (content, mimetype, name, form) => {
        const kind = readKind(content, { mimetype, name, form });
        expect(kind.mimetype).toMatch(/^[a-z]+\/[a-z0-9.+-]+(?:; ?[a-z]+=[a-z0-9.,-]+)?$/);
        expect(kind.name).not.toBe('');
        expect([form, 'document']).toContain(kind.form);
      },
    ),
  );
});
