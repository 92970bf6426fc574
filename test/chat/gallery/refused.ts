/** What is refused or asked once more, each with what was expected and an example that works. */
import { hour, minute, type Situation } from './talk.ts';

const longName = 'A'.repeat(101);

export const refused: readonly Situation[] = [
  {
    title: 'Heads that cannot be read',
    async talk({ home, says }) {
      await says('/schedule tomorrow 9am to "Mum"s: hi');
      await says('/schedule tomorrow 9am to Mum\nhi\n---\n');
      await says(`/schedule tomorrow 9am to Mum: ${'a'.repeat(10_001)}`);
      await says(`/schedule tomorrow 9am to ${longName}: hi`);
      await says('/schedule');
      await says('/schedule tomorrow 9am: hi');
      await says('/schedule to Team 9 10:00: hi');
      await says('/schedule tomorrow 9am to to Mum: hi');
      await says('/schedule 9am tomorrow 10am to Mum: hi');
      await says(`/schedule ${'tomorrow '.repeat(20)}9am to Mum: hi`);
      await says('/every friday 9am until 24 Dec x5 until 1 Jan to Mum: hi');
      await home.pass(minute);
    },
  },
  {
    title: 'Times that are asked about',
    async talk({ says }) {
      await says('/schedule tomorrow to Mum: hi');
      await says('18:00');
      await says('/schedule monday 25 november 9am to Mum: one');
      await says('/schedule around 9pm to Mum: two');
      await says('/schedule 20 november 9am to Mum: three');
      await says('/schedule in a while to Mum: four');
      await says('/schedule today 12:00 to Mum: five');
      await says('/schedule next week to Mum: six');
      await says('blah');
      await says('no');
    },
  },
  {
    title: 'Rules that are asked about',
    async talk({ says }) {
      await says('/every year on 29 feb 9:00 to Mum: hi');
      await says('1');
      await says('/every year 9:00 to Anna: hi');
      await says('/every day 9:00 x1001 to Mum: hi');
      await says('/every cron 0 9 to Mum: hi');
      await says('/every cron 0 9 * * 8-9 to Mum: hi');
      await says('/every cron 0 9 31 2 * to Mum: hi');
      await says('/every month on the 31st only 9:00 until yesterday to Mum: hi');
      await says(`/every ${'monday and '.repeat(12)}friday 9:00 to Mum: hi`);
    },
  },
  {
    title: 'Series that are not meant',
    async talk({ home, says }) {
      await says('/every day 18:00 to Mum: one');
      await says('/every day 19:00 to Anna: two');
      await says('/skip');
      await says('/skip S1, S2');
      await says('/pause S1');
      await says('/pause S1');
      await says('/skip S1');
      await says('/list series');
      await says('/show S1');
      await says('/resume S2');
      await says('/skip S2');
      await says('/tz Tokyo');
      await says('no');
      await says('/tz Indianapolis');
      await says('/cancel S2');
      await says('/resume S2');
      const edited = home.world.ownerWrites('/every day 20:00 to Anna: three');
      await home.pass(2_000);
      home.world.ownerEdits(edited, '/every 5 minutes to Anna: three');
      await home.pass(5_000);
    },
  },
  {
    title: 'Answers that do not fit',
    async talk({ home, says }) {
      await says('/schedule tomorrow 9 to Chris: hi');
      await says('3 c', home.lastLine());
      await says('maybe', home.lastLine());
      await says('no');
      await says('/schedule tomorrow 9am to 7B parents: hi');
      await says('1 2 3', home.lastLine());
      await says('no');
      await says('/alias chris Chris');
      await says('perhaps', home.lastLine());
      await says('no');
      await says('/alias me +447700900002');
      await says(`/alias ${longName} = +447700900002`);
      await says('/alias 12 = +447700900002');
      await says('/alias a,b = +447700900002');
      await says('/alias = +447700900002');
      await says('/list blah blah');
      await says('/snooze');
      await says('/copy');
      await says('/edit');
      await says('/move last 18:00');
      await says(`/show ${'12 '.repeat(1_100)}`);
    },
  },
  {
    title: 'WhatsApp that does not answer',
    async talk({ home, says }) {
      const { whatsapp } = home.root().ground;
      const real = whatsapp.number;
      whatsapp.number = async () => ({ kind: 'unreachable' });
      await says('/schedule tomorrow 9am to +447700900009: hi');
      await says('/who +447700900009');
      whatsapp.number = real;
      await home.pass(hour);
    },
  },
];
