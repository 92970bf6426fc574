/** A message and its file: armed together, claimed together, and never one without the other afterwards. */
import { expect, test } from 'vitest';
import type { FileRef } from '../../../src/core/files.ts';
import { noon, openGround, step, ways } from './ground.ts';

const beach: FileRef = {
  hash: 'ab'.repeat(32),
  bytes: 12_345,
  mimetype: 'audio/ogg; codecs=opus',
  name: 'beach "1" ❤️.ogg',
  form: 'voice',
  from: '3A0001',
};

test('what is claimed carries the file that was armed, whole', () => {
  const { ledger, arm } = openGround();
  const { id, file } = arm({ file: beach });
  expect(file).toEqual(beach);
  expect(ledger.message(id)?.file).toEqual(beach);
  expect(ledger.write((tx) => tx.claim(id, noon, 'g1'))?.message.file).toEqual(beach);
  expect(arm().file).toBeNull();
});

test('neither the file nor what is known of it can be changed or taken away', () => {
  const { db, arm } = openGround();
  const { id } = arm({ file: beach });
  for (const set of ['file_hash = NULL, file = NULL', `file_hash = '${'cd'.repeat(32)}'`, "file = '{}'"])
    expect(() => db.exec(`UPDATE messages SET ${set} WHERE id = ${id}`)).toThrow('stays as it was armed');
});

test('a hash without a file, and one that is none, are refused', () => {
  const { arm } = openGround();
  for (const hash of ['', '../../etc/passwd', 'AB'.repeat(32)])
    expect(() => arm({ file: { ...beach, hash } })).toThrow('CHECK');
});

test('a replacement carries the same file, and never the text alone', () => {
  const { db, arm } = openGround();
  const old = arm({ file: beach });
  for (const next of ways.failed) step(db, old.id, next);
  const place = { batchId: old.batchId, replaces: old.id };
  expect(() => arm(place)).toThrow('carries the same file');
  expect(() => arm({ ...place, file: { ...beach, hash: 'cd'.repeat(32) } })).toThrow('carries the same file');
  expect(arm({ ...place, file: beach }).file).toEqual(beach);
});

test('messages are found by their file, and the same words with another file are other words', () => {
  const { ledger, arm } = openGround();
  const [text, one, other] = [
    arm(),
    arm({ file: beach }),
    arm({ file: { ...beach, hash: 'cd'.repeat(32) }, plannedAt: noon + 1 }),
  ].map(({ id }) => id);
  const ids = (filter: Parameters<typeof ledger.messages>[0]) => ledger.messages(filter).map(({ id }) => id);
  expect(ids({ withFile: true })).toEqual([one, other]);
  expect(ids({ fileIs: beach.hash })).toEqual([one]);
  expect(ids({ fileIs: null })).toEqual([text]);
});
