/** The gallery's situations around a selftest: what holds, what does not, and how one ends that was broken off. */
import type { Ability } from '../../../src/core/whatsapp.ts';
import type { Home } from '../../sim/home.ts';
import { minute, type Situation } from './talk.ts';

async function without(home: Home, ...abilities: readonly Ability[]): Promise<void> {
  home.whatsapp().deploy({ lacking: abilities.map((ability) => ({ ability, name: 'WAWebSomething' })) });
  home.whatsapp().crashPage();
  await home.pass(minute);
}

export const selftests: readonly Situation[] = [
  {
    title: 'A selftest',
    async talk({ says }) {
      await says('/selftest');
      await says('/status');
      await says('/selftest Mum');
    },
  },
  {
    title: 'A selftest of a WhatsApp Web that lacks something',
    async talk({ home, says }) {
      await without(home, 'react');
      await says('/selftest');
      await says('/status');
      await without(home, 'react', 'revoke');
      await says('/selftest');
      await says('/status');
      await without(home);
      await says('/status');
    },
  },
  {
    title: 'A selftest without acks',
    async talk({ home, says }) {
      home.world.faults.acks((stanza) => (stanza.self ? 'lost' : 'normal'));
      await says('/selftest');
      await says('/selftest');
      await home.pass(5 * minute);
      home.world.faults.calm();
      await home.pass(minute);
      await says('/status');
    },
  },
  {
    title: 'A selftest broken off',
    async talk({ home, says }) {
      home.whatsapp().edit = () => new Promise(() => undefined);
      await says('/selftest');
      await says('/status');
      await home.kill();
      await home.boot();
      await home.pass(minute);
      await says('/status');
    },
  },
  {
    title: 'A selftest by itself',
    options: { testsItself: true },
    async talk({ home }) {
      await home.pass(15 * minute);
    },
  },
];
