/**
 * What keeps the bot from telling anything in WhatsApp is an alarm, once for each time, until the link is of use again: a
 * logout, which may have happened while the bot was down, so that a page that had been linked asks to be linked; WhatsApp's
 * refusal of the account, the network or the page; and a WhatsApp Web that lacks a part of sending or reading. A conflict
 * sets the breaker, which is an alarm already.
 */
import { maySend } from './able.ts';
import type { LinkAlarm } from './alarm.ts';
import { seenAtKey } from './control-mark.ts';
import type { Ground } from './ground.ts';
import type { Link } from './whatsapp.ts';

/** Each stands, with its time, while it lasts. */
const keys: Readonly<Record<LinkAlarm, string>> = {
  logged_out: 'logged_out_at',
  blocked: 'blocked_at',
  cannot_send: 'cannot_send_at',
};

export interface LogoutWatch {
  saw(link: Link): void;
}

export function createLogoutWatch({ ledger, clock }: Pick<Ground, 'ledger' | 'clock'>): LogoutWatch {
  const alarmOf = (link: Link): LinkAlarm | null => {
    if (link.state === 'logged_out') return 'logged_out';
    if (link.state === 'linking') return ledger.setting(seenAtKey) === null ? null : 'logged_out';
    if (link.state === 'connected') return maySend(link) ? null : 'cannot_send';
    return link.state === 'blocked' && link.why !== 'conflict' ? 'blocked' : null;
  };
  return {
    saw(link) {
      const alarm = alarmOf(link);
      if (alarm !== null && ledger.setting(keys[alarm]) === null)
        ledger.write((tx) => {
          tx.set(keys[alarm], String(clock.now()));
          tx.raise(alarm, clock.now());
        });
      if (link.state !== 'connected') return;
      const over = (Object.keys(keys) as LinkAlarm[])
        .filter((one) => one !== alarm)
        .map((one) => keys[one])
        .filter((key) => ledger.setting(key) !== null);
      if (over.length === 0) return;
      ledger.write((tx) => {
        for (const key of over) tx.set(key, null);
      });
    },
  };
}
