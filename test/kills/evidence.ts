/** Everything that is left of a campaign, side by side: the ledger's story, and the world's, which knows no ledger. */
import { join } from 'node:path';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import type { EventRow } from '../../src/core/ledger.ts';
import type { Message } from '../../src/core/message.ts';
import type { Notice, Telling } from '../../src/core/notice.ts';
import type { ControlLine, Received, WireLine, World } from '../../src/simulator/simulator.ts';
import type { Written } from './owner.ts';

export interface Evidence {
  readonly messages: readonly (Message & { readonly events: readonly EventRow[] })[];
  readonly notices: readonly (Notice & { readonly tellings: readonly Telling[] })[];
  /** Commands that were stored and never carried out. */
  readonly commandsLeft: number;
  readonly written: readonly Written[];
  readonly control: readonly ControlLine[];
  readonly wire: readonly WireLine[];
  readonly inboxes: ReadonlyMap<string, readonly Received[]>;
  /** Whose phones a message to this chat reaches. */
  readonly audience: (chatName: string) => readonly string[];
}

const most = 100_000;

/** While no bot holds the ledger. */
export function gather(
  folder: string,
  world: World,
  written: readonly Written[],
  now: () => number,
): Evidence {
  const ledger = openLedger({
    file: join(folder, 'ledger.db'),
    stopFile: openStopFile(join(folder, 'STOP')),
    now,
  });
  try {
    const notices: Evidence['notices'][number][] = [];
    for (let notice = ledger.notice(1); notice !== null; notice = ledger.notice(notice.id + 1))
      notices.push({ ...notice, tellings: ledger.tellings(notice.id) });
    return {
      messages: ledger
        .messages({ limit: most })
        .map((message) => ({ ...message, events: ledger.events(message.id) })),
      notices,
      commandsLeft: ledger.commandsReceived().length,
      written,
      control: world.control(),
      wire: world.wire(),
      inboxes: new Map(world.people.map(({ name }) => [name, world.inbox(name)])),
      audience(chatName) {
        const group = world.groups.find(({ name }) => name === chatName);
        return group === undefined ? [chatName] : group.members.filter((name) => name !== world.owner.name);
      },
    };
  } finally {
    ledger.close();
  }
}
