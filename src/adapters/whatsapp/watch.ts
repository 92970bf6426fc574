/**
 * Watches one page by looking at it, since its events can be missing, doubled or wrong: every look asks the page what
 * it is, and anything that might have changed only makes the next look come at once.
 */
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Build } from '../../core/whatsapp.ts';
import type { Page } from './client.ts';
import { within } from './limit.ts';
import type { Limits } from './limits.ts';
import { type Judgement, judge } from './link.ts';
import { check } from './page/check.ts';
import { dismissNews } from './page/dismissNews.ts';
import { install } from './page/install.ts';
import { nudge } from './page/nudge.ts';
import { type Probe, probe } from './page/probe.ts';
import { refreshQr } from './page/refreshQr.ts';
import { parts } from './parts.ts';
import { createPatience } from './patience.ts';

export interface Seen {
  readonly judgement: Judgement;
  readonly document: string | null;
  /** Sockets lost in this document so far: a drop between two looks shows here. */
  readonly drops: number;
}

export interface Watch {
  /** Look at once. */
  wake(): void;
  /** A code was shown: whoever waits to be linked makes progress. */
  codeShown(): void;
  /**
   * Checks the page for what we need even to look at it. True: that is missing, and will be told as blocked; false:
   * whatever is wrong with the page is something else.
   */
  hasChanged(): Promise<boolean>;
}

const lookEveryMs = { settled: 3_000, otherwise: 500 } as const;
/** After a hint that came during a look, so that hints cannot turn looking into a busy loop. */
const lookAgainMs = 20;
const nudgeAfterMs = 1_500;
const nudgeAgainAfterMs = 20_000;
const refreshQrEveryMs = 20_000;
const warnAgainAfterMs = 60_000;

export interface Watched {
  readonly clock: Clock;
  readonly log: Log;
  readonly page: Page;
  readonly generation: string;
  readonly limits: Limits;
  /** It is linked by a code that is typed: a fresh QR code would take its place. */
  readonly byCode: boolean;
}

/**
 * Looks until `over`. `onEnd`: this page is to be given up, because it answers nothing any more, makes no progress, or was
 * logged out beyond doubt.
 */
export function watchPage(
  { clock, log, page, generation, limits, byCode }: Watched,
  heard: { onSeen(seen: Seen): void; onEnd(why: 'probe_failed' | 'stuck' | 'logged_out'): void },
  over: AbortSignal,
): Watch {
  let sleeper = new AbortController();
  let again = false;
  const wake = () => {
    again = true;
    sleeper.abort();
  };
  over.addEventListener('abort', wake);

  let wasConnected = false;
  let failingSince: number | null = null;
  let unreadableSince: number | null = null;
  let lacksPage = false;
  let build: Build | null = null;
  let logged = '';
  let shown = '';
  let codes = 0;
  const patience = createPatience(limits);
  let delivery = { progress: null as number | null, since: clock.monotonic() };
  let withoutLibrarySince: number | null = null;
  let nudgedAt = Number.NEGATIVE_INFINITY;
  let refreshedQrAt = Number.NEGATIVE_INFINITY;
  let documents = 0;

  const warnedAt = new Map<string, number>();
  const act = async <T>(what: string, deed: Promise<T>): Promise<T | null> => {
    const answer = await within(clock, limits.lookMs, deed);
    if (answer.kind === 'value') return answer.value;
    const now = clock.monotonic();
    if (!over.aborted && now - (warnedAt.get(what) ?? Number.NEGATIVE_INFINITY) >= warnAgainAfterMs) {
      warnedAt.set(what, now);
      log.warn({ generation, what, outcome: answer.kind }, 'the page did not do what it was asked');
    }
    return null;
  };

  const hasChanged = async (): Promise<boolean> => {
    const checked = await act('check', page.evaluate(check, parts));
    if (checked === null || checked.version === null) return false;
    const { version, lacking } = checked;
    lacksPage = lacking.some(({ need }) => need === 'page');
    build = {
      version,
      lacking: lacking.flatMap(({ need, name }) => (need === 'page' ? [] : [{ ability: need, name }])),
    };
    const found = JSON.stringify(build);
    if (lacking.length > 0 && found !== logged)
      log.error({ generation, version, lacking }, 'this WhatsApp Web lacks parts that Sendonce uses');
    logged = found;
    return lacksPage;
  };

  /** Why a page does not become connected is seen from what it shows on the way. */
  const tellApart = ({ state, version, hasSynced, stream, offlineProgress, hasLibrary, document }: Probe) => {
    const page = { state, hasProgram: version !== null, hasSynced, stream, offlineProgress };
    const now = { generation, ...page, hasLibrary, entered: document !== null };
    const told = JSON.stringify(now);
    if (told !== shown) log.debug(now, 'the page shows');
    shown = told;
  };

  /** What the page needs from us in this state. */
  const attend = async (seen: Probe): Promise<void> => {
    const now = clock.monotonic();
    if (!byCode && seen.state === 'UNPAIRED_IDLE' && now - refreshedQrAt >= refreshQrEveryMs) {
      refreshedQrAt = now;
      await act('refresh the QR code', page.evaluate(refreshQr));
    }
    const synced = seen.state === 'CONNECTED' && seen.hasSynced;
    if (synced && seen.hasNews) await act('dismiss the news', page.evaluate(dismissNews));
    if (synced && (seen.document === null || build === null) && !(await hasChanged())) {
      documents += 1;
      await act('install', page.evaluate(install, `${generation}-${documents}`));
      again = true;
    }
    if (!synced || seen.hasLibrary) {
      withoutLibrarySince = null;
      // The next document without it is nudged as soon as this one was.
      nudgedAt = Number.NEGATIVE_INFINITY;
    } else {
      withoutLibrarySince ??= now;
      if (
        seen.canBeNudged &&
        now - withoutLibrarySince >= nudgeAfterMs &&
        now - nudgedAt >= nudgeAgainAfterMs
      ) {
        nudgedAt = now;
        await act('nudge', page.evaluate(nudge));
      }
    }
  };

  /** What the page shows, to whom it concerns; and whether that has gone on for long enough. */
  const tell = (seen: Seen, progress: number | null): void => {
    heard.onSeen(seen);
    const why = patience.saw(seen.judgement.state, `${progress} ${codes}`, clock.monotonic());
    if (why !== null) heard.onEnd(why);
  };

  const look = async (): Promise<keyof typeof lookEveryMs> => {
    const answer = await within(clock, limits.lookMs, page.evaluate(probe));
    if (over.aborted) return 'otherwise';
    const now = clock.monotonic();
    if (answer.kind !== 'value') {
      // A navigation fails a look or two; a page that hangs fails them all.
      failingSince ??= now;
      const judgement = { state: wasConnected ? 'no_page' : 'starting' } as const;
      tell({ judgement, document: null, drops: 0 }, null);
      if (now - failingSince >= limits.hungAfterMs) heard.onEnd('probe_failed');
      return 'otherwise';
    }
    failingSince = null;
    const seen = answer.value;
    tellApart(seen);
    // Only under a socket can a delivery stand still; without one it waits.
    if (seen.state !== 'CONNECTED' || seen.offlineProgress !== delivery.progress) {
      delivery = { progress: seen.offlineProgress, since: now };
    }
    const progressStandsStill = now - delivery.since >= limits.deliveryStandsStillMs;
    unreadableSince = seen.version !== null && seen.state === null ? (unreadableSince ?? now) : null;
    const unreadable = unreadableSince !== null && now - unreadableSince >= limits.unreadableMs;
    // A program that tells nothing of itself: what it lacks is at least logged by its name.
    if (unreadable && build === null) await hasChanged();
    const changed = lacksPage || unreadable;
    const judgement = judge(seen, { wasConnected, progressStandsStill, changed, build });
    wasConnected ||= judgement.state === 'connected';
    const { document, drops } = seen;
    tell({ judgement, document, drops }, seen.offlineProgress);
    if (!over.aborted) await attend(seen);
    return judgement.state === 'connected' || judgement.state === 'blocked' ? 'settled' : 'otherwise';
  };

  const run = async (): Promise<void> => {
    while (!over.aborted) {
      again = false;
      const state = await look();
      if (over.aborted) return;
      sleeper = new AbortController();
      const pauseMs = again ? lookAgainMs : lookEveryMs[state];
      await clock.sleepUntil(clock.now() + pauseMs, sleeper.signal);
    }
  };
  void run();
  return {
    wake,
    codeShown() {
      codes += 1;
    },
    hasChanged,
  };
}
