/**
 * A ground on which everything can be planned and nothing happens: each transaction is rolled back when it is whole, and
 * what reaches outside the ledger is refused. So a dry run is the real one, and cannot drift from it.
 */
import type { Dispatcher } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import type { Ledger, LedgerWrites } from './ledger.ts';
import type { WhatsApp } from './whatsapp.ts';

/** It would have acted outside the ledger, where nothing can be taken back. */
export class NotDry extends Error {
  constructor() {
    super('a dry run reaches nothing outside the ledger');
    this.name = 'NotDry';
  }
}

export interface DryRun {
  readonly ground: Ground;
  readonly dispatcher: Dispatcher;
  /** WhatsApp's gate would have been asked what can still be stopped: only that tells. */
  gateWasMissed(): boolean;
}

/** Verbs that ask and change nothing; a verb that is not among them is refused, also one that is yet to be written. */
const asks: ReadonlySet<keyof WhatsApp> = new Set([
  'link',
  'health',
  'contacts',
  'members',
  'number',
  'recipient',
  'lookUp',
  'readChat',
  'reread',
] as const);

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export function dryGround(real: Ground): DryRun {
  let missed = false;
  const whatsapp = new Proxy(real.whatsapp, {
    get: (target, verb) => {
      if (asks.has(verb as keyof WhatsApp)) return target[verb as keyof WhatsApp];
      if (verb === 'abort')
        return async () => {
          missed = true;
          return new Map();
        };
      // What a page holds is only taken from it for real.
      return verb === 'recycle' ? async () => undefined : refuse;
    },
  });
  return {
    ground: {
      ...real,
      ledger: dryLedger(real.ledger),
      whatsapp,
      stopFile: { ...real.stopFile, put: () => undefined, remove: () => ({ kind: 'removed' }) },
      log: silent,
    },
    dispatcher: {
      tick: refuse,
      paused: (act) => act(),
      destroyPageOf: async () => undefined,
    },
    gateWasMissed: () => missed,
  };
}

/** Each transaction sees its own writes, and nobody sees them afterwards. */
function dryLedger(real: Ledger): Ledger {
  return {
    ...real,
    write: <T>(act: (tx: LedgerWrites) => T): T => {
      const whole: { value?: T } = {};
      try {
        real.write((tx) => {
          whole.value = act(tx);
          throw whole;
        });
      } catch (thrown) {
        if (thrown !== whole) throw thrown;
      }
      return whole.value as T;
    },
    backup: refuse,
  };
}

function refuse(): never {
  throw new NotDry();
}
