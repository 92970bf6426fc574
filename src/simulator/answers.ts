import type { Accounts } from './accounts.ts';
import { owner } from './cast.ts';
import { pnOf } from './directory.ts';
import type { SendEnd } from './faults/sending.ts';
import { largestFile, storeFile } from './files.ts';
import type { Phones } from './phones.ts';
import type { Answer, Ask } from './protocol.ts';
import type { WorldState } from './state.ts';

/** What WhatsApp's server answers to a page's questions. */
export interface Answers {
  answer(ask: Ask): Answer;
  /** The next `count` questions for keys find none: the page then fails by itself, in this way, with nothing on the wire. */
  withholdKeys(count: number, end: SendEnd): void;
}

export function makeAnswers(state: WorldState, phones: Phones, accounts: Accounts): Answers {
  let withheld = 0;
  let withheldEnd: SendEnd = 'ERROR_UNKNOWN';

  function deliveries(waId: string): Answer {
    const reached = Object.entries(state.inboxes).filter(([, inbox]) =>
      inbox.some((got) => got.waId === waId),
    );
    const ids = reached.map(([name]) => name);
    return { kind: 'deliveries', delivered: ids, read: phones.find(waId) ? ids : [] };
  }

  return {
    withholdKeys(count, end) {
      withheld = count;
      withheldEnd = end;
    },
    answer(ask) {
      switch (ask.kind) {
        case 'exists':
          return { kind: 'exists', card: accounts.query(ask.wid) };
        case 'keys': {
          // The page knows whom it has blocked: it refuses by itself.
          if (accounts.blocked(accounts.chatIdOf(ask.chat) ?? ''))
            return { kind: 'keys', end: 'blocked_contact' };
          const end = withheld === 0 ? null : withheldEnd;
          withheld = Math.max(0, withheld - 1);
          return { kind: 'keys', end };
        }
        case 'upload': {
          const { base64, mimetype } = ask;
          const tooLarge = Buffer.byteLength(base64, 'base64') > largestFile;
          return { kind: 'upload', path: tooLarge ? null : storeFile(state, mimetype, base64).path };
        }
        case 'download':
          return { kind: 'download', base64: state.files[ask.path]?.base64 ?? null };
        case 'pairing_code': {
          const mine = `${ask.phone.replace(/\D/g, '')}@c.us` === pnOf(owner);
          return { kind: 'pairing_code', code: mine ? 'ABCD2345' : null };
        }
        case 'deliveries':
          return deliveries(ask.waId);
      }
    },
  };
}
