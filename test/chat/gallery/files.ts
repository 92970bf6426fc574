/** Files that go, and those that cannot. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SentFile } from '../../../src/simulator/simulator.ts';
import { minute, type Situation } from './talk.ts';

const picture: SentFile = {
  ...{ mimetype: 'image/jpeg', filename: 'beach.jpg' },
  base64: Buffer.from('\xff\xd8\xff the beach', 'latin1').toString('base64'),
};
const paper: SentFile = {
  ...{ mimetype: 'application/pdf', filename: 'Plan 2027.pdf' },
  base64: Buffer.from('%PDF-1.7 the plan').toString('base64'),
};
const voice: SentFile = {
  ...{ mimetype: 'audio/ogg; codecs=opus', filename: '', voice: true },
  base64: Buffer.from('OggS a voice').toString('base64'),
};

export const files: readonly Situation[] = [
  {
    title: 'A picture, a paper and a voice note',
    async talk({ home, says }) {
      const writes = async (text: string, file: SentFile): Promise<void> => {
        home.world.ownerWrites(text, { file });
        await home.pass(2_000);
      };
      await writes('/schedule tomorrow 9am to Mum: look', picture);
      await writes('/schedule tomorrow 10am to Mum, Anna', paper);
      await says('yes');
      await says('/schedule tomorrow 11am to Anna', home.world.ownerWrites('', { file: voice }));
      await says('/list');
      await says('/show 2');
    },
  },
  {
    title: 'A file that cannot be scheduled',
    async talk({ home }) {
      const writes = async (text: string, file: SentFile): Promise<void> => {
        home.world.ownerWrites(text, { file });
        await home.pass(2_000);
      };
      await writes('/schedule tomorrow 9am to Mum: listen', voice);
      await writes(`/schedule tomorrow 9am to Mum: ${'long '.repeat(250)}`, picture);
      await writes('/schedule tomorrow 9am to Mum', { ...paper, base64: '' });
      await writes('/schedule tomorrow 9am to Mum', {
        ...paper,
        base64: Buffer.alloc(20_000_000).toString('base64'),
      });
      await writes('/edit 1: look', picture);
      home.world.faults.loseFiles(true);
      await writes('/schedule tomorrow 9am to Mum: look', picture);
      home.whatsapp().deploy({ lacking: [{ ability: 'files', name: 'WAWebPrepRawMedia' }] });
      await home.whatsapp().recycle();
      await home.pass(5_000);
      await writes('/schedule tomorrow 9am to Mum: look', picture);
    },
  },
  {
    title: 'A file that is gone when its time comes, and one that does not get to WhatsApp',
    async talk({ home, says }) {
      home.world.ownerWrites('/schedule in 5 minutes to Mum: look', { file: paper });
      await home.pass(2_000);
      rmSync(join(home.folder, 'media'), { recursive: true });
      home.world.faults.loseFiles(true);
      await home.pass(4 * minute);
      await says('send');
      await home.pass(5_000);
      home.world.faults.loseFiles(false);
      await says('send');
      await home.pass(2 * minute);
      await says('/show 1');
      home.world.faults.failUploads(1_000_000);
      home.world.ownerWrites('/schedule in 1 minute to Mum: look', { file: picture });
      await home.pass(20 * minute);
    },
  },
];
