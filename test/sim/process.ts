/**
 * One life of the bot: the real core, chat and commands over a ledger, WhatsApp and a clock that can all be cut off at
 * once. A kill may stand before and after every commit and every call of a port, and inside a transaction; from then on
 * nothing that this life still has in hand reaches the ledger or WhatsApp.
 */
import type { AlertPort } from '../../src/core/alarm.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { MediaFolder } from '../../src/core/files.ts';
import { type Ledger, LedgerFault, type LedgerFaultKind, type StopFile } from '../../src/core/ledger.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { WhatsApp } from '../../src/core/whatsapp.ts';
import { compose } from '../../src/root.ts';
import type { SeededChance } from './chance.ts';
import type { VirtualClock } from './clock.ts';
import type { SimWhatsApp } from './whatsapp.ts';

export interface LifeGround {
  readonly ledger: Ledger;
  readonly whatsapp: SimWhatsApp;
  readonly clock: VirtualClock;
  readonly chance: SeededChance;
  readonly stopFile: StopFile;
  readonly media: MediaFolder;
  readonly settings: Settings;
  readonly alert: AlertPort | null;
  /** Two messages of different commands to one chat this close want a yes, ms. */
  readonly closeMs: number;
  /** What the world wants to look at before the page is asked: the claim must stand by then. */
  readonly beforeHandOver: (reservedId: string) => void;
  /** An event of WhatsApp has been taken in, whole. */
  readonly onTaken: (waId: string) => void;
  readonly onKilled: (where: string) => void;
  /** A fault of the program itself: it ended by a throw that is no kill of ours. */
  readonly onFault: (fault: unknown) => void;
}

export interface Life {
  readonly alive: () => boolean;
  /** It lives, is connected, and has read all that was written to it. */
  readonly caughtUp: () => boolean;
  /** SIGKILL, here and now. */
  kill(where: string): void;
  /** SIGKILL at the `count`th call or commit from now. */
  killIn(count: number): void;
  /** The next `count` transactions fail, half of them with their effects done and not committed. */
  failWrites(count: number, kind: LedgerFaultKind): void;
  /** SIGTERM. */
  stop(): Promise<void>;
}

class Killed extends Error {}
const never = (): Promise<never> => new Promise(() => undefined);

export function startLife(ground: LifeGround): Life {
  const { ledger, whatsapp, clock, chance } = ground;
  let alive = true;
  let killAfter = Number.POSITIVE_INFINITY;
  let failing = 0;
  let failsWith: LedgerFaultKind = 'full';

  const kill = (where: string): void => {
    if (!alive) return;
    alive = false;
    whatsapp.kill();
    ground.onKilled(where);
  };
  /** A place where the process may be gone. */
  const passes = (where: string): boolean => {
    if (alive && --killAfter < 0) kill(where);
    return alive;
  };
  const pass = (where: string): void => {
    if (!passes(where)) throw new Killed(where);
  };
  const fails = (): boolean => {
    if (failing === 0) return false;
    failing--;
    return true;
  };

  const ledgerHere: Ledger = {
    ...ledger,
    write: (act) => {
      pass('before a commit');
      if (failing % 2 === 1 && fails()) throw new LedgerFault(failsWith);
      const result = ledger.write((tx) => {
        const effect = act(tx);
        pass('inside a transaction');
        if (fails()) throw new LedgerFault(failsWith);
        return effect;
      });
      pass('after a commit');
      return result;
    },
  };
  const verb =
    <Values extends unknown[], T>(name: string, call: (...values: Values) => Promise<T>) =>
    async (...values: Values): Promise<T> => {
      if (!passes(`before ${name}`)) return never();
      const answer = await call(...values);
      return passes(`after ${name}`) ? answer : never();
    };
  const whatsappHere: WhatsApp = {
    start: (listener) =>
      whatsapp.start((event) => {
        if (!passes(`before hearing ${event.kind}`)) return;
        try {
          listener(event);
        } catch (fault) {
          if (!(fault instanceof Killed)) throw fault;
        }
        if (passes(`after hearing ${event.kind}`) && event.kind === 'inbound')
          ground.onTaken(event.message.waId);
      }),
    stop: verb('stop', whatsapp.stop),
    link: whatsapp.link,
    health: whatsapp.health,
    handOver: verb('handOver', (request) => {
      ground.beforeHandOver(request.reservedId);
      return whatsapp.handOver(request);
    }),
    abort: verb('abort', whatsapp.abort),
    recycle: verb('recycle', whatsapp.recycle),
    lookUp: verb('lookUp', whatsapp.lookUp),
    readChat: verb('readChat', whatsapp.readChat),
    reread: verb('reread', whatsapp.reread),
    contacts: verb('contacts', whatsapp.contacts),
    recipient: verb('recipient', whatsapp.recipient),
    members: verb('members', whatsapp.members),
    number: verb('number', whatsapp.number),
    typing: verb('typing', whatsapp.typing),
    readFile: verb('readFile', whatsapp.readFile),
    prepareFile: verb('prepareFile', whatsapp.prepareFile),
    revoke: verb('revoke', whatsapp.revoke),
    edit: verb('edit', whatsapp.edit),
    react: verb('react', whatsapp.react),
  };
  const clockHere: Clock = {
    now: clock.now,
    monotonic: clock.monotonic,
    wakeAt: (instant, ring) =>
      clock.wakeAt(instant, () => {
        if (alive) ring();
      }),
    sleepUntil: (instant, signal) =>
      clock.sleepUntil(instant, signal).then(() => (alive ? undefined : never())),
  };

  const { alert } = ground;
  const alertHere: AlertPort | null = alert === null ? null : { post: verb('post', alert.post) };
  const root = compose({
    adapters: {
      ledger: ledgerHere,
      whatsapp: whatsappHere,
      clock: clockHere,
      chance,
      stopFile: ground.stopFile,
      media: ground.media,
      settings: ground.settings,
      log: { debug() {}, info() {}, warn() {}, error() {} },
    },
    owners: [],
    zone: 'Europe/London',
    locale: 'en-GB',
    asking: { dedupeWindowMs: 24 * 60 * 60_000, closeMs: ground.closeMs },
    alert: alertHere,
    standing: (bot) => ({
      link: 'Connected',
      caughtUp: bot.caughtUp(),
      startedAt: clock.now(),
      version: 'simulated',
    }),
    testsItself: true,
    onQr: () => undefined,
  });
  root.bot.failed.catch((fault: unknown) => {
    if (!alive) return;
    kill('a fault of its own');
    ground.onFault(fault);
  });
  try {
    root.bot.start();
  } catch (fault) {
    if (!(fault instanceof Killed)) throw fault;
  }
  return {
    alive: () => alive,
    caughtUp: () => alive && root.bot.caughtUp(),
    kill,
    killIn(count) {
      killAfter = count;
    },
    failWrites(count, kind) {
      failing = count;
      failsWith = kind;
    },
    async stop() {
      try {
        await root.bot.stop();
      } catch (fault) {
        // As the product does with a ledger that fails at the very end.
        if (!(fault instanceof Killed) && !(fault instanceof LedgerFault)) throw fault;
        kill('it could not end in order');
      }
      if (!alive) return;
      ledger.write((tx) => tx.recordExit(clock.now(), 'asked'));
      kill('as asked');
    },
  };
}
