/**
 * A logout cannot be told in WhatsApp at all: it is an alarm, once for each, until the account is linked again. It may
 * have happened while the bot was down: then a page that had been linked asks to be linked.
 */
import { seenAtKey } from './control-mark.ts';
import type { Ground } from './ground.ts';
import type { Link } from './whatsapp.ts';

/** Stands, with its time, while the account is logged out. */
const loggedOutKey = 'logged_out_at';

export interface LogoutWatch {
  saw(link: Link): void;
}

export function createLogoutWatch({ ledger, clock }: Pick<Ground, 'ledger' | 'clock'>): LogoutWatch {
  return {
    saw({ state }) {
      const out = state === 'logged_out' || (state === 'linking' && ledger.setting(seenAtKey) !== null);
      const known = ledger.setting(loggedOutKey) !== null;
      if (out && !known)
        ledger.write((tx) => {
          tx.set(loggedOutKey, String(clock.now()));
          tx.raiseLoggedOut(clock.now());
        });
      if (state === 'connected' && known) ledger.write((tx) => tx.set(loggedOutKey, null));
    },
  };
}
