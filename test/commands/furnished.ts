/** A home in which fifteen messages stand, so that the numbers that examples name are there. */
import { createHome, type Home } from '../sim/home.ts';

/** How #12 stands: the answers of /resolve fit different ones, and only what was sent can be unsent. */
export type Twelfth = 'scheduled' | 'sent' | 'in_doubt' | 'missed';

const names = ['Mum', 'Anna', 'Chris Jones'];
const minute = 60_000;

export async function createFurnishedHome(twelfth: Twelfth = 'scheduled'): Promise<Home> {
  const home = await createHome({ memory: true, settings: { maxPerMinute: 100, maxPerDay: 1_000 } });
  for (let id = 1; id <= 15; id++) {
    const when = id === 12 && twelfth !== 'scheduled' ? 'in 2 minutes' : `in ${id + 2} hours`;
    await home.says(`/schedule ${when} to ${names[id % names.length]}: number ${id}`);
  }
  if (twelfth === 'in_doubt') {
    home.world.faults.failWithoutNack(1);
    await home.pass(4 * minute);
  }
  if (twelfth === 'sent') await home.pass(4 * minute);
  if (twelfth === 'missed') {
    home.world.faults.cutNetwork();
    await home.pass(20 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
  }
  home.heard();
  return home;
}
