/** What the owner wants, and how it is asked about and listed. */
import type { Situation } from './talk.ts';

export const wishes: readonly Situation[] = [
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
      await says('more');
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
];
