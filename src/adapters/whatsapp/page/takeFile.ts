import type { PageWindow } from './window.ts';

/** Runs in the page: the next piece of what `readFile` fetched; null when there is no more of it. */
export function takeFile(key: string, length: number): string | null {
  const own = (window as unknown as PageWindow).sendonce;
  const left = own?.passing[key];
  if (own === undefined || left === undefined || left === '') {
    if (own !== undefined) delete own.passing[key];
    return null;
  }
  own.passing[key] = left.slice(length);
  return left.slice(0, length);
}
