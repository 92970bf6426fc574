/**
 * One life of the bot: the product's own process on a real data folder, with its ledger, its STOP file and its HTTP, over
 * the scripted WhatsApp. It is told by its parent when to begin; without a parent it ends.
 */
import { writeFileSync } from 'node:fs';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import { outageKey } from '../../src/core/outages.ts';
import { runBot } from '../../src/process.ts';
import { fastClock } from '../fast-clock.ts';
import type { FromBot, Plan, Standing, ToBot } from './plan.ts';
import { createKillSwitch, ledgerBehind, stopFileBehind, whatsappBehind } from './ports.ts';
import { createTransport, type Transport } from './transport.ts';

const say = (message: FromBot): void => {
  if (process.connected) process.send?.(message);
};

function standingOf(ledger: Ledger, transport: Transport, now: number): Standing {
  const latched = ledger.latch('stopped') !== null || ledger.latch('breaker') !== null;
  const soon = ledger.messages({ statuses: ['scheduled'], plannedBefore: now + 600_000 });
  const busy: readonly (readonly [string, boolean])[] = [
    ['connecting', transport.link().state !== 'connected'],
    ['a command', ledger.commandsReceived().length > 0],
    ['a hand-over', ledger.count({ statuses: ['sending'] }) > 0],
    ['a notice', ledger.noticesWaiting().length > 0],
    ['an outage', ledger.setting(outageKey) !== null],
  ];
  const busyWith = busy.flatMap(([what, is]) => (is ? [what] : [])).join(', ');
  const needing = ledger.needingOwner().map(({ id, status, reservedId }) => ({ id, status, reservedId }));
  const hasDue = !latched && soon.length > 0;
  return { atRest: busyWith === '', hasDue, busyWith, needing, latched };
}

async function live(plan: Plan): Promise<void> {
  const kills = createKillSwitch(plan.killAt, plan.pointsFile);
  const clock = fastClock(plan.time);
  let ledger: Ledger | null = null;
  const transport = createTransport(plan, clock, kills.point, () => say({ kind: 'world' }));
  process.on('message', (message: ToBot) => {
    if (message.kind === 'line') transport.hear(message.line);
    if (message.kind === 'how' && ledger !== null)
      say({ kind: 'standing', standing: standingOf(ledger, transport, clock.now()) });
  });
  const open = ledgerBehind(kills, openLedger);
  process.exitCode = await runBot(
    {
      env: plan.env,
      say: (text) => say({ kind: 'said', text }),
      noLink: false,
    },
    {
      clock,
      openLedger: (options) => {
        const opened = open(options);
        ledger = opened;
        return opened;
      },
      openStopFile: (path) => stopFileBehind(kills, openStopFile(path)),
      connect: () => whatsappBehind(kills, transport),
      isForeignRejection: () => false,
    },
  );
  ledger = null;
  writeFileSync(plan.pointsFile, String(kills.count()));
}

// Whoever started it has died: nobody would ever end it.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.once('message', (message: ToBot) => {
  if (message.kind === 'go')
    void live(message.plan).finally(() => {
      process.removeAllListeners('disconnect');
      process.disconnect();
    });
});
say({ kind: 'loaded', pid: process.pid });
