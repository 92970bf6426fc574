import type { PageWindow } from './window.ts';

/**
 * Runs in the page: tells the library that the page has synced. It listens for the change only, so a page that had
 * synced before it listened would never become ready.
 */
export function nudge(): void {
  const page = window as unknown as PageWindow;
  if (page.WWebJS === undefined) void page.onAppStateHasSyncedEvent?.();
}
