/**
 * `sendonce stop`: trips the stop latch whether or not the bot or WhatsApp answers. The STOP file comes first, because a
 * bot that hangs still looks at it inside its next claim; then the bot is asked, and where none runs, its ledger.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStopFile } from '../adapters/disk/stop-file.ts';
import { askBot } from '../adapters/http/client.ts';
import { tokenToShow } from '../adapters/http/token.ts';
import { formatFaults, readConfig } from '../config.ts';
import { exitCodes } from '../exit.ts';
import type { CliVerb } from './surroundings.ts';

export const verb: CliVerb = {
  async run(_args, { env, print, complain }) {
    const reading = readConfig(env);
    if ('faults' in reading) {
      complain(formatFaults(reading.faults));
      return exitCodes.badConfiguration;
    }
    const { dataDir, http } = reading.ok;
    if (!existsSync(dataDir)) {
      complain(`There is no data folder at ${dataDir}: set DATA_DIR to the one that is to be stopped.`);
      return exitCodes.badConfiguration;
    }
    const stopFile = openStopFile(join(dataDir, 'STOP'));
    stopFile.put();
    const token = tokenToShow(dataDir, http.token);
    const answer = await askBot({ ...http, token }, 'POST', '/api/emergency-stop');
    if (answer.kind === 'answer') {
      await print(`Stopped. ${reportText(answer.body)} /resume in the chat goes on.`);
      return exitCodes.asked;
    }
    await print(await stopInLedger(dataDir));
    return exitCodes.asked;
  },
};

/** No bot answered: the latch is set in its ledger, unless a bot that does not answer holds it. */
async function stopInLedger(dataDir: string): Promise<string> {
  const file = join(dataDir, 'ledger.db');
  const standing = 'The STOP file stands: nothing is sent until /resume in the chat.';
  if (!existsSync(file)) return `Stopped, before a first message. ${standing}`;
  const [{ openLedger }, { LedgerLocked }, { createClock }] = await Promise.all([
    import('../adapters/sqlite/open.ts'),
    import('../adapters/sqlite/refusals.ts'),
    import('../adapters/clock.ts'),
  ]);
  const clock = createClock();
  try {
    const ledger = openLedger({
      file,
      stopFile: openStopFile(join(dataDir, 'STOP')),
      now: () => clock.now(),
    });
    ledger.write((tx) => {
      if (tx.latch('stopped') === null) tx.setLatch({ name: 'stopped', setAt: clock.now(), why: 'outside' });
    });
    ledger.close();
    return `Stopped in the ledger; no bot is running. ${standing}`;
  } catch (error) {
    if (!(error instanceof LedgerLocked)) throw error;
    return `The bot did not answer, and holds its ledger. ${standing} It looks at that file before each send.`;
  }
}

function reportText(body: unknown): string {
  const { frozen, left, onTheirWay } = body as {
    readonly frozen?: number;
    readonly left?: readonly number[];
    readonly onTheirWay?: readonly number[];
  };
  const named = (ids: readonly number[]): string => ids.map((id) => `#${id}`).join(', ');
  return [
    `${frozen ?? 0} frozen.`,
    ...(left !== undefined && left.length > 0 ? [`${named(left)} had left.`] : []),
    ...(onTheirWay !== undefined && onTheirWay.length > 0 ? [`${named(onTheirWay)} may have left.`] : []),
  ].join(' ');
}
