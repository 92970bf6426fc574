/** Verbs without a slash: in reply to what the bot said of one message they are commands, and elsewhere notes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
let confirmation: string;
beforeEach(async () => {
  home = await createHome({ memory: true });
  await home.says('/schedule tomorrow 18:00 to Mum: hello');
  confirmation = home.lastLine();
});
afterEach(() => home.close());

const planned = (id: number): string => new Date(home.message(id).plannedAt).toISOString().slice(0, 19);

describe('in reply to the confirmation', () => {
  test.each([
    ['move 20:15', '2026-11-25T20:15:00'],
    ['Move to friday', '2026-11-27T18:00:00'],
    ['snooze 1h', '2026-11-25T19:00:00'],
    ['now', '2026-11-24T12:00:15'],
    ['move 9 pm', '2026-11-25T21:00:00'],
  ])('%s', async (words, at) => {
    expect(await home.says(words, { quote: confirmation })).toContain('#1');
    expect(planned(1)).toBe(at);
  });

  test.each([
    ['edit: new', 'new'],
    ['edit new', 'new'],
    ['Edit\nnew\nlines', 'new\nlines'],
    ['edit 12 apples', '12 apples'],
    ['edit: /stop', '/stop'],
  ])('%j', async (words, text) => {
    expect(await home.says(words, { quote: confirmation })).toContain('#1 changed');
    expect(home.message(1).body).toBe(text);
  });

  test('why, show, cancel and undo are about it', async () => {
    expect(await home.says('why', { quote: confirmation })).toContain('🔎 #1 to Mum');
    expect(await home.says('late 1h', { quote: confirmation })).toContain('#1 to Mum may go late');
    expect(await home.says('copy friday', { quote: confirmation })).toContain('#2 scheduled');
    expect(await home.says('cancel', { quote: confirmation })).toContain('#1 to Mum cancelled');
    expect(await home.says('undo', { quote: confirmation })).toContain('#1 is back as #3');
  });

  test('words that are no such verb change nothing', async () => {
    for (const words of ['moved', 'editor needed', 'move', 'thanks'])
      await home.says(words, { quote: confirmation });
    expect(home.message(1)).toMatchObject({ body: 'hello', status: 'scheduled' });
    expect(planned(1)).toBe('2026-11-25T18:00:00');
  });
});

test('in reply to a list nobody knows which is meant', async () => {
  await home.says('/schedule tomorrow 19:00 to Anna: hi');
  await home.says('/list');
  const list = home.lastLine();
  expect(await home.says('now', { quote: list })).toContain('Which message?');
  await home.says('edit: x', { quote: list });
  await home.says('move 20:00', { quote: list });
  expect([home.message(1).body, home.message(2).body]).toEqual(['hello', 'hi']);
  expect([planned(1), planned(2)]).toEqual(['2026-11-25T18:00:00', '2026-11-25T19:00:00']);
});

describe('without a reply', () => {
  test.each(['move 20:15', 'edit: new', 'now', 'undo', 'snooze 1h', 'late never', 'copy friday'])(
    '%s is a note',
    async (words) => {
      expect(await home.says(words)).toBe('');
      expect(home.message(1).body).toBe('hello');
      expect(planned(1)).toBe('2026-11-25T18:00:00');
    },
  );
});
