/** What became of it: sent, in doubt, missed, stopped. */
import { doubt, hour, minute, offline, type Situation } from './talk.ts';

export const outcomes: readonly Situation[] = [
  {
    title: 'Sent, and too late',
    async talk({ home, says }) {
      await says('/schedule in 5 seconds to Mum: hello');
      await home.pass(10_000);
      await says('/show 1');
      await says('/why 1');
      await says('/cancel 1');
      await says('/resolve 1 drop');
      await says('/show');
      await says('/show 7');
      await says('/why not');
    },
  },
  {
    title: 'In doubt',
    async talk({ home, says }) {
      await says('/schedule in 10 seconds to Mum: hello');
      await doubt(home);
      await says('/show 1');
      await says('/why 1');
      await says('/cancel 1');
      await says('sent');
      await says('again');
      await says('no');
      await says('/tz');
      await says('again');
      await says('yes');
      await home.pass(minute);
      await says('/why 2');
      await says('#1 again');
      await says('#1 drop');
    },
  },
  {
    title: 'In doubt, and confirmed later',
    async talk({ home, says }) {
      await says('/schedule in 10 seconds to Mum: hello');
      home.world.faults.acks({ delayMs: 90_000 });
      await home.pass(70_000);
      home.world.faults.acks('normal');
      await home.pass(40_000);
    },
  },
  {
    title: 'Refused by WhatsApp',
    async talk({ home, says }) {
      await says('/schedule in 10 seconds to Mum: hello');
      home.world.faults.nack(1);
      await home.pass(minute);
      await says('arrived');
      await says('send');
    },
  },
  {
    title: 'Offline, and nothing missed',
    async talk({ home, says }) {
      await offline(home, 25 * minute);
      home.world.faults.cutNetwork();
      home.whatsapp().crashPage();
      await home.pass(30 * minute);
      await home.whatsapp().recycle();
      home.world.faults.restoreNetwork();
      await home.pass(20_000);
      for (let times = 0; times < 3; times++) {
        await offline(home, 2 * minute);
        await home.pass(5 * minute);
      }
      await home.kill();
      await home.pass(26 * hour);
      await home.boot();
      await home.pass(20_000);
      await says('/status');
    },
  },
  {
    title: 'Opened elsewhere',
    async talk({ home, says }) {
      await says('/schedule in 3 minutes to Mum: asked about');
      home.whatsapp().conflict();
      await home.pass(6 * minute);
      await says('/resume');
    },
  },
  {
    title: 'A page that confirms nothing',
    async talk({ home, says }) {
      await says('/schedule in 20 seconds to Mum: swallowed');
      await says('/schedule in 2 minutes to Anna: late');
      home.whatsapp().falselyConnected();
      await home.pass(3 * minute);
      await says('/attention');
    },
  },
  {
    title: 'Missed while offline',
    async talk({ home, says }) {
      await says('/schedule in 2 minutes to Mum: one');
      await says('/schedule in 2 minutes to Anna: two');
      await says('/schedule in 3 minutes to me: three');
      await offline(home, 30 * minute);
      await says('all drop');
      await says('1 send');
      await says('/attention');
      await says('1 send 2 drop');
      await says('sent');
      await says('#3 drop');
      await says('/attention');
    },
  },
  {
    title: 'Stopped and resumed',
    async talk({ home, says }) {
      await says('/schedule in 1 hour to Mum: one');
      await says('/schedule in 2 hours to Anna: two');
      await says('/stop');
      await says('/status');
      await says('/schedule in 3 hours to Mum: three');
      await home.pass(24 * hour);
      await says('/resume 1');
      await says('/resume');
      await says('/show 1');
      await says('1 send 2 drop');
      await says('all drop');
      await says('/resume');
      await says('/stop');
    },
  },
  {
    title: 'Three in doubt in a row',
    async talk({ home, says }) {
      for (let index = 1; index <= 5; index++)
        await home.says(`/schedule in ${index} minutes to Mum: number ${index}`);
      for (let id = 1; id <= 3; id++) {
        await home.clock.advanceTo(home.message(id).plannedAt - 1_000);
        home.world.faults.failWithoutNack(1);
        await home.pass(2_000);
      }
      await home.pass(20 * minute);
      await says('/attention');
      await says('/resume');
    },
  },
  {
    title: 'Stopped from outside, and by a clock',
    async talk({ home, says }) {
      await says('/schedule in 2 hours to Mum: hello');
      const report = home.root().bot.emergencyStop();
      await home.pass(2_000);
      await report;
      await says('/resume');
      home.clock.step(3 * hour);
      await home.pass(minute);
      await says('drop');
      home.clock.step(-2 * hour);
      await home.pass(minute);
    },
  },
];
