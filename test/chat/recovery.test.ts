import { expect, test } from 'vitest';
import { readHead } from '../../src/chat/head.ts';
import { timesAt } from '../../src/chat/times.ts';

const times = timesAt({ now: Date.parse('2026-03-10T12:00:00Z'), zone: 'Europe/London', locale: 'en-GB' });

const whens = [
  'tomorrow 9am',
  'at 21:30 tomorrow',
  'in 5 minutes',
  'tonight at 9',
  '31/12 23:59',
  'May 5 10:00',
];

/** Names that hold words of time, a `to`, digits, clock times, apostrophes and other scripts. */
const names = [
  ...[
    'Mum',
    'me',
    "O'Brien",
    'Welcome to London',
    'To do',
    'A to Z',
    'Nine to Five',
    '9 to 5 Club',
    'Road to Rome',
  ],
  ...[
    'May',
    'April',
    'Auntie May',
    'June Smith',
    'Jan',
    'Mar',
    'Dec and Ant',
    'Dawn',
    'Eve',
    'Christmas Eve',
  ],
  ...['Sunday School', 'Friday Club', 'Casual Friday', 'Easter Monday', 'Date Night', 'The Morning After'],
  ...[
    'Team 7',
    'Team 21',
    '7B parents',
    '10 Downing Street',
    'Class of 2026',
    'Area 51',
    '1st XI',
    'Day 1',
    '24/7',
  ],
  ...[
    'Standup 9:30',
    'Noon',
    'Midnight Oil',
    'Now Then',
    'Next Door',
    'The Three',
    'Half Moon',
    'Second Hand',
  ],
  ...[
    'Tomorrow People',
    'Today FM',
    'In Laws',
    'At Work',
    'On Call',
    'By Design',
    'UTC',
    'Tokyo Hotel',
    'London',
  ],
  ...[
    '+447700900002',
    '+44 7700 900002',
    '020 7946 0958',
    '07 12 34 56 78',
    '+1 (212) 555-0123',
    '+44 20 7946 0930',
  ],
  ...[
    'Jo (work)',
    'Mum 🎉',
    'José',
    'أمي',
    '妈妈',
    'Mr. T',
    'No. 10',
    'Week 5',
    'Maroon 5',
    'Form 4B',
    'Mum and Dad',
  ],
];

test('no name and no time are read as others, in either order: what is not certain is asked', () => {
  const wrong: string[] = [];
  let read = 0;
  for (const name of names) {
    for (const when of whens) {
      for (const line of [`${when} to ${name}`, `to ${name} ${when}`]) {
        const head = readHead({ line: `${line}: hi`, below: null, contacts: [], times });
        // A time that is itself asked about or refused arms nothing.
        if (head.kind !== 'head' || !times.readsAsMoment(head.when)) continue;
        read += 1;
        if (head.when !== when || head.recipients.join('|') !== name) wrong.push(`${line} => ${head.when}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  // Most are certain: a reader that only asks would hold the promise and help nobody.
  expect(read / (names.length * whens.length * 2)).toBeGreaterThan(0.7);
});
