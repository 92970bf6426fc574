/** Texts of what ended long ago are gone from the ledger and its file; what tells one message from another stays. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { statuses } from '../../../src/core/message.ts';
import { armingIn, noon, openFile, openGround, settle, step, ways } from './ground.ts';

const later = noon + 3_600_000;
const all = { after: 0, upTo: 1_000, endedBefore: later, at: later };

describe('a message', () => {
  test('is erased in the states in which nothing can come of it any more, and in no other', () => {
    const { db, ledger, arm } = openGround();
    const ids = Object.fromEntries(
      statuses.map((status) => {
        const { id } = arm({ dry: status === 'rehearsed' });
        for (const next of ways[status]) step(db, id, next);
        return [status, id];
      }),
    );
    ledger.write((tx) => tx.eraseTexts(all));
    const erased = statuses.filter((status) => ledger.message(ids[status] ?? 0)?.erasedAt === later);
    expect(erased).toEqual(['sent', 'cancelled', 'rehearsed']);
    const kept = statuses.filter((status) => ledger.message(ids[status] ?? 0)?.body === 'Happy birthday!');
    expect(kept).toEqual(['scheduled', 'held', 'sending', 'failed', 'in_doubt', 'missed']);
  });

  test('that was missed is erased once it is dropped or replaced', () => {
    const { ledger, arm, freshId } = openGround();
    const [asked, dropped, replaced] = [arm(), arm(), arm()];
    ledger.write((tx) => {
      for (const { id } of [asked, dropped, replaced]) settle(tx, id, 'scheduled', 'missed');
      tx.drop(dropped.id, noon + 2_000);
    });
    const by = arm({ batchId: replaced.batchId, replaces: replaced.id, reservedId: freshId() });
    ledger.write((tx) => tx.eraseTexts(all));
    const textOf = ({ id }: { readonly id: number }) => ledger.message(id)?.body;
    expect([asked, dropped, replaced, by].map(textOf)).toEqual([
      'Happy birthday!',
      '',
      '',
      'Happy birthday!',
    ]);
  });

  test('that ended after the instant keeps its text', () => {
    const { ledger, arm } = openGround();
    const { id } = arm();
    ledger.write((tx) => settle(tx, id, 'scheduled', 'cancelled'));
    ledger.write((tx) => tx.eraseTexts({ ...all, endedBefore: noon + 1_000 }));
    expect(ledger.message(id)?.body).toBe('Happy birthday!');
    ledger.write((tx) => tx.eraseTexts({ ...all, endedBefore: noon + 1_001 }));
    expect(ledger.message(id)?.body).toBe('');
  });

  test('is still found by its text and by its file, so that a second one is asked about', () => {
    const { ledger, arm } = openGround();
    const hash = 'a'.repeat(64);
    const file = {
      hash,
      bytes: 3,
      mimetype: 'text/plain',
      name: 'will.txt',
      form: 'document',
      from: '3A',
    } as const;
    const { id, chat } = arm({ file });
    ledger.write((tx) => settle(tx, id, 'scheduled', 'cancelled'));
    ledger.write((tx) => tx.eraseTexts(all));
    const same = { chatId: chat.chatId, bodyIs: 'Happy birthday!', fileIs: hash };
    expect(ledger.messages(same).map((one) => one.id)).toEqual([id]);
    expect(ledger.messages({ ...same, bodyIs: 'Happy birthday' })).toEqual([]);
    expect(ledger.message(id)?.file).toEqual({ ...file, name: '' });
    expect(ledger.count({ fileIs: hash, unerased: true })).toBe(0);
  });

  test('turns out to have left even when its text is gone', () => {
    const { ledger, arm } = openGround();
    const { id } = arm();
    ledger.write((tx) => settle(tx, id, 'scheduled', 'cancelled'));
    ledger.write((tx) => tx.eraseTexts(all));
    const at = later + 1;
    ledger.write((tx) =>
      tx.move({ id, from: 'cancelled', to: 'sent', actor: 'whatsapp', evidence: 'look_up_ack', ack: 2, at }),
    );
    expect(ledger.message(id)).toMatchObject({ status: 'sent', ack: 2, body: '', erasedAt: later });
  });

  test('neither loses its text nor gets another one past the program', () => {
    const { db, ledger, arm } = openGround();
    const [waiting, ended] = [arm(), arm()];
    ledger.write((tx) => settle(tx, ended.id, 'scheduled', 'cancelled'));
    const put = (text: string) => () => db.exec(text);
    expect(put(`UPDATE messages SET body = '', erased_at = 1 WHERE id = ${waiting.id}`)).toThrow(
      'only what has ended',
    );
    expect(put(`UPDATE messages SET erased_at = 1 WHERE id = ${ended.id}`)).toThrow('only what has ended');
    expect(put(`UPDATE messages SET body = '' WHERE id = ${ended.id}`)).toThrow('not begun to leave');
    ledger.write((tx) => tx.eraseTexts(all));
    expect(put(`UPDATE messages SET body = 'x' WHERE id = ${ended.id}`)).toThrow('not begun to leave');
    expect(put(`UPDATE messages SET erased_at = NULL WHERE id = ${ended.id}`)).toThrow('and once');
  });
});

describe('what was said about a message', () => {
  const said = (ledger: ReturnType<typeof openGround>['ledger'], waId: string) =>
    ledger.command(waId).map(({ text }) => text);
  const command = (waId: string, text: string) => ({
    ...{ waId, text, chatId: 'me', at: noon, receivedAt: noon, quotedWaId: null, file: null },
  });

  test('goes with it and not before: its command, its notices, its edits', () => {
    const { ledger, arm } = openGround();
    const noticed = ledger.write((tx) => {
      const row = tx.receiveCommand(command('3ACOMMAND', '/schedule 12:00 to Mum: Happy birthday!'));
      tx.commandDone(row?.id ?? 0, noon);
      tx.noteDeed({ kind: 'edited', id: 1, body: 'Sad birthday!' }, noon);
      const { id } = tx.addNotice({
        kind: 'reply',
        body: 'Happy birthday!',
        chatId: null,
        about: [1],
        questionId: null,
        at: noon,
      });
      tx.giveUpNotice(id);
      return id;
    });
    const { id } = arm();
    const words = () => ({
      command: said(ledger, '3ACOMMAND'),
      notice: ledger.notice(noticed)?.body,
      edited: ledger.deedsSince(0).map(({ deed }) => (deed.kind === 'edited' ? deed.body : null)),
    });
    const before = words();
    ledger.write((tx) => tx.eraseTexts({ ...all, after: 1 }));
    expect(words()).toEqual(before);
    ledger.write((tx) => tx.eraseTexts(all));
    // The text before the edit is nobody's any more; the others are those of a message that is scheduled.
    expect(words()).toEqual({ ...before, edited: [''] });
    ledger.write((tx) => settle(tx, id, 'scheduled', 'cancelled'));
    ledger.write((tx) => tx.eraseTexts(all));
    expect(words()).toEqual({ command: [''], notice: '', edited: [''] });
  });

  test('a command is recognised without its words: the same is no new one, other words are', () => {
    const { ledger } = openGround();
    ledger.write((tx) => tx.commandDone(tx.receiveCommand(command('3A1', '/list'))?.id ?? 0, noon));
    ledger.write((tx) => tx.eraseTexts(all));
    expect(said(ledger, '3A1')).toEqual(['']);
    expect(ledger.isLastText('3A1', '/list')).toBe(true);
    expect(ledger.isLastText('3A1', '/stop')).toBe(false);
    expect(ledger.isLastText('3A2', '/list')).toBeNull();
    expect(ledger.write((tx) => tx.receiveCommand(command('3A1', '/list')))).toBeNull();
  });

  test('a command that waits, a notice that is untold and a question that is open keep theirs', () => {
    const { ledger } = openGround();
    const [notice, question] = ledger.write((tx) => {
      tx.receiveCommand(command('3A1', '/list'));
      const asked = tx.ask({ kind: 'schedule', draft: '{"a":1}', at: noon, lapsesAt: null });
      return [
        tx.addNotice({
          kind: 'question',
          body: 'Which?',
          chatId: null,
          about: [],
          questionId: asked.id,
          at: noon,
        }),
        asked,
      ];
    });
    ledger.write((tx) => tx.eraseTexts(all));
    expect(said(ledger, '3A1')).toEqual(['/list']);
    expect(ledger.notice(notice.id)?.body).toBe('Which?');
    expect(ledger.question(question.id)?.draft).toBe('{"a":1}');
    ledger.write((tx) => tx.closeQuestion(question.id, 'lapsed'));
    ledger.write((tx) => tx.eraseTexts(all));
    expect(ledger.question(question.id)).toBeNull();
  });
});

test('the bytes are gone from the file and from the log beside it', () => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  const secret = 'a secret that is looked for';
  const inFiles = () => [file, `${file}-wal`].filter((one) => readFileSync(one).includes(secret));
  const ids = Array.from({ length: 60 }, () => arm({ body: `${secret} ${'long '.repeat(400)}` }).id);
  ledger.write((tx) => {
    for (const id of ids) settle(tx, id, 'scheduled', 'cancelled');
  });
  ledger.cutLog();
  expect(inFiles()).toEqual([file]);
  expect(ledger.write((tx) => tx.eraseTexts(all))).toBe(60);
  ledger.cutLog();
  // Nothing but SQLite opens the live file: closing another descriptor of it would drop its lock.
  ledger.close();
  expect([file].filter((one) => readFileSync(one).includes(secret))).toEqual([]);
});
