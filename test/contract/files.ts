/** The port's contract on files: read as they were sent, uploaded before a hand-over, and never left out of one. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { FileRef } from '../../src/core/files.ts';
import type { SentFile } from '../../src/simulator/simulator.ts';
import type { Ground } from './ground.ts';

const most = 1_000_000;

export function filesContract(ground: Ground): void {
  const { acked, calm, chatNamed, freshText, request, sentinel, subject } = ground;
  let made = 0;
  const attached = (mimetype: string, more: Partial<SentFile> = {}): SentFile => ({
    ...{ mimetype, filename: 'plan.pdf', ...more },
    base64: Buffer.from(`%PDF- ${++made} ${'x'.repeat(1_000)}`).toString('base64'),
  });
  const bytesOf = ({ base64 }: SentFile): Buffer => Buffer.from(base64, 'base64');
  const refOf = (file: SentFile, more: Partial<FileRef> = {}): FileRef => ({
    hash: createHash('sha256').update(bytesOf(file)).digest('hex'),
    bytes: bytesOf(file).length,
    mimetype: file.mimetype,
    name: file.filename,
    form: 'document',
    from: '3A0',
    ...more,
  });
  const read = async (waId: string, atMost = most) => {
    const { chatId } = await chatNamed('me');
    return ground.whatsapp().readFile([chatId], waId, atMost);
  };
  const heard = (waId: string) =>
    subject().until('the message in the page', () =>
      ground.events.some((event) => event.kind === 'inbound' && event.message.waId === waId),
    );
  const prepare = async (reservedId: string, file: FileRef, bytes: Uint8Array) => {
    const { generation } = await ground.connected();
    return ground.whatsapp().prepareFile({ reservedId, file, bytes, generation, keep: [] });
  };

  test('a file is read as it was sent, with its type, form and name', async () => {
    await calm();
    const table = [
      [attached('application/pdf'), 'document', 'plan.pdf'],
      [attached('image/jpeg'), 'picture', null],
      [attached('video/mp4'), 'video', null],
      [attached('audio/mpeg'), 'sound', null],
      [attached('audio/ogg; codecs=opus', { voice: true }), 'voice', null],
    ] as const;
    for (const [file, form, name] of table) {
      const waId = ground.world().ownerWrites('', { file });
      await heard(waId);
      const reading = await read(waId);
      expect(reading).toMatchObject({ kind: 'file', seen: { form, name, mimetype: file.mimetype } });
      expect(reading.kind === 'file' && Buffer.from(reading.bytes).equals(bytesOf(file))).toBe(true);
    }
  });

  test('a text has no file, and one that is too large is not fetched', async () => {
    await calm();
    const text = ground.world().ownerWrites('no file');
    await heard(text);
    expect(await read(text)).toEqual({ kind: 'none' });
    expect(await read('3AFFFFFFFFFFFFFFFFFF')).toEqual({ kind: 'none' });
    const file = attached('application/pdf');
    const waId = ground.world().ownerWrites('', { file });
    await heard(waId);
    expect(await read(waId, 10)).toEqual({ kind: 'too_large', bytes: bytesOf(file).length });
  });

  test('what was uploaded goes with the hand-over, once, with its caption', async () => {
    await calm();
    const sent = attached('application/pdf');
    const file = refOf(sent);
    const send = await request(freshText('the plan'), { file });
    expect(await prepare(send.reservedId, file, bytesOf(sent))).toEqual({ kind: 'prepared' });
    await sentinel();
    expect(ground.world().timesReceived('Mum', send.text)).toBe(0);
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await acked(send.reservedId);
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
    expect(subject().fileReceived('Mum', send.text)).toBe(file.hash);
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'known_id' });
    await sentinel();
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
  });

  test('without an upload under its own id it is refused, and the text does not go alone', async () => {
    await calm();
    const sent = attached('application/pdf');
    const file = refOf(sent);
    const never = await request(freshText('never uploaded'), { file });
    expect(await ground.whatsapp().handOver(never)).toEqual({ kind: 'refused', because: 'no_file' });
    const other = await request(freshText('another file'), { file: { ...file, hash: 'ab'.repeat(32) } });
    expect(await prepare(other.reservedId, file, bytesOf(sent))).toEqual({ kind: 'prepared' });
    expect(await ground.whatsapp().handOver(other)).toEqual({ kind: 'refused', because: 'no_file' });
    const someone = await request(freshText('somebody’s upload'), { file });
    expect(await prepare(subject().reservedId(), file, bytesOf(sent))).toEqual({ kind: 'prepared' });
    expect(await ground.whatsapp().handOver(someone)).toEqual({ kind: 'refused', because: 'no_file' });
    await sentinel();
    for (const { text } of [never, other, someone]) expect(ground.world().timesReceived('Mum', text)).toBe(0);
  });

  test('an abort, and a time that has passed, keep an uploaded file back', async () => {
    await calm();
    const sent = attached('application/pdf');
    const file = refOf(sent);
    const aborted = await request(freshText('aborted file'), { file });
    await prepare(aborted.reservedId, file, bytesOf(sent));
    await ground.whatsapp().abort([aborted.reservedId]);
    expect(await ground.whatsapp().handOver(aborted)).toEqual({ kind: 'refused', because: 'aborted' });
    const late = await request(freshText('late file'), { file });
    await prepare(late.reservedId, file, bytesOf(sent));
    const outcome = await ground.whatsapp().handOver({ ...late, notAfter: subject().now() });
    expect(outcome).toEqual({ kind: 'refused', because: 'too_late' });
    await sentinel();
    for (const { text } of [aborted, late]) expect(ground.world().timesReceived('Mum', text)).toBe(0);
  });

  test('an upload that the server refuses is told, and can be done again', async () => {
    await calm();
    const sent = attached('application/pdf');
    const file = refOf(sent);
    const send = await request(freshText('second upload'), { file });
    ground.world().faults.failUploads(1);
    expect(await prepare(send.reservedId, file, bytesOf(sent))).toEqual({
      kind: 'failed',
      because: 'upload_failed',
    });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'no_file' });
    const again = await request(send.text, { file });
    expect(await prepare(again.reservedId, file, bytesOf(sent))).toEqual({ kind: 'prepared' });
    expect(await ground.whatsapp().handOver(again)).toEqual({ kind: 'handed' });
    await acked(again.reservedId);
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
  });

  test('for another page generation nothing is uploaded', async () => {
    await calm();
    const sent = attached('application/pdf');
    const reservedId = subject().reservedId();
    const preparing = { reservedId, file: refOf(sent), bytes: bytesOf(sent), keep: [] };
    expect(await ground.whatsapp().prepareFile({ ...preparing, generation: 'AN-EARLIER-ONE' })).toEqual({
      kind: 'failed',
      because: 'page_changed',
    });
  });
}
