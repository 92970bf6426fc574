/** What the owner does afterwards, and what else comes up. */

import { backups } from './backups.ts';
import { files } from './files.ts';
import { hour, minute, offline, type Situation } from './talk.ts';

export const aftermath: readonly Situation[] = [
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
    title: 'Texts that were erased',
    options: { keepBodiesMs: 30 * 24 * hour },
    async talk({ home, says }) {
      await says('/schedule in 5 seconds to Mum: hello');
      await says('/schedule 4 Feb 2027 9:00 to Anna: still to come');
      await home.pass(minute);
      home.clock.step(30 * 24 * hour);
      await home.pass(hour + 2 * minute);
      await says('/show 1');
      await says('/show 1 text');
      await says('/list all');
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
      await says('/help all');
      await says('/help signs');
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
  ...files,
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
