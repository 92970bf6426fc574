/**
 * One measurement of one peer in a process of its own: `node run.js <peer> <verb> <ground as JSON> [numbers]`. Prints one line
 * of JSON, but for the verb that ends by being killed.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { peers } from './peer.js';

const [name = '', verb = '', groundText = '{}', ...numbers] = process.argv.slice(2);
const [first = 0, second = 0] = numbers.map(Number);
/** @type {import('./peer.js').Ground} */
const ground = JSON.parse(groundText);
const open = peers[name];
if (open === undefined) throw new Error(`expected one of ${Object.keys(peers).join(', ')}, found ${name}`);
const peer = await open(ground);
const sent = join(ground.folder, 'sent');

/** @param {number} instant */
const until = (instant) => new Promise((done) => setTimeout(done, Math.max(0, instant - Date.now())));

switch (verb) {
  // Durable schedules per second, one after another; `first`: how many.
  case 'schedules': {
    const at = Date.now() + 86_400_000;
    const began = process.hrtime.bigint();
    for (let index = 0; index < first; index++)
      await peer.schedule(`Happy birthday, number ${index}!`, at + index * 60_000);
    say({ perSecond: (first / Number(process.hrtime.bigint() - began)) * 1e9 });
    break;
  }
  // `first` messages over `second` ms; how late each was handed to its handler.
  case 'lateness': {
    const lead = 1_500;
    /** @type {number[]} */
    const late = [];
    /** @type {Map<string, number>} */
    const planned = new Map();
    await peer.start(async (which) => {
      late.push(Date.now() - (planned.get(which) ?? 0));
    });
    // Arming takes longer with some than a second: the first is due when all are armed.
    const from = Date.now() + lead + first * 4;
    for (let index = 0; index < first; index++) {
      const at = from + Math.round((index * second) / first);
      planned.set(`message ${index}`, at);
      await peer.schedule(`message ${index}`, at);
    }
    const limit = from + second + 10_000;
    while (late.length < first && Date.now() < limit) await until(Date.now() + 20);
    say({ late });
    break;
  }
  // A send that never returns: the process is killed in the middle of it.
  case 'crash': {
    await peer.start(async (which) => {
      appendFileSync(sent, `${which}\n`);
      await new Promise(() => undefined);
    });
    await peer.schedule('interrupted', Date.now() + 300);
    await peer.schedule('after it', Date.now() + 3_000);
    await new Promise(() => undefined);
    break;
  }
  // The next process on the same ground, for `first` ms.
  case 'again': {
    await peer.start(async (which) => appendFileSync(sent, `${which}\n`));
    await until(Date.now() + first);
    say({});
    break;
  }
  default:
    throw new Error(`no such measurement: ${verb}`);
}
await Promise.race([peer.close(), until(Date.now() + 2_000)]);
process.exit(0);

/** @param {object} figures */
function say(figures) {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
