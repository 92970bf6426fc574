/** What the owner and the world do, situation by situation; the gallery writes down what the bot says. */
import type { Home, HomeOptions } from '../../sim/home.ts';
import { backups } from './backups.ts';

export interface Talk {
  readonly home: Home;
  says(text: string, quote?: string): Promise<void>;
}

export interface Situation {
  readonly title: string;
  readonly options?: HomeOptions;
  talk(talk: Talk): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;

async function offline(home: Home, ms: number): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(ms);
  home.world.faults.restoreNetwork();
  await home.pass(20_000);
}

/** The next one that goes is handed over, does not arrive, and nobody confirms it. */
async function doubt(home: Home): Promise<void> {
  home.world.faults.failWithoutNack(1);
  await home.pass(70_000);
}

export const situations: readonly Situation[] = [
  { title: 'The welcome', async talk() {} },
  { title: 'The welcome without a zone', options: { zone: null }, async talk() {} },
  {
    title: 'Scheduled at once',
    async talk({ says }) {
      await says('/schedule 31 dec 23:59 to Mum: Happy New Year!');
      await says('/schedule tonight at 1 to Anna: awake?');
      await says('/schedule tomorrow 9am Tokyo to Łukasz: breakfast');
      await says('/schedule 28 Mar 2027 01:30 to Mum: gap');
      await says('/schedule 31 Oct 2027 01:30 to Mum: fold');
      await says('/schedule in 5 seconds to me: now');
    },
  },
  {
    title: 'A yes is wanted',
    options: { settings: { quietHours: { from: 22 * 60, to: 7 * 60 }, maxPerMinute: 2 } },
    async talk({ says }) {
      await says('/schedule mon 23 nov 2026 7:45 to 7B parents: Bring 3 € for the trip');
      await says('/schedule tomorrow 7:45 to 7B parents\nBring 3 € for the trip\n---\nAnd gloves');
      await says('yes');
      await says('/schedule tomorrow 23:30 to Mum, Anna, Łukasz, me: good night');
      await says('no');
      await says('/schedule 1/9 9am to Mum: far');
      await says('👍');
      await says('/schedule 1/9 9am to Mum: far');
      await says('maybe');
    },
  },
  {
    title: 'Something is missing or has to be chosen',
    async talk({ says }) {
      await says('/schedule tomorrow 9 to Chris: hi');
      await says('3');
      await says('1 b');
      await says('/schedule tomorrow to Chris Evans: hi');
      await says('18:00');
      await says('/schedule tomorrow to Evan: hello');
      await says('/schedule tomorrow 9am to zo, lukas: hello');
      await says('yes');
      await says('/schedule to Mum');
      await says('/schedule tomorrow 9am');
      await says('/schedule hello there');
      await says('/schedule tomorrow 9am to Mum');
      await says('How are you?');
      await says('/schedule tomorrow 9am to Bob: work: hi');
      await says('/schedule 23: 05 to Mum: hi');
      await says('/schedule tomorrow 9am to Mum: a\n—\nb');
    },
  },
  {
    title: 'A time that asks',
    async talk({ says }) {
      await says('/schedule tomorow 9am to Mum: hi');
      await says('/schedule noonish to Mum: hi');
      await says('/schedule next friday 9am to Mum: hi');
      await says('/schedule mon 9am IST to Mum: hi');
      await says('/schedule yesterday 9am to Mum: hi');
      await says('/schedule midnight friday to Mum: hi');
      await says('/schedule around 9pm to Mum: hi');
    },
  },
  {
    title: 'Nothing scheduled',
    async talk({ says }) {
      await says('/schedule');
      await says('/schedule 9am to 10am to Mum: hi');
      await says('/schedule 31/02 9am to Mum: hi');
      await says('/schedule in 3 years to Mum: hi');
      await says('/schedule every friday 9am to Mum: hi');
      await says('/schedule tomorrow 9am to Xyzzyx: hi');
      await says('/schedule tomorrow 9am to Old Phone: hi');
      await says('/schedule tomorrow 9am to "Mum: hi');
      await says('/schedule tomorrow 9am to Mum, Anna: Hi {nick}');
    },
  },
  {
    title: 'Before the zone is known',
    options: { zone: null },
    async talk({ says }) {
      await says('/tz');
      await says('/schedule tomorrow 9am to Mum: hi');
      await says('Atlantis');
      await says('/tz Paris');
      await says('/status');
    },
  },
  {
    title: 'Lists',
    async talk({ home, says }) {
      await says('/list');
      await says('/schedule in 1 hour to Mum: one');
      await says('/schedule tomorrow 9am to 7B parents: Bring 3 € for the trip');
      await says('yes');
      for (let index = 1; index <= 10; index++)
        await home.says(`/schedule in ${index + 24} hours to Anna: number ${index}`);
      await says('/list');
      await says('/list 2');
      await says('/list today');
      await says('/list friday');
      await says('/list failed');
      await says('/list all 2');
      await says('/cancel all');
      await says('/cancel Mum');
      await says('yes');
      await says('/cancel 2, 5-6, 99');
      await says('/cancel 2');
      await says('/cancel');
      await says('/cancel 15-12');
      await says('/cancel Łukasz');
    },
  },
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
  {
    title: 'Edited and deleted commands',
    async talk({ home, says }) {
      const writes = async (text: string): Promise<string> => {
        await says(text);
        return home.world.control().findLast(({ from }) => from === 'phone')?.waId ?? '';
      };
      const first = await writes('/schedule in 1 hour to Mum: hello');
      home.world.ownerEdits(first, '/schedule in 2 hours to Mum: hello!');
      await home.pass(2_000);
      home.world.ownerEdits(first, '/schedule tomorrow to Mum: hello!');
      await home.pass(2_000);
      await says('no');
      home.world.ownerEdits(first, 'never mind');
      await home.pass(2_000);
      home.world.ownerRevokes(first);
      await home.pass(2_000);
      const second = await writes('/schedule in 5 seconds to Anna: hi');
      await home.pass(10_000);
      home.world.ownerEdits(second, '/schedule in 5 seconds to Anna: hi!');
      await home.pass(2_000);
      const third = await writes('/schedule tomorrow 9am to Family: hi');
      home.world.ownerRevokes(third);
      await home.pass(2_000);
      const fourth = await writes('/schedule in 1 hour to Anna: a');
      home.world.ownerEdits(fourth, '/schedule in 1 hour to Anna: b');
      await home.pass(2_000);
      home.world.ownerEdits(fourth, '/schedule in 1 hour to Anna: a');
      await home.pass(2_000);
    },
  },
  {
    title: 'Questions left open',
    async talk({ home, says }) {
      await says('/schedule tomorrow 9 to Chris: hi');
      await says('/schedule tomorrow 9am to Mum: other');
      await says('/cancel all');
      await home.pass(11 * minute);
      await says('/schedule tomorrow 9am to Family: hi');
      const question = home.lastLine();
      await says('/lsit');
      await says('yes');
      await says('yes', question);
      await says('yes', question);
    },
  },
  {
    title: 'Dry run',
    options: { settings: { dryRun: true } },
    async talk({ home, says }) {
      await says('/schedule in 5 seconds to Mum: hello');
      await home.pass(10_000);
      await says('/show 1');
    },
  },
  {
    title: 'Preferences and help',
    async talk({ says }) {
      await says('/schedule tomorrow 9am to Mum: hello');
      await says('/tz');
      await says('/tz Tokyo');
      await says('/tz Atlantis');
      await says('/locale');
      await says('/locale en-US');
      await says('/locale klingon');
      await says('/help');
      await says('/help schedule');
      await says('/help nothing');
      await says('/status');
      await says('/resolve');
      await says('/resolve 1');
    },
  },
  {
    title: 'No such command',
    async talk({ says }) {
      await says('/');
      await says('/xyzzy');
      await says('/shedule tomorrow 9am to Mum: hi');
      await says('no');
    },
  },
  {
    title: 'A file, which cannot be sent yet',
    async talk({ home }) {
      home.world.ownerWrites('/schedule tomorrow 9am to Mum: look', {
        file: { mimetype: 'image/jpeg', filename: 'beach.jpg', base64: '' },
      });
      await home.pass(2_000);
    },
  },
  {
    title: 'A part of the chat that cannot be read',
    async talk({ home, says }) {
      await says('/schedule tomorrow 9am to Mum: hello');
      home.world.faults.cutNetwork();
      await home.pass(3 * 60 * minute);
      home.world.faults.readBackOnly(30 * minute);
      home.world.faults.restoreNetwork();
      await home.pass(3 * minute);
    },
  },
  ...backups,
  {
    title: 'Two close together',
    options: { asking: { closeMs: 5 * minute } },
    async talk({ says }) {
      await says('/schedule tomorrow 9am to Mum: Happy birthday!');
      await says('/schedule tomorrow 9:04 to Mum: And a hug');
      await says('yes');
      await says('/why 2');
    },
  },
  {
    title: 'A second delivery',
    async talk({ home, says }) {
      await says('/schedule in 5 seconds to Mum: once');
      await home.pass(10_000);
      home.whatsapp().echoes(home.message(1).reservedId, ['447700900005@c.us']);
      await home.pass(2_000);
      await says('/resume');
    },
  },
  {
    title: 'Alarms that nobody takes',
    options: { alert: { post: async () => 'refused' } },
    async talk({ home, says }) {
      await says('/status');
      await says('/schedule in 5 seconds to Mum: missed');
      await offline(home, 20 * minute);
      await says('/status');
    },
  },
  {
    title: 'Deleted for everyone',
    async talk({ home, says }) {
      await says('/schedule in 5 seconds to Mum: hi');
      await says('/unsend 1');
      await home.pass(10_000);
      await says('/unsend 1');
      await says('/unsend 1');
      await says('/show 1');
      await says('/unsend 7');
    },
  },
  {
    title: 'Not deleted for everyone',
    async talk({ home, says }) {
      await says('/schedule in 5 seconds to Mum: hi');
      await home.pass(10_000);
      home.world.faults.revokes('refused');
      await says('/unsend 1');
      await home.pass(61 * hour);
      home.world.faults.revokes('lost');
      await says('/unsend 1');
      await says('/show 1');
      await says('/schedule in 5 seconds to Anna: hi');
      await home.pass(10_000);
      await says('/unsend 2');
      await says('/unsend 2');
      await home.pass(minute);
      await says('/show 2');
      await says('/unsend 2');
    },
  },
];
