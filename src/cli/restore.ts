/** `sendonce restore <backup>`: with no bot running, a backup becomes the ledger again; what stood there is kept beside it. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createClock } from '../adapters/clock.ts';
import { openMediaFolder } from '../adapters/disk/media-folder.ts';
import { openStopFile } from '../adapters/disk/stop-file.ts';
import { backupsIn, madeAt } from '../adapters/sqlite/backup.ts';
import { LedgerCorrupt, LedgerLocked, LedgerTooNew } from '../adapters/sqlite/refusals.ts';
import { restoreLedger } from '../adapters/sqlite/restore.ts';
import { counted } from '../chat/naming.ts';
import { createPreferences } from '../chat/preferences.ts';
import { createTell } from '../chat/tell.ts';
import { type Config, formatFaults, readConfig } from '../config.ts';
import { markRestored } from '../core/restored.ts';
import { dayAndTime } from '../core/time/format.ts';
import { openDataFolder } from '../data-folder.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { CliVerb } from './surroundings.ts';

const usage = 'Usage: sendonce restore <backup>';

export const verb: CliVerb = {
  async run(args, { env, print, complain }) {
    const reading = readConfig(env);
    if ('faults' in reading) {
      complain(formatFaults(reading.faults));
      return exitCodes.badConfiguration;
    }
    const { dataDir } = reading.ok;
    const folder = openDataFolder(dataDir);
    if (folder.kind === 'refused') {
      complain(folder.text);
      return exitCodes.badConfiguration;
    }
    const [named, ...more] = args;
    const from = named === undefined ? null : find(named, dataDir);
    if (named === undefined || from === null || more.length > 0) {
      if (named !== undefined && from === null) complain(`There is no backup ${named}.`);
      complain(choices(dataDir));
      return exitCodes.badConfiguration;
    }
    try {
      await print(putBack(reading.ok, from));
      return exitCodes.asked;
    } catch (error) {
      return refusal(error, dataDir, complain);
    }
  },
};

/** A path, or a name as `sendonce restore` alone lists them. */
function find(named: string, dataDir: string): string | null {
  return [resolve(named), join(dataDir, 'backups', basename(named))].find((path) => existsSync(path)) ?? null;
}

function choices(dataDir: string): string {
  const names = backupsIn(join(dataDir, 'backups'));
  if (names.length === 0) return `${usage}\nThere are no backups in ${join(dataDir, 'backups')} yet.`;
  return [usage, 'The latest first:', ...names.map((name) => `  ${name}`)].join('\n');
}

function putBack(config: Config, from: string): string {
  const { dataDir } = config;
  const now = createClock().now();
  const zone = config.timezone ?? 'UTC';
  let backupAt = now;
  let lost = 0;
  const media = openMediaFolder(join(dataDir, 'media'));
  const { messages, keptAs } = restoreLedger({
    file: join(dataDir, 'ledger.db'),
    from,
    at: now,
    stopFile: openStopFile(join(dataDir, 'STOP')),
    amend(ledger) {
      // A file under another name says by itself up to when it knows what happened.
      backupAt = madeAt(basename(from)) ?? ledger.lastEventAt() ?? now;
      const tell = createTell(
        createPreferences(ledger, { zone: config.timezone, locale: config.locale, rings: false }),
      );
      ledger.write((tx) => markRestored(tx, tell, backupAt, now));
      const waiting = ledger.messages({ withFile: true, statuses: ['scheduled', 'held'] });
      lost = waiting.filter(({ file }) => file !== null && media.check(file) !== 'whole').length;
    },
  });
  return [
    `Put back: ${counted(messages, 'message')}, as of ${dayAndTime(backupAt, zone, now)} (${zone}).`,
    ...(keptAs === null ? [] : [`What stood there before is kept: ${keptAs}`]),
    ...(lost === 0
      ? []
      : [
          `The files of ${counted(lost, 'message')} are not in ${join(dataDir, 'media')}: copy that folder there as well, or they are held.`,
        ]),
    'What was sent, cancelled or scheduled since is not in it, so nothing goes until /resume in the chat.',
    'Start the bot, and read what it says and /list first.',
  ].join('\n');
}

function refusal(error: unknown, dataDir: string, complain: (line: string) => void): ExitCode {
  if (error instanceof LedgerLocked) {
    complain(`A Sendonce is running on ${dataDir}: stop that one first. Nothing was changed.`);
    return exitCodes.ledgerHeld;
  }
  if (error instanceof LedgerCorrupt || error instanceof LedgerTooNew) {
    complain(`Not put back: ${error.message}\nNothing was changed.`);
    return exitCodes.fault;
  }
  complain(
    `Not put back: ${error instanceof Error ? error.message : 'for a reason that it cannot name'}\nIf a STOP file stands in the data folder now, nothing goes until /resume in the chat.`,
  );
  return exitCodes.fault;
}
