/** Lets a bot idle for the time that it is given, and says what that cost. */
import { openHouse } from './house.ts';

const [folder = '', overMs = '60000'] = process.argv.slice(2);
const house = openHouse({ folder });
await house.until(
  () => house.root.bot.caughtUp() && house.ledger.count({ statuses: ['sent'] }) === 1,
  30_000,
);
// What starting has left to be compiled is over, and V8, which waits for an idle moment, has collected what it has left.
await house.clock.sleepUntil(house.clock.now() + 40_000);
const before = process.cpuUsage();
const began = house.clock.monotonic();
await new Promise((done) => setTimeout(done, Number(overMs)));
const measuredMs = house.clock.monotonic() - began;
const { user, system } = process.cpuUsage(before);
const rssMb = process.memoryUsage.rss() / 1024 / 1024;
await house.stop();
console.log(
  JSON.stringify({ measuredMs, cpuMsPerMinute: ((user + system) / 1000 / measuredMs) * 60_000, rssMb }),
);
