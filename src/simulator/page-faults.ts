import type { Connection } from './device.ts';
import type { ReloadMoment, StartFaults } from './faults/start.ts';
import type { Deed, PageBuild, PageFaults } from './protocol.ts';
import type { SimulatorOptions } from './simulator.ts';
import type { Time } from './time.ts';

/** What the pages are told to do wrong by themselves: at load by their document, later over their socket. */
export interface PageOrders {
  /** What a page gets that is loaded now. */
  atLoad(): { readonly build: PageBuild; readonly faults: PageFaults };
  faults(): PageFaults;
  change(changes: Partial<Omit<PageFaults, 'n'>>): void;
  deploy(build: Parameters<StartFaults['deploy']>[0]): void;
  /** All living pages do it now. */
  all(deed: Deed): void;
  /** Whether the page that asks is to reload here; true once for each order. */
  claim(moment: string): boolean;
  /** The world's clock has leapt: every page hears how it stands. */
  tellTime(): void;
  /** A page said hello: it hears what is not as its document said. */
  greet(connection: Connection): void;
  /** Every page with a socket acts on the faults as they stand. */
  known(): boolean;
  calm(): void;
}

const version = '2.3000.1043220887';
const deadAfterMs = 10_000;

const none: Omit<PageFaults, 'n'> = {
  programLateMs: 0,
  syncedAtLoad: false,
  syncStops: null,
  state: null,
  sendSeenThrows: false,
  handOverThrows: null,
  sibling: null,
  keyShape: null,
  reloadAt: null,
  marksRevokedFirst: false,
  editSeconds: 15 * 60,
  revokeSeconds: 60 * 3600,
  linkKeptLateMs: 0,
  newsUnlinkAfterMs: null,
};

export function makePageOrders(
  options: SimulatorOptions,
  time: Time,
  connections: () => readonly Connection[],
): PageOrders {
  const first: PageBuild = {
    version: options.version ?? version,
    keyBuild: options.keyBuild ?? '_serialized',
    selfChat: options.selfChat ?? 'lid',
    deadAfterMs: options.deadAfterMs ?? deadAfterMs,
    lacking: options.lacking ?? [],
    time: null,
  };
  let build = first;
  let faults: PageFaults = { n: 0, ...none };

  function change(changes: Partial<Omit<PageFaults, 'n'>>): void {
    faults = { ...faults, ...changes, n: faults.n + 1 };
    for (const connection of connections()) connection.send({ type: 'faults', faults });
  }

  const hasOwnTime = options.time !== undefined;

  return {
    atLoad: () => ({ build: { ...build, time: hasOwnTime ? time.scale() : null }, faults }),
    faults: () => faults,
    change,
    deploy(next) {
      build = { ...build, ...next };
    },
    all(deed) {
      for (const connection of connections()) connection.send({ type: 'deed', deed });
    },
    claim(moment) {
      if (faults.reloadAt !== (moment as ReloadMoment)) return false;
      change({ reloadAt: null });
      return true;
    },
    tellTime() {
      for (const connection of connections()) connection.send({ type: 'time', time: time.scale() });
    },
    greet(connection) {
      // A page that was away during a leap has the clock of before.
      if (hasOwnTime) connection.send({ type: 'time', time: time.scale() });
      if (connection.faults !== faults.n) connection.send({ type: 'faults', faults });
    },
    known: () => connections().every((connection) => connection.faults === faults.n),
    calm() {
      build = first;
      change(none);
    },
  };
}
