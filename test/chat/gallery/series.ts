/** What comes again: as it is begun, asked about, left out, paused and ended. */
import { hour, minute, type Situation } from './talk.ts';

const day = 24 * hour;

export const series: readonly Situation[] = [
  {
    title: 'A series',
    async talk({ home, says }) {
      await says('/every friday 17:00 to Mum: Dinner?');
      await says('/every weekday 9am until 24 dec to me: stretch');
      await says('/every year on 4 July 9:00 to Anna: Happy birthday!');
      await says('/every 2 hours x3 to Łukasz: drink');
      await says('/list');
      await says('/list series');
      await says('/show S1');
      await says('/skip S1');
      await says('/cancel 2');
      await says('/pause S1');
      await says('/resume S1');
      await says('/tz Tokyo');
      await says('yes');
      await says('/cancel S1, S2');
      await says('/cancel all');
      await says('yes');
      await says('/list series');
      await home.pass(minute);
    },
  },
  {
    title: 'A rule that asks',
    options: { settings: { quietHours: { from: 22 * 60, to: 7 * 60 } } },
    async talk({ says }) {
      await says('/every friday to Mum: hi');
      await says('17:00');
      await says('/every day 9 to Chris: hi');
      await says('2 a');
      await says('/every month on the 31st 9:00 to Mum: hi');
      await says('/every second friday 17:00 to Mum: hi');
      await says('/every week 9:00 to Mum: hi');
      await says('/every 5 hours to 7B parents: hi');
      await says('no');
    },
  },
  {
    title: 'No series',
    async talk({ says }) {
      await says('/every');
      await says('/every blah to Mum: hi');
      await says('/every 5 minutes to Mum: hi');
      await says('/every day 9:00 until yesterday to Mum: hi');
      await says('/every cron 0 9 1 * 1 to Mum: hi');
      await says('/skip');
      await says('/pause S2');
      await says('/cancel S2');
      await says('/every day 18:00 x1 to Mum: hi');
      await says('/skip S1');
      await says('/resume S1');
    },
  },
  {
    title: 'A series that was left alone',
    async talk({ home, says }) {
      await says('/every day 12:10 to Mum: hi');
      await says('/stop');
      await home.pass(3 * day);
      await says('/resume');
      home.world.ownerRevokes(home.message(1).commandWaId);
      await home.pass(2_000);
      await says('/every day 18:00 to Mum: hi');
      home.world.ownerEdits(home.message(home.ledger().count({})).commandWaId, '/every blah to Mum: hi');
      await home.pass(2_000);
    },
  },
  {
    title: 'A reminder',
    async talk({ says }) {
      await says('/remind tomorrow 9:00: call the bank');
      await says('/remind tomorrow 9:00');
    },
  },
];
