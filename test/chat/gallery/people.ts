/** The gallery's situations around names: whom they mean, and aliases. */
import type { Situation } from './talk.ts';

export const people: readonly Situation[] = [
  {
    title: 'Whom a name means',
    async talk({ home, says }) {
      await home.says('/schedule tomorrow 9am to Mum: hi');
      await says('/who Mum');
      await says('/who chris');
      await says('/who Annna');
      await says('/who Xyzzyx');
      await says('/who me');
      await says('/who Mum, chris, 7B parents, Old Phone');
      await says('/who');
      home.world.faults.blockContact('Anna', true);
      await says('/who Anna');
    },
  },
  {
    title: 'Aliases',
    async talk({ home, says }) {
      await says('/alias');
      await says('/alias boss +447700900003');
      await says('/alias boss Chris Evans');
      await says('/alias chief Chris');
      await says('1');
      await says('/alias anna +447700900002');
      await says('no');
      await says('/alias all Mum');
      await says('/alias boss');
      await says('/alias');
      await says('/who boss');
      home.world.faults.passNumber('Chris Evans', 'Stranger');
      await says('/who boss');
      await says('/schedule tomorrow 9am to boss: hi');
      await says('no');
      await says('/alias forget boss');
      await says('/alias forget boss');
    },
  },
];
