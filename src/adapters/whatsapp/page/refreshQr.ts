import type { PageWindow } from './window.ts';

/** Runs in the page: asks for a new QR code after the page gave up showing them. The library's own try throws in Node. */
export function refreshQr(): void {
  (window as unknown as PageWindow).require('WAWebCmd').Cmd.refreshQR?.();
}
