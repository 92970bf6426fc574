/** What became of recipients, and the group that may command. */
import { hour, minute, offline, type Situation } from './talk.ts';

const family = '120363000000000002@g.us';

export const rooms: readonly Situation[] = [
  {
    title: 'A recipient that is not the same any more',
    async talk({ home, says }) {
      await says('/schedule in 1 hour to Mum: hello');
      home.world.faults.passNumber('Mum', 'Anna');
      await home.pass(hour);
      await says('/show 1');
      await says('/schedule in 1 hour to Łukasz: hello');
      home.world.faults.leaveWhatsApp('Łukasz');
      await home.pass(hour);
      await says('all drop');
    },
  },
  {
    title: 'Several that cannot be reached, each for its own reason',
    async talk({ home, says }) {
      for (const to of ['Mum', 'Zoë Müller', 'Łukasz']) await says(`/schedule in 10 minutes to ${to}: hello`);
      await says('/schedule in 10 minutes to Family: hello');
      await says('yes');
      home.world.faults.blockContact('Mum', true);
      home.world.faults.leaveWhatsApp('Łukasz');
      home.world.faults.leaveGroup('Family');
      await offline(home, 9 * minute);
      await home.pass(5 * minute);
    },
  },
  {
    title: 'A recipient by another name, and closed chats',
    async talk({ home, says }) {
      await says('/schedule in 10 minutes to Mum: hello');
      home.world.faults.renameContact('Mum', 'Mama');
      await home.pass(11 * minute);
      home.world.faults.blockContact('Anna', true);
      await says('/schedule in 10 minutes to Anna: hello');
      home.world.faults.readOnly('7B parents', true);
      await says('/schedule in 10 minutes to 7B parents: hello');
      home.world.faults.leaveGroup('Family');
      await says('/schedule in 10 minutes to Family: hello');
    },
  },
  {
    title: 'A WhatsApp Web that tells no names, or looks up no numbers',
    async talk({ home, says }) {
      home.whatsapp().contacts = async () => ({ kind: 'unable', lacking: 'WAWebCollections.Contact' });
      await says('/schedule in 1 hour to Mum: hello');
      await says('/who Mum');
      home.whatsapp().number = async () => ({ kind: 'unable', lacking: 'WAWebQueryExistsJob' });
      await says('/schedule in 1 hour to +447700900002: hello');
    },
  },
  {
    title: 'A group that commands',
    async talk({ home, says, also }) {
      const code = (): string => home.root().bot.openGroupCode().code;
      const inGroup = async (text: string): Promise<void> => {
        home.world.rooms.writes('Family', text);
        await home.pass(2_000);
      };
      await says('/unclaim');
      const right = code();
      await inGroup(right.replace(/[A-Z]/, (letter) => (letter === 'A' ? 'B' : 'A')));
      await home.pass(11 * minute);
      await inGroup(right);
      await inGroup(code());
      also(home.world.rooms.lines(family).findLast(({ from }) => from === 'page')?.text ?? '');
      await says('/status');
      await says('/unclaim');
      await says('/status');
    },
  },
];
