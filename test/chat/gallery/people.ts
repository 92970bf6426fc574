/** The gallery's situations around names, alarms, dry runs, counts and tables. */
import { minute, type Situation } from './talk.ts';

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
  {
    title: 'What rings',
    async talk({ says }) {
      await says('/alerts');
      await says('/alerts now');
    },
  },
  {
    title: 'What rings, with a receiver that refuses',
    options: { alert: { post: async () => 'refused' }, heartbeat: { beat: async () => 'unreachable' } },
    async talk({ home, says }) {
      await home.pass(2 * minute);
      await says('/alerts');
      await home.says('/stop');
      await home.pass(minute);
      await says('/alerts');
      await says('/alerts test');
    },
  },
  {
    title: 'What rings, with a receiver that takes it',
    options: { alert: { post: async () => 'accepted' } },
    async talk({ says }) {
      await says('/alerts');
      await says('/alerts test');
    },
  },
  {
    title: 'Tried dry',
    async talk({ home, says }) {
      await says('/dry');
      await says('/dry /schedule tomorrow 9am to Mum: hi');
      await says('/dry /schedule tomorrow 9am to Family: hi');
      await home.says('/schedule in 1 hour to Mum: hi');
      await says('/dry cancel all');
      await says('/dry stop');
      await says('/dry backup');
    },
  },
  {
    title: 'Counted and exported',
    async talk({ home, says }) {
      await says('/stats');
      await home.says('/schedule in 5 seconds to Mum: gone');
      await home.says('/schedule in 7 seconds to Anna: gone too');
      await home.says('/schedule in 1 hour to Anna: to come');
      await home.pass(minute);
      await says('/stats');
      await says('/stats week');
      await says('/export');
      await says('/export week');
    },
  },
];
