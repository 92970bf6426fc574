/** Changing what is scheduled: by command, by a reply, and back again. */
import { doubt, hour, minute, offline, type Situation } from './talk.ts';

export const editing: readonly Situation[] = [
  {
    title: 'Another time',
    async talk({ home, says }) {
      await home.says('/schedule tomorrow 18:00 to Mum: See you at eight');
      await says('/move 1 20:15');
      await says('/snooze 1 1h');
      await says('move friday', home.lastLine());
      await says('/move 1 9');
      await says('2');
      await says('/move 1');
      await says('no');
      await says('/move 1 yesterday 9:00');
      await says('/move 1 soon');
      await says('/move 1 31/02 9am');
      await says('/move tomorrow 9:00');
      await says('/snooze 1 18:00');
      await says('/now 1');
      await says('cancel', home.lastLine());
      await says('/move 1 18:00');
      await says('/now 1 please');
    },
  },
  {
    title: 'Another time for a part',
    async talk({ home, says }) {
      await home.says('/schedule tomorrow 9:00 to Anna\nBring 3 €\n---\nAnd gloves');
      await home.says('yes');
      await says('/move 1 10:00');
      await says('no');
      await says('/move 2 8:00');
      await home.pass(11 * minute);
    },
  },
  {
    title: 'Another text',
    async talk({ home, says }) {
      await home.says('/schedule tomorrow 18:00 to Mum: See you at eight');
      await says('/edit 1: See you at *nine*');
      await says('edit: See you at ten', home.lastLine());
      await says('/edit 1:');
      await says('/edit 1: one\n---\ntwo');
      await home.says('/schedule in 10 seconds to Mum: hello');
      await home.pass(minute);
      await says('/edit 2: too late');
      await home.says('/schedule in 10 seconds to Mum: doubtful');
      await doubt(home);
      await says('/edit 3: too late');
    },
  },
  {
    title: 'Changes under a stop',
    async talk({ home, says }) {
      await home.says('/schedule tomorrow 18:00 to Mum: See you at eight');
      await home.says('/cancel 1');
      await home.says('/schedule tomorrow 18:00 to Mum: See you at nine');
      await home.says('/stop');
      await says('/now 2');
      await says('/move 2 17:00');
      await says('/move 2 19:00');
      await says('/edit 2: See you at ten');
      await home.pass(48 * hour);
      await says('/undo');
      await home.says('/resume');
      await says('/edit 2: See you at eleven');
      await says('/now 2');
    },
  },
  {
    title: 'Copies',
    async talk({ home, says }) {
      await home.says('/schedule tomorrow 18:00 to Mum: See you at eight');
      await says('/copy 1 friday');
      await says('/copy 1');
      await says('/copy 1 in 3 years');
    },
  },
  {
    title: 'How late one may be',
    async talk({ home, says }) {
      await home.says('/schedule in 5 minutes to Mum: See you');
      await says('/late 1 1h');
      await says('/late 1 ask');
      await says('/late 1 never');
      await says('/late 1 sometimes');
      await says('/late 1 3 days');
      await offline(home, 10 * minute);
      await says('/late 1 1h');
    },
  },
  {
    title: 'Taking back',
    async talk({ home, says }) {
      await says('/undo');
      await home.says('/schedule tomorrow 18:00 to Mum: See you at eight');
      await home.says('/schedule tomorrow 19:00 to Anna: See you');
      await home.says('/schedule in 1 minute to Anna: soon');
      await home.says('/move 1 20:00');
      await home.says('/edit 1: See you at nine');
      await home.says('/late 1 2h');
      await says('/undo');
      await says('/undo');
      await says('/undo');
      await home.says('/cancel 1');
      await says('/undo');
      await home.says('/cancel 2-4');
      await home.pass(2 * minute);
      await says('/undo');
      await home.says('/alias boss +447700900005');
      await says('/undo');
      await home.says('/cancel 5');
      await home.says('/stop');
      await says('/undo');
      await says('/undo 5');
      await says('/undo everything');
      await says('/undo 7');
    },
  },
];
