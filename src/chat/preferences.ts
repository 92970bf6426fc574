/** What the owner set by chat, over what the environment says. */
import type { LedgerReads } from '../core/ledger.ts';

export const zoneKey = 'zone';
export const localeKey = 'locale';

export interface Preferences {
  /** Null while nobody has said: the first arming asks. */
  zone(): string | null;
  locale(): string;
}

export function createPreferences(
  ledger: LedgerReads,
  environment: { readonly zone: string | null; readonly locale: string },
): Preferences {
  return {
    zone: () => ledger.setting(zoneKey) ?? environment.zone,
    locale: () => ledger.setting(localeKey) ?? environment.locale,
  };
}
