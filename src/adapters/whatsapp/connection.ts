/** Keeps one browser alive and connected until told to stop, and tells what the link is. Only connecting is repeated. */
import type { Chance, Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { BlockedWhy, Link, PageHealth, WhatsAppEvent } from '../../core/whatsapp.ts';
import { findBrowser } from './browser.js';
import { createGauge } from './gauge.ts';
import { type Life, openLife } from './life.ts';
import { type Limits, limits as usualLimits } from './limits.ts';
import type { Judgement } from './link.ts';
import { createPauses, type LifeEnd, moves, phaseAfter, phaseAfterEnd, recoveries } from './machine.ts';
import type { Telling } from './page/window.ts';
import { openProfile } from './profile.ts';
import type { Seen } from './watch.ts';

export interface ConnectionSetting {
  readonly sessionFolder: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** PUPPETEER_EXECUTABLE_PATH; null: found. */
  readonly browserPath: string | null;
  readonly chromiumArgs: readonly string[];
  /** E.164: link by a code that is typed on this number's phone; default: by QR code. */
  readonly pairingPhone?: string | null;
  /** Instead of the usual ones. */
  readonly limits?: Partial<Limits>;
}

export interface Connection {
  start(): void;
  stop(): Promise<void>;
  recycle(): Promise<void>;
  link(): Link;
  health(): PageHealth | null;
  life(): Life | null;
  /** The document that was there at the last look; null when it has not our functions in it. */
  document(): string | null;
}

/** Beyond this the pauses have reached their longest. */
const mostFailures = 10;

export function openConnection(setting: ConnectionSetting, emit: (event: WhatsAppEvent) => void): Connection {
  const { clock, chance, log } = setting;
  const limits: Limits = { ...usualLimits, ...setting.limits };
  const profile = openProfile(setting.sessionFolder, clock);
  const stopping = new AbortController();
  const gauge = createGauge(profile.folder, clock, limits.measureEveryMs);
  const pauses = createPauses(limits);
  let link: Link = { state: 'starting' };
  let connections = 0;
  let life: Life | null = null;
  let lifeSince = 0;
  let last: { readonly document: string | null; readonly drops: number } = { document: null, drops: 0 };
  let block: { readonly why: BlockedWhy; readonly until: number } | null = null;
  let connectedSince = 0;
  /** Lives in a row that ended without having been connected, or waiting to be linked, for long. */
  let failures = 0;
  let couldBeLinked = false;
  let running: Promise<void> | null = null;

  const setLink = (next: Link): void => {
    if (JSON.stringify(next) === JSON.stringify(link)) return;
    if (next.state !== link.state && !moves[link.state].includes(next.state))
      throw new Error(`expected a move of the link that its table has, found ${link.state} to ${next.state}`);
    link = next;
    log.info(
      next.state === 'connected'
        ? { state: next.state, connection: next.connection, generation: next.generation }
        : next,
      'link',
    );
    emit({ kind: 'link', link });
  };

  const onBlocked = (why: BlockedWhy): void => {
    const now = clock.monotonic();
    if (block?.why !== why) {
      const pauseMs = pauses.next(why);
      block = { why, until: now + pauseMs };
      setLink({ state: 'blocked', why, againAt: clock.now() + pauseMs });
    } else if (now >= block.until) life?.end('blocked');
  };
  const onConnected = (
    generation: string,
    { account, build }: Extract<Judgement, { state: 'connected' }>,
    isSame: boolean,
  ): void => {
    const now = clock.monotonic();
    // What was lost between two looks was lost: the core must catch up again.
    if (link.state === 'connected' && !isSame) setLink({ state: 'offline', why: 'network' });
    if (link.state !== 'connected') {
      connections += 1;
      connectedSince = now;
      setLink({ state: 'connected', connection: connections, generation, account, build });
    }
    if (now - connectedSince >= limits.goodLifeMs) failures = 0;
    pauses.peace(now - connectedSince);
  };
  const onSeen = (generation: string, { judgement, document, drops }: Seen): void => {
    const isSame = last.document === document && last.drops === drops;
    last = { document, drops };
    gauge.measure();
    if (judgement.state !== 'blocked') block = null;
    if (judgement.state === 'linking') couldBeLinked = true;
    const state = phaseAfter(link.state, judgement.state);
    switch (judgement.state) {
      case 'blocked':
        onBlocked(judgement.why);
        break;
      case 'connected':
        onConnected(generation, judgement, isSame);
        break;
      default:
        if (state === 'offline') setLink({ state, why: 'network' });
        else if (state === 'recovering' && link.state !== state)
          setLink({ state, why: 'page_gone', tries: failures });
        else if (state === 'starting' || state === 'linking' || state === 'syncing') setLink({ state });
    }
  };
  const onTelling = (telling: Telling): void => {
    if (telling.kind !== 'socket') emit(telling);
  };
  const onEnding = (why: LifeEnd): void => {
    last = { document: null, drops: 0 };
    block = null;
    if (couldBeLinked && why !== 'stuck' && clock.monotonic() - lifeSince >= limits.goodLifeMs) failures = 0;
    if (recoveries[why] === 'backoff') failures = Math.min(failures + 1, mostFailures);
    const state = phaseAfterEnd(link.state, why);
    if (state === 'logged_out') setLink({ state });
    else if (state === 'recovering' && why !== 'logged_out' && why !== 'blocked')
      setLink({ state, why, tries: failures });
  };

  const liveOnce = async (launchWithinMs: number): Promise<LifeEnd> => {
    const cleared = await profile.clear();
    if (cleared.kind === 'still_alive') {
      log.error({ pids: cleared.pids }, 'another browser holds this profile and cannot be ended');
      onEnding('no_browser');
      return 'no_browser';
    }
    if (cleared.killed > 0)
      log.warn({ processes: cleared.killed }, 'ended a browser left over on this profile');
    const executable = findBrowser(setting.browserPath);
    if (executable === null) {
      log.error({}, 'no Chromium was found: npm run playground gets one, or set PUPPETEER_EXECUTABLE_PATH');
      onEnding('no_browser');
      return 'no_browser';
    }
    if (stopping.signal.aborted) return 'recycled';
    const generation = newGeneration(chance);
    lifeSince = clock.monotonic();
    couldBeLinked = false;
    life = openLife(
      {
        ...setting,
        ...{ generation, executable, profile, launchWithinMs, limits },
        pairingPhone: setting.pairingPhone ?? null,
      },
      {
        onBorn() {
          gauge.begin(generation);
          emit({ kind: 'page_born', generation });
        },
        onQr: (code) => emit({ kind: 'qr', code }),
        onPairingCode: (code) => emit({ kind: 'pairing_code', code }),
        onSeen: (seen) => onSeen(generation, seen),
        onTelling,
        onEnding,
      },
    );
    const { why, wasBorn } = await life.gone;
    life = null;
    gauge.end();
    if (wasBorn) emit({ kind: 'page_dead', generation });
    if (why === 'logged_out') profile.wipe();
    return why;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const why = await liveOnce(Math.min(limits.launchToMs, limits.launchFromMs * 2 ** failures));
      if (recoveries[why] === 'at_once') continue;
      const waitMs = Math.min(limits.backoffToMs, limits.backoffFromMs * 2 ** (failures - 1));
      await clock.sleepUntil(clock.now() + waitMs + chance.between(0, waitMs / 4), stopping.signal);
    }
  };

  return {
    start() {
      running ??= run().catch((error: unknown) => {
        log.error({ error: String(error) }, 'connecting ended by a fault');
        throw error;
      });
    },
    async stop() {
      stopping.abort();
      life?.end('recycled');
      await running;
    },
    async recycle() {
      const current = life;
      // One that is still being launched holds nothing, and every earlier one was gone before it was begun. A start with
      // something in doubt would otherwise end its own browser again and again.
      if (current === null || !current.isBorn()) return;
      current.end('recycled');
      await current.gone;
    },
    link: () => link,
    health: gauge.read,
    life: () => life,
    document: () => last.document,
  };
}

/** Eighteen letters: digits among them would be masked in the log as somebody's number. */
function newGeneration(chance: Chance): string {
  const hex = chance.reservedId().slice('3EB0'.length);
  return hex.replace(/\d/g, (digit) => 'GHIJKLMNOP'.charAt(Number(digit)));
}
