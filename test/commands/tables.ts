/** Tables as the owner sends them, and what the bot has armed of them. */
import type { SentFile } from '../../src/simulator/simulator.ts';
import type { Home } from '../sim/home.ts';

/** The first line of a table. */
export const head = 'when,to,text\n';

export const csv = (content: string | Buffer): SentFile => ({
  ...{ mimetype: 'text/csv', filename: 'campaign.csv' },
  base64: Buffer.from(content).toString('base64'),
});

/** The owner sends a table with these words; what the bot says within two seconds. */
export async function sendTable(home: Home, content: string | Buffer, words = '/import'): Promise<string> {
  home.world.ownerWrites(words, { file: csv(content) });
  await home.pass(2_000);
  return home.heard().join('\n\n');
}

/** Name, text and moment of each message, in the order of sending. */
export const armedIn = (home: Home): string[][] =>
  home
    .ledger()
    .messages({})
    .map(({ chat, body, dueAt }) => [chat.name, body, new Date(dueAt).toISOString().slice(0, 19)]);
