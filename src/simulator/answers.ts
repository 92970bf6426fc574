import type { Accounts } from './accounts.ts';
import { owner } from './cast.ts';
import { pnOf } from './directory.ts';
import type { SendEnd } from './faults/sending.ts';
import type { FileStore } from './files.ts';
import type { Phones } from './phones.ts';
import type { Answer, Ask } from './protocol.ts';
import type { WorldState } from './state.ts';

/** What WhatsApp's server answers to a page's questions. */
export interface Answers {
  /** Answers once: at once, later or never. */
  answer(ask: Ask, reply: (answer: Answer) => void): void;
  readonly files: FileStore;
  /** The next `count` questions for keys of others find none: the page then fails by itself, in this way, with nothing on the wire. */
  withholdKeys(count: number, end: SendEnd): void;
}

export interface AnswerParts {
  readonly state: WorldState;
  readonly phones: Phones;
  readonly accounts: Accounts;
  readonly files: FileStore;
}

export function makeAnswers({ state, phones, accounts, files }: AnswerParts): Answers {
  let withheld = 0;
  let withheldEnd: SendEnd = 'ERROR_UNKNOWN';

  function deliveries(waId: string): Answer {
    const reached = Object.entries(state.inboxes).filter(([, inbox]) =>
      inbox.some((got) => got.waId === waId),
    );
    const readers = reached.filter(([, inbox]) => inbox.some((got) => got.waId === waId && got.read));
    const names = (of: typeof reached): string[] => of.map(([name]) => name);
    return { kind: 'deliveries', delivered: names(reached), read: phones.find(waId) ? names(readers) : [] };
  }

  return {
    withholdKeys(count, end) {
      withheld = count;
      withheldEnd = end;
    },
    files,
    answer(ask, reply) {
      switch (ask.kind) {
        case 'exists':
          reply({ kind: 'exists', card: accounts.query(ask.wid) });
          return;
        case 'keys': {
          // The page knows whom it has blocked: it refuses by itself.
          const chat = accounts.chatIdOf(ask.chat) ?? '';
          const blocked = accounts.blocked(chat);
          const isWithheld = withheld > 0 && chat !== pnOf(owner);
          const end = isWithheld ? withheldEnd : null;
          if (isWithheld && !blocked) withheld -= 1;
          reply({ kind: 'keys', end: blocked ? 'blocked_contact' : end });
          return;
        }
        case 'upload':
          files.upload(ask.mimetype, ask.base64, (path) => reply({ kind: 'upload', path }));
          return;
        case 'download':
          files.download(ask.path, (base64) => reply({ kind: 'download', base64 }));
          return;
        case 'pairing_code': {
          const mine = `${ask.phone.replace(/\D/g, '')}@c.us` === pnOf(owner);
          reply({ kind: 'pairing_code', code: mine ? 'ABCD2345' : null });
          return;
        }
        case 'deliveries':
          reply(deliveries(ask.waId));
      }
    },
  };
}
