/** `sendonce backup`: the running bot is asked for one; where none runs, its ledger is opened and copied here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStopFile } from '../adapters/disk/stop-file.ts';
import type { BackupReport } from '../adapters/http/answers.ts';
import { askBot } from '../adapters/http/client.ts';
import { tokenToShow } from '../adapters/http/token.ts';
import { sizeText } from '../chat/backup-text.ts';
import { counted } from '../chat/naming.ts';
import { formatFaults, readConfig } from '../config.ts';
import type { BackupOutcome } from '../core/backup.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { CliVerb, Surroundings } from './surroundings.ts';

export const verb: CliVerb = {
  async run(args, { env, print, complain }) {
    if (args.length > 0) {
      complain('Usage: sendonce backup');
      return exitCodes.badConfiguration;
    }
    const reading = readConfig(env);
    if ('faults' in reading) {
      complain(formatFaults(reading.faults));
      return exitCodes.badConfiguration;
    }
    const { dataDir, http } = reading.ok;
    if (!existsSync(join(dataDir, 'ledger.db'))) {
      complain(`There is no ledger in ${dataDir}: set DATA_DIR to the folder that is to be backed up.`);
      return exitCodes.badConfiguration;
    }
    const token = tokenToShow(dataDir, http.token);
    const answer = await askBot({ ...http, token }, 'POST', '/api/backup');
    if (answer.kind === 'answer' && isReport(answer.body)) {
      await print(madeText(answer.body, dataDir));
      return exitCodes.asked;
    }
    if (answer.kind === 'refused' && answer.status === 500) {
      complain(`Not backed up. ${answer.error}`);
      return exitCodes.fault;
    }
    return backUpHere(dataDir, { print, complain });
  },
};

/** No bot of this folder answered: whoever holds the ledger's lock may copy it. */
async function backUpHere(
  dataDir: string,
  { print, complain }: Pick<Surroundings, 'print' | 'complain'>,
): Promise<ExitCode> {
  const [{ openLedger }, { LedgerLocked }, { createClock }] = await Promise.all([
    import('../adapters/sqlite/open.ts'),
    import('../adapters/sqlite/refusals.ts'),
    import('../adapters/clock.ts'),
  ]);
  const clock = createClock();
  const now = (): number => clock.now();
  let outcome: BackupOutcome;
  try {
    const ledger = openLedger({
      file: join(dataDir, 'ledger.db'),
      stopFile: openStopFile(join(dataDir, 'STOP')),
      now,
    });
    outcome = ledger.backup(now());
    ledger.close();
  } catch (error) {
    if (error instanceof LedgerLocked) {
      complain('Not backed up: a bot holds the ledger and does not answer. /backup in the chat may do.');
      return exitCodes.ledgerHeld;
    }
    complain(`Not backed up: ${error instanceof Error ? error.message : 'the ledger cannot be opened'}`);
    return exitCodes.fault;
  }
  if (outcome.kind === 'failed') {
    complain(
      `Not backed up: ${outcome.why === 'full' ? 'the disk is full' : 'the disk failed'}. Nothing was changed.`,
    );
    return exitCodes.fault;
  }
  await print(madeText(outcome, dataDir));
  return exitCodes.asked;
}

function madeText({ name, messages, bytes }: BackupReport, dataDir: string): string {
  return [
    `Backed up: ${counted(messages, 'message')}, ${sizeText(bytes)}, in ${join(dataDir, 'backups', name)}`,
    'The link to the phone and the files in the folder media are not in it: copy that folder along.',
    'Copy it to another machine; "sendonce restore" puts it back.',
  ].join('\n');
}

/** Another program may listen on that port, and answer as it likes. */
function isReport(body: unknown): body is BackupReport {
  const { name, messages, bytes } = body as Partial<BackupReport>;
  return typeof name === 'string' && typeof messages === 'number' && typeof bytes === 'number';
}
