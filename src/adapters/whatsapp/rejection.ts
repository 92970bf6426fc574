/**
 * Whether an unhandled rejection comes out of the library or its browser driver: the process logs it and goes on, since
 * this adapter's own look at the page decides what it means. The library also rejects with bare strings. This file
 * imports nothing, so that it can be asked before the library is loaded.
 */
export function isLibraryRejection(reason: unknown): boolean {
  if (reason === 'auth timeout' || reason === 'ready timeout') return true;
  if (!(reason instanceof Error)) return false;
  const names = ['ProtocolError', 'TargetCloseError', 'TimeoutError', 'ConnectionClosedError'];
  if (names.includes(reason.name) || names.includes(reason.constructor.name)) return true;
  // Where it was thrown, not through where it passed: our own faults may pass through puppeteer's callbacks.
  const thrownAt = (reason.stack ?? '').split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return /node_modules[\\/](whatsapp-web\.js|puppeteer|puppeteer-core|@puppeteer)[\\/]/.test(thrownAt);
}
