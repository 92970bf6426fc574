/** The question about a table: what answers it, what it outlives, and what it counts for. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { begin, home, minute } from '../sim/each-home.ts';
import { armedIn, csv, head, sendTable } from './tables.ts';

const sends = (content: string | Buffer, words?: string): Promise<string> => sendTable(home, content, words);
const all = () => home.ledger().messages({});
const armed = () => armedIn(home);

describe('the question', () => {
  const table = `${head}tomorrow 9am,Mum,x\n2026-11-25 9:30,Anna,y\n`;

  test('is answered by no, and then by nothing else', async () => {
    await sends(table);
    expect(await home.says('no')).toBe('👌 Not imported. Nothing will be sent.');
    expect(await home.says('yes')).toBe('');
    expect(all()).toEqual([]);
  });

  test('takes yes or no alone', async () => {
    await sends(table);
    const quote = home.lastLine();
    expect(await home.says('tomorrow', { quote })).toBe('❓ Answer yes or no.');
    expect(await home.says('yes', { quote })).toContain('#1–#2 scheduled (B1)');
    expect(await home.says('yes', { quote })).toContain('That command is #1 already');
    expect(all()).toHaveLength(2);
  });

  test('is dropped by the next command, which is told, and may be taken up by quoting it', async () => {
    await sends(table);
    const quote = home.lastLine();
    expect(await home.says('/schedule tomorrow 9am to Mum: hi')).toContain(
      '🚫 NOT imported: nothing of the table is sent.\nReply to my question to take it up again.',
    );
    expect(all()).toHaveLength(1);
    expect(await home.says('yes', { quote })).toContain('#2–#3 scheduled');
  });

  test('lives through a kill, and is put once more after a longer downtime', async () => {
    await sends(table);
    await home.kill();
    await home.boot();
    expect(all()).toEqual([]);
    await home.kill();
    home.clock.step(0);
    await home.pass(20 * minute);
    await home.boot();
    expect(home.heard().join()).toContain('I was away. Once more:\n❓ Not imported yet: 2 messages.');
    expect(await home.says('yes')).toContain('#1–#2 scheduled');
  });

  test('whose command is deleted for everyone arms nothing; deleted later, all of it is cancelled', async () => {
    const first = home.world.ownerWrites('/import', { file: csv(table) });
    await home.pass(2_000);
    const quote = home.lastLine();
    home.world.ownerRevokes(first);
    await home.pass(2_000);
    home.heard();
    expect(all()).toEqual([]);
    expect(quote).not.toBe('');
    const second = home.world.ownerWrites('/import', { file: csv(table) });
    await home.pass(2_000);
    await home.says('yes');
    home.world.ownerRevokes(second);
    await home.pass(2_000);
    expect(all().map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });

  test('is put anew where its time has passed before the yes', async () => {
    await sends(`${head}2026-11-24 12:05,Mum,x\n2026-11-25 9:30,Anna,y\n`);
    const quote = home.lastLine();
    await home.pass(30 * minute);
    home.heard();
    expect(await home.says('yes', { quote })).toMatchInlineSnapshot(`
      "🚫 Nothing imported: its time has passed,
      line 2.
      Send the table with later times."
    `);
    expect(all()).toEqual([]);
  });

  test('is put anew where what it told is not so any more', async () => {
    await sends(table);
    const quote = home.lastLine();
    await home.says('/schedule tomorrow 9am to Mum: x');
    expect(await home.says('yes', { quote })).toContain('❓ Not imported yet: 1 message.');
    expect(all()).toHaveLength(1);
    expect(await home.says('yes')).toContain('#2 scheduled (B2)');
  });

  test('whose table is gone from the disk says so', async () => {
    await sends(table);
    rmSync(join(home.folder, 'media'), { recursive: true });
    expect(await home.says('yes')).toContain('I do not have\nwhat I read of it any more.');
    expect(all()).toEqual([]);
  });

  test('about the zone comes first, and the table is read after it', async () => {
    await begin({ zone: null });
    expect(await sends(table)).toContain('In which time zone are you?');
    expect(await home.says('Tokyo')).toContain('❓ Not imported yet: 2 messages.');
    await home.says('yes');
    expect(armed()[0]).toEqual(['Mum', 'x', '2026-11-25T00:00:00']);
  });
});
