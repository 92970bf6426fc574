/** Our own two lives for the kill in mid-send: the real core, its hand-over a line in a file. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHouse } from './house.ts';
import { people } from './transport.ts';

const [folder = '', life = 'first', forMs = '0'] = process.argv.slice(2);
const house = openHouse({
  folder,
  chats: people(2),
  settings: { typing: false },
  onHandOver({ text }) {
    if (text !== 'interrupted' && text !== 'after it') return;
    appendFileSync(join(folder, 'sent'), `${text}\n`);
    // In the middle of the hand-over, until the kill.
    if (life === 'first') for (;;);
  },
});
const { clock, transport, root } = house;
await house.until(() => root.bot.caughtUp(), 10_000);
if (life === 'first') {
  transport.write('/schedule in 1 second to Person 1: interrupted', clock.now());
  transport.write('/schedule in 5 seconds to Person 2: after it', clock.now());
  await new Promise(() => undefined);
}
await clock.sleepUntil(clock.now() + Number(forMs));
// Told means that the owner's chat has it.
const told = transport.told().find((text) => text.startsWith('❔')) ?? null;
console.log(JSON.stringify({ told: told?.split('\n')[0] ?? null }));
await house.stop();
process.exit(0);
