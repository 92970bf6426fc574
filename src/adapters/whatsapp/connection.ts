/** Keeps one browser alive and connected until told to stop, and tells what the link is. Only connecting is repeated. */
import type { Chance, Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Link, WhatsAppEvent } from '../../core/whatsapp.ts';
import { findBrowser } from './browser.js';
import { type Life, type LifeEnd, openLife } from './life.ts';
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
}

export interface Connection {
  start(): void;
  stop(): Promise<void>;
  recycle(): Promise<void>;
  link(): Link;
  life(): Life | null;
  /** The document that was there at the last look; null when it has not our functions in it. */
  document(): string | null;
}

const backoffFromMs = 1_000;
const backoffToMs = 60_000;
/** A launch takes a second or two, so this long shows that it hangs; a machine on which it does not gets longer each time. */
const launchFromMs = 15_000;
const launchToMs = 120_000;
/** A life that reached this age once it was linked starts the backoff afresh. */
const goodLifeMs = 60_000;

export function openConnection(setting: ConnectionSetting, emit: (event: WhatsAppEvent) => void): Connection {
  const { clock, chance, log } = setting;
  const profile = openProfile(setting.sessionFolder, clock);
  const stopping = new AbortController();
  let link: Link = { state: 'starting' };
  let connections = 0;
  let life: Life | null = null;
  let last: { readonly document: string | null; readonly drops: number } = { document: null, drops: 0 };
  let reachedWhatsApp = false;
  let failures = 0;
  let running: Promise<void> | null = null;

  const setLink = (next: Link): void => {
    if (JSON.stringify(next) === JSON.stringify(link)) return;
    link = next;
    const { state } = next;
    log.info(
      state === 'connected' ? { state, connection: next.connection, generation: next.generation } : next,
      'link',
    );
    emit({ kind: 'link', link });
  };

  const onSeen = (generation: string, { judgement, document, drops }: Seen): void => {
    const before = last;
    last = { document, drops };
    const { state } = judgement;
    if (state === 'linking' || state === 'connected') reachedWhatsApp = true;
    switch (state) {
      case 'starting':
        // A new try is no progress: what is known to be down stays so until the page shows otherwise.
        if (link.state !== 'recovering' && link.state !== 'logged_out') setLink({ state });
        break;
      case 'no_socket':
        setLink({ state: 'offline', why: 'network' });
        break;
      case 'no_page':
        setLink({ state: 'recovering', why: 'page_gone', tries: failures });
        break;
      case 'conflict':
        setLink({ state: 'blocked', why: 'conflict', againAt: clock.now() + 300_000 });
        break;
      case 'logged_out':
        life?.end('logged_out');
        break;
      case 'connected':
        if (link.state === 'connected') {
          if (before.document === document && before.drops === drops) break;
          // What was lost between two looks was lost: the core must catch up again.
          setLink({ state: 'offline', why: 'network' });
        }
        connections += 1;
        setLink({
          state,
          connection: connections,
          generation,
          account: judgement.account,
          build: { version: '', lacking: [] },
        });
        break;
      default:
        setLink({ state });
    }
  };
  const onTelling = (telling: Telling): void => {
    if (telling.kind !== 'socket') emit(telling);
  };
  const onEnding = (why: LifeEnd): void => {
    last = { document: null, drops: 0 };
    setLink(why === 'logged_out' ? { state: 'logged_out' } : { state: 'recovering', why, tries: failures });
  };

  const liveOnce = async (launchWithinMs: number): Promise<LifeEnd> => {
    const cleared = await profile.clear();
    if (cleared.kind === 'still_alive') {
      log.error({ pids: cleared.pids }, 'another browser holds this profile and cannot be ended');
      setLink({ state: 'recovering', why: 'no_browser', tries: failures });
      return 'no_browser';
    }
    if (cleared.killed > 0)
      log.warn({ processes: cleared.killed }, 'ended a browser left over on this profile');
    const executable = findBrowser(setting.browserPath);
    if (executable === null) {
      log.error({}, 'no Chromium was found: npm run playground gets one, or set PUPPETEER_EXECUTABLE_PATH');
      setLink({ state: 'recovering', why: 'no_browser', tries: failures });
      return 'no_browser';
    }
    if (stopping.signal.aborted) return 'recycled';
    const generation = newGeneration(chance);
    life = openLife(
      { ...setting, generation, executable, profile, launchWithinMs },
      {
        onBorn: () => emit({ kind: 'page_born', generation }),
        onQr: (code) => emit({ kind: 'qr', code }),
        onSeen: (seen) => onSeen(generation, seen),
        onTelling,
        onEnding,
      },
    );
    const { why, wasBorn } = await life.gone;
    life = null;
    if (wasBorn) emit({ kind: 'page_dead', generation });
    if (why === 'logged_out') profile.wipe();
    return why;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      reachedWhatsApp = false;
      const from = clock.monotonic();
      const why = await liveOnce(Math.min(launchToMs, launchFromMs * 2 ** failures));
      if (reachedWhatsApp && clock.monotonic() - from >= goodLifeMs) failures = 0;
      // An end that somebody decided is no failure.
      if (why === 'recycled' || why === 'logged_out') continue;
      const waitMs = Math.min(backoffToMs, backoffFromMs * 2 ** failures);
      failures = Math.min(failures + 1, 10);
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
    life: () => life,
    document: () => last.document,
  };
}

/** Eighteen letters: digits among them would be masked in the log as somebody's number. */
function newGeneration(chance: Chance): string {
  const hex = chance.reservedId().slice('3EB0'.length);
  return hex.replace(/\d/g, (digit) => 'GHIJKLMNOP'.charAt(Number(digit)));
}
