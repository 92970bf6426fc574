import { createChance } from '../../src/adapters/random.ts';
import { whatsappContract } from '../contract/whatsapp.ts';
import { createVirtualClock } from './clock.ts';
import { createProfile } from './profile.ts';
import { createSimWhatsApp } from './whatsapp.ts';
import { createWorld } from './world.ts';

whatsappContract('in memory', async () => {
  const clock = createVirtualClock(Date.UTC(2026, 11, 31, 22));
  const world = createWorld(clock);
  const chance = createChance();
  const whatsapp = createSimWhatsApp(clock, world, createProfile());
  return {
    whatsapp,
    world,
    now: () => clock.now(),
    reservedId: () => chance.reservedId(),
    fileReceived: (name, text) => world.inbox(name).find((one) => one.text === text)?.file ?? null,
    conflict: () => whatsapp.conflict(),
    async until(what, read) {
      for (let tries = 0; tries < 600; tries++) {
        const found = read();
        if (found) return found;
        await clock.advance(100);
      }
      throw new Error(`waited a minute of virtual time for ${what}`);
    },
    async close() {},
  };
});
