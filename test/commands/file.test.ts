/** A file cannot be sent yet: its caption alone is not what the owner meant, so nothing is armed. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const picture = { mimetype: 'image/jpeg', filename: 'beach.jpg', base64: 'AAAA' };
const paper = { mimetype: 'application/pdf', filename: 'plan.pdf', base64: 'AAAA' };
const writes = async (
  text: string,
  options: Parameters<Home['world']['ownerWrites']>[1],
): Promise<string> => {
  home.world.ownerWrites(text, options);
  await home.pass(2_000);
  return home.heard().join('\n');
};

test('a command as the caption of a picture arms nothing, and says why', async () => {
  const reply = await writes('/schedule in 5 seconds to Mum: look', { file: picture });
  expect(reply).toMatch(/^🚫 Nothing scheduled: this has a picture to it/);
  await home.pass(60_000);
  expect(home.world.inbox('Mum')).toEqual([]);
});

test('nor does one that replies to a document', async () => {
  const quote = home.world.ownerWrites('', { file: paper });
  expect(await writes('/schedule in 5 seconds to Mum: look', { quote })).toMatch(/a document to it/);
  expect(home.ledger().messages({})).toEqual([]);
});

test('a misspelt one is not put right behind a yes that has no picture any more', async () => {
  expect(await writes('/shedule in 5 seconds to Mum: look', { file: picture })).toMatch(/a picture to it/);
  expect(await home.says('yes')).not.toMatch(/scheduled\n/);
  expect(home.ledger().messages({})).toEqual([]);
});

test('what was written with a picture while the bot was away is refused as well', async () => {
  await home.kill();
  home.world.ownerWrites('/schedule in 2 minutes to Mum: look', { file: picture });
  await home.boot();
  expect(home.heard().join()).toMatch(/a picture to it/);
  expect(home.ledger().messages({})).toEqual([]);
});

test('a cancel is carried out, whatever hangs on it', async () => {
  await home.says('/schedule tomorrow 9:00 to Mum: hello');
  expect(await writes('/cancel 1', { file: picture })).toMatch(/#1 to Mum cancelled/);
});
