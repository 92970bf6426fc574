/** What every part of the core stands on: the ports, the settings, and the way news reach the owner. */
import type { Chance, Clock } from './clock.ts';
import type { MediaFolder } from './files.ts';
import type { Ledger, StopFile } from './ledger.ts';
import type { Log } from './log.ts';
import type { Tell } from './news.ts';
import type { Settings } from './settings.ts';
import type { WhatsApp } from './whatsapp.ts';

export interface Ground {
  readonly ledger: Ledger;
  readonly whatsapp: WhatsApp;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly stopFile: StopFile;
  readonly media: MediaFolder;
  readonly settings: Settings;
  readonly log: Log;
  readonly tell: Tell;
}
