/** Everything that a bot stands on, looked at one after the other, in a running bot or where none runs. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../adapters/http/answers.ts';
import { examineFile, type LedgerVerdict } from '../adapters/sqlite/examine.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { SelftestResult } from '../core/selftest.ts';
import type { Link } from '../core/whatsapp.ts';
import { examineLedger } from './ledger.ts';
import { examineBrowser, examineDisk, examineZone } from './machine.ts';
import { examineNetwork } from './network.ts';
import { examineBuild, examineLink, examineProfile } from './session.ts';

/** What only the one who holds the ledger and the browser may look at. */
export interface Inside {
  readonly ledger: () => LedgerVerdict;
  readonly zone: () => string | null;
  readonly link: () => Link;
  /** The last selftest; null: none was made. */
  readonly tested: () => SelftestResult | null;
  readonly caughtUp: () => boolean;
}

export interface Patient {
  readonly config: Pick<Config, 'dataDir' | 'browserPath' | 'timezone'>;
  readonly clock: Clock;
  /** Null: no bot runs. */
  readonly inside: Inside | null;
  /** Who is asked for a way out and for the time; WhatsApp Web unless a test says another. */
  readonly server?: string;
}

/** Each finding as it is made; ten seconds at most for one. */
/** The same, all of them. */
export async function findingsOf(patient: Patient): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examineAll(patient)) findings.push(finding);
  return findings;
}

export async function* examineAll({ config, clock, inside, server }: Patient): AsyncGenerator<Finding> {
  yield await examineBrowser(config.browserPath);
  yield examineDisk(config.dataDir, clock);
  yield examineZone(inside === null ? config.timezone : inside.zone(), clock.now());
  yield inside === null ? ledgerOf(config.dataDir) : examineLedger(inside.ledger);
  yield inside === null
    ? examineProfile(join(config.dataDir, 'session'))
    : examineLink(inside.link(), inside.caughtUp());
  yield inside === null
    ? { about: 'modules', verdict: 'well', text: 'WhatsApp Web is looked into while the bot is connected.' }
    : examineBuild(inside.link(), inside.tested());
  yield* await examineNetwork(clock, server);
}

function ledgerOf(dataDir: string): Finding {
  const file = join(dataDir, 'ledger.db');
  if (existsSync(file)) return examineLedger(() => examineFile(file));
  return { about: 'ledger', verdict: 'warning', text: 'none yet: the first start makes it.' };
}
