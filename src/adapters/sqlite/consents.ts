import { type ConsentReads, type ConsentWrites, type Doubt, doubts } from '../../core/consent.ts';
import type { Store } from './store.ts';

export function consentReads({ sql }: Store): ConsentReads {
  return {
    consents: (messageId) => {
      const given = sql('SELECT doubt FROM consents WHERE message_id = ?').pluck().all(messageId) as Doubt[];
      return doubts.filter((doubt) => given.includes(doubt));
    },
  };
}

export function consentWrites({ sql }: Store): ConsentWrites {
  return {
    consent: (messageId, to) => {
      for (const doubt of to)
        sql('INSERT INTO consents (message_id, doubt) VALUES (?, ?)').run(messageId, doubt);
    },
  };
}
