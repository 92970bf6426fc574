/** The owner of the campaign acts on the bot's own words: these are taken from what the program really says. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';
import { neverLeft, readSaid } from './reading.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
});
afterEach(() => home.close());

test('one message, and several people and parts behind a yes', async () => {
  expect(readSaid(await home.says('/schedule in 60 seconds to Mum: k1/1 hi'))).toEqual([
    { kind: 'armed', ids: [1] },
  ]);
  const question = await home.says('/schedule in 90 seconds to Mum, Anna:\nk2/1 hi\n---\nk2/2 ho');
  expect(readSaid(question)).toEqual([{ kind: 'asks_yes' }]);
  expect(question).toContain('k2/');
  const armed = await home.says('yes');
  expect(readSaid(armed)).toEqual([{ kind: 'armed', ids: [2, 3, 4, 5] }]);
  expect(armed).toContain('k2/');
});

test('a question that the next command drops', async () => {
  await home.says('/schedule in 90 seconds to Mum, Anna: k3/1 hi');
  const answer = await home.says('/cancel 7');
  expect(readSaid(answer)).toContainEqual({ kind: 'not_scheduled' });
  expect(answer).toContain('k3/');
});

test('one that was cut off in its hand-over, asked about until it goes again', async () => {
  await home.says('/schedule in 5 seconds to Mum: k4/1 hi');
  home.world.faults.cutNetwork({ silently: true });
  await home.pass(4_000);
  await home.kill();
  home.world.faults.calm();
  await home.boot();
  await home.pass(5_000);
  const notice = home.heard().join('\n\n');
  expect(readSaid(notice)).toContainEqual({ kind: 'in_doubt', id: 1 });
  expect(readSaid(await home.says('/attention'))).toEqual([{ kind: 'needs', overdue: [], inDoubt: [1] }]);
  expect(readSaid(await home.says('#1 again'))).toEqual([{ kind: 'really', id: 1 }]);
  expect(readSaid(await home.says('yes'))).toContainEqual({ kind: 'replaced', by: 2, old: 1 });
});

test.each([[[1]], [[1, 2]]])('what was missed: %o', async (ids) => {
  for (const id of ids)
    await home.says(`/schedule in 20 seconds to ${id === 1 ? 'Mum' : 'Anna'}: k5${id}/1 hi`);
  await home.kill();
  await home.clock.advance(20 * 60_000);
  await home.boot();
  await home.pass(60_000);
  expect(readSaid(home.heard().join('\n\n'))).toContainEqual({ kind: 'needs', overdue: ids, inDoubt: [] });
});

test('a stop of its own, and the list behind the resume', async () => {
  await home.says('/schedule in 40 seconds to Mum: k6/1 hi');
  await home.says('/schedule in 41 seconds to Anna: k7/1 hi');
  for (let start = 0; start < 3; start++) {
    await home.kill();
    await home.boot();
  }
  await home.pass(60_000);
  expect(readSaid(home.heard().join('\n\n'))).toContainEqual({ kind: 'stopped' });
  expect(readSaid(await home.says('/resume'))).toContainEqual({
    kind: 'needs',
    overdue: [1, 2],
    inDoubt: [],
  });
});

test('what never left, by one number and by many', async () => {
  await home.says('/schedule in 60 seconds to Mum: k8/1 hi');
  await home.says('/schedule in 60 seconds to Anna: k9/1 hi');
  await home.says('/schedule in 60 seconds to Łukasz: k10/1 hi');
  expect(neverLeft(await home.says('/cancel 1'))).toEqual([1]);
  expect(neverLeft(await home.says('/cancel 2, 3'))).toEqual([2, 3]);
  expect(neverLeft(await home.says('/cancel 9'))).toEqual([]);
});

test('who stands behind a number', async () => {
  await home.says('/schedule in 60 seconds to Mum: k11/1 hi');
  expect(readSaid(await home.says('/show 1'))).toEqual([
    { kind: 'shown', id: 1, to: expect.stringMatching(/^Mum/) },
  ]);
});
