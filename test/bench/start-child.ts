/** Opens the ledger in the folder that it is given, and says when the first message was handed over. */
import { openHouse } from './house.ts';
import { elapsed } from './measure.ts';

const [folder = ''] = process.argv.slice(2);
const processStartedMs = performance.now();
const began = elapsed();
let firstMs: number | null = null;
let rssMb = 0;
const house = openHouse({
  folder,
  settings: { typing: false },
  onHandOver({ chatId }) {
    // The welcome goes to the owner, and is not what was scheduled.
    if (firstMs !== null || chatId.startsWith('447700900001') || chatId.endsWith('@lid')) return;
    firstMs = elapsed() - began;
    rssMb = process.memoryUsage.rss() / 1024 / 1024;
  },
});
await house.until(() => firstMs !== null, 30_000);
const toFirstDispatchMs = firstMs ?? Number.NaN;
await house.stop();
console.log(
  JSON.stringify({ toFirstDispatchMs, fromProcessStartMs: processStartedMs + toFirstDispatchMs, rssMb }),
);
