/** Tables from the owner: the question about one, what is wrong with its rows, and those that cannot be read. */
import type { Home } from '../../sim/home.ts';
import { minute, type Situation } from './talk.ts';

const writes = async (home: Home, content: string | Buffer): Promise<void> => {
  const base64 = Buffer.from(content).toString('base64');
  home.world.ownerWrites('/import', { file: { mimetype: 'text/csv', filename: 'party.csv', base64 } });
  await home.pass(2_000);
};
const head = 'when,to,text\n';

export const tables: readonly Situation[] = [
  {
    title: 'A table of messages',
    options: { asking: { closeMs: 5 * minute }, settings: { quietHours: { from: 23 * 60, to: 7 * 60 } } },
    async talk({ home, says }) {
      await says('/import');
      const table = `${head}2026-12-31 22:30,Mum,"Dear {first}, a happy 2027!"\n2026-12-31 22:30,Anna,Happy New Year!\n2026-12-31 23:59,Family,It is midnight\n`;
      await writes(home, table);
      await says('yes');
      await says('/list B1');
      await writes(home, table);
      await writes(home, `${table}2026-12-31 23:58,Family,Three … two … one\n`);
      await says('no');
      await says('/cancel B1');
    },
  },
  {
    title: 'A table with bad rows, and its question left open',
    async talk({ home, says }) {
      await writes(
        home,
        `${head}tomorrow 9am,Mum,hi\ntomorrow,Mum,hi\ntomorrow 9am,Chris,hi\ntomorrow 9am,Zoe,hello, you\n2026-11-01 9:00,Mum,hi\n`,
      );
      await says('maybe', home.lastLine());
      await says('/schedule tomorrow 9am to Anna: hi');
      await writes(home, `${head}tomorrow,Mum,hi\n`);
    },
  },
  {
    title: 'A table that I doubt',
    options: { start: '2026-10-20T12:00:00Z', settings: { maxPerMinute: 2 } },
    async talk({ home, says }) {
      await writes(
        home,
        Buffer.from(
          `when;to;text;Notes\r\n25/10/2026 01:30;Mum;Gr\xfc\xdfe 1;x\r\n24/10/2026 09:00;Mum;Gr\xfc\xdfe 2;\r\n24/10/2026 09:00;Mum;Gr\xfc\xdfe 3;\r\n24/10/2026 09:00;Mum;Gr\xfc\xdfe 4;\r\n`,
          'latin1',
        ),
      );
      await says('yes');
    },
  },
  {
    title: 'A table that cannot be read',
    async talk({ home }) {
      await writes(home, 'tomorrow 9am,Mum,hi\n');
      await writes(home, `${head}tomorrow 9am,Mum,"hi\n`);
      await writes(home, `${head}tomorrow 9am,Mum,5" wide\n`);
      await writes(home, Buffer.from('PK\x03\x04', 'latin1'));
      await writes(home, Buffer.from(`${head}1,Mum,\xcf\xf0\xe8\xe2\xe5\xf2`, 'latin1'));
      await writes(home, head);
      await writes(home, head + 'tomorrow 9am,Mum,x\n'.repeat(5_001));
      home.world.faults.loseFiles(true);
      await writes(home, `${head}tomorrow 9am,Mum,hi\n`);
    },
  },
];
