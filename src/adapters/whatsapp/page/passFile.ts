import type { PageWindow } from './window.ts';

/**
 * Runs in the page: adds a piece of a file's base64 to what it has of it. In pieces, because one message of twenty
 * megabytes would hold up everything else that is said to the page.
 */
export function passFile(key: string, piece: string, document: string): boolean {
  const own = (window as unknown as PageWindow).sendonce;
  if (own === undefined || own.document !== document) return false;
  own.passing[key] = `${own.passing[key] ?? ''}${piece}`;
  return true;
}
