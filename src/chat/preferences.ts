/** What the owner set by chat, over what the environment says. */
import type { LedgerReads } from '../core/ledger.ts';

export const zoneKey = 'zone';
export const localeKey = 'locale';

export interface Preferences {
  /** Null while nobody has said: the first arming asks. */
  zone(): string | null;
  locale(): string;
  /** Something makes a sound: the bot has a number of its own, so the phone rings, or there is a receiver of alarms. */
  readonly rings: boolean;
}

export function createPreferences(
  ledger: LedgerReads,
  environment: { readonly zone: string | null; readonly locale: string; readonly rings: boolean },
): Preferences {
  return {
    zone: () => ledger.setting(zoneKey) ?? environment.zone,
    locale: () => ledger.setting(localeKey) ?? environment.locale,
    rings: environment.rings,
  };
}
