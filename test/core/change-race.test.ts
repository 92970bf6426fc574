/** A change that is written around the very instant at which its message is claimed: one of two truths, and it is told. */
import { afterEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
afterEach(() => home.close());

const minute = 60_000;
/** Of the writing against the planned instant, ms: reading it takes a moment, and so does handing over. */
const offsets = [-2_000, -400, -100, -50, -20, 0, 20, 100, 900] as const;

async function writtenAt(offset: number, words: string): Promise<string> {
  home = await createHome({ memory: true });
  await home.says('/schedule in 20 seconds to Mum: hello');
  home.heard();
  await home.pass(home.message(1).plannedAt - home.clock.now() + offset);
  home.world.ownerWrites(words);
  await home.pass(5_000);
  const said = home.heard().join('\n');
  await home.pass(60 * minute);
  return said;
}

describe.each(offsets)('%i ms from its time', (offset) => {
  test('an edit is what goes, or comes too late; nothing goes twice', async () => {
    const said = await writtenAt(offset, '/edit 1: changed');
    expect(said).toMatch(/#1 changed|Too late: #1/);
    const shown = home.world.inbox('Mum').map(({ text }) => text);
    expect(shown).toEqual([said.includes('Too late') ? 'hello' : 'changed']);
  });

  test('a move is when it goes, or comes too late; it goes once', async () => {
    const said = await writtenAt(offset, '/move 1 in 30 minutes');
    expect(said).toMatch(/#1 moved|Too late: #1/);
    const [first, ...others] = home.world.inbox('Mum');
    expect(others).toEqual([]);
    const late = (first?.at ?? 0) - Date.parse('2026-11-24T12:00:23Z') > 20 * minute;
    expect(late).toBe(said.includes('#1 moved'));
  });
});
