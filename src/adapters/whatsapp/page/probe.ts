import type { PageWindow } from './window.ts';

/** One look at the page's own state; every field says only what the page says at this instant. */
export interface Probe {
  /** Socket.state, null while WhatsApp's program does not tell it. */
  readonly state: string | null;
  /** How WhatsApp Web calls its build, null while its program is not there yet. */
  readonly version: string | null;
  /** The page's own address is the one that WhatsApp Web goes to after a log-out; what a frame in it shows is no matter. */
  readonly afterLogOut: boolean;
  readonly hasSynced: boolean;
  /** Socket.stream, null in builds without it. */
  readonly stream: string | null;
  /** 0 to 100 of the offline delivery; null where the page does not tell it. */
  readonly offlineProgress: number | null;
  /** The library's send functions are there. */
  readonly hasLibrary: boolean;
  /** The library waits for a change of `hasSynced` and can be told of one. */
  readonly canBeNudged: boolean;
  /** Our own functions are there, in the document of this name. */
  readonly document: string | null;
  readonly drops: number;
  /** A dialog with a single button is open. */
  readonly hasNews: boolean;
  /** Own ids: `<digits>@c.us` and `<digits>@lid`. */
  readonly chatId: string | null;
  readonly lid: string | null;
}

/** Runs in the page. */
export function probe(): Probe {
  const page = window as unknown as PageWindow;
  const seen = {
    version: page.Debug?.VERSION ?? null,
    afterLogOut: location.search.includes('post_logout=1'),
    hasLibrary: page.WWebJS !== undefined,
    canBeNudged: typeof page.onAppStateHasSyncedEvent === 'function',
    document: page.sendonce?.document ?? null,
    drops: page.sendonce?.drops ?? 0,
    hasNews: [...document.querySelectorAll('[role="dialog"]')].some(
      (dialog) => dialog.querySelectorAll('button, [role="button"]').length === 1,
    ),
  };
  const nothing = {
    state: null,
    hasSynced: false,
    stream: null,
    offlineProgress: null,
    chatId: null,
    lid: null,
  };
  if (seen.version === null || typeof page.require !== 'function') return { ...nothing, ...seen };
  try {
    const { Socket } = page.require('WAWebSocketModel');
    const { getMaybeMePnUser, getMaybeMeLidUser } = page.require('WAWebUserPrefsMeUser');
    const { OfflineMessageHandler } = page.require('WAWebOfflineHandler');
    const progress = OfflineMessageHandler.getOfflineDeliveryProgress();
    return {
      ...seen,
      state: Socket.state ?? null,
      hasSynced: Socket.hasSynced === true,
      stream: Socket.stream ?? null,
      offlineProgress: typeof progress === 'number' ? progress : null,
      chatId: getMaybeMePnUser()?.toString() ?? null,
      lid: getMaybeMeLidUser()?.toString() ?? null,
    };
  } catch {
    // The program is still loading its modules, or it has none that we know.
    return { ...nothing, ...seen };
  }
}
