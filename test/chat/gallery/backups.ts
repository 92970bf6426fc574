/** The gallery's situations around a backup. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markRestored } from '../../../src/core/restored.ts';
import type { Situation } from './talk.ts';

const minute = 60_000;

export const backups: readonly Situation[] = [
  {
    title: 'A backup',
    async talk({ home, says }) {
      await says('/schedule in 2 minutes to Mum: one');
      await says('/backup');
      await says('/backup 12');
      rmSync(join(home.folder, 'backups'), { recursive: true });
      writeFileSync(join(home.folder, 'backups'), '');
      await says('/backup');
    },
  },
  {
    title: 'A backup put back',
    async talk({ home, says }) {
      await says('/schedule in 2 minutes to Mum: one');
      await home.pass(55_000);
      home.world.faults.cutNetwork();
      home.world.ownerWrites('/schedule in 1 hour to Anna: two');
      await home.pass(5 * minute);
      home.ledger().write((tx) => {
        const { ground } = home.root();
        markRestored(tx, ground.tell, home.clock.now() - 6 * minute, home.clock.now());
      });
      home.world.faults.restoreNetwork();
      await home.pass(20_000);
      await says('/status');
      await says('/resume');
    },
  },
];
