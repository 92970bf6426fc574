/**
 * The browser's flags, over those that puppeteer gives by itself. Each was measured in the simulator's page, beside others
 * that brought nothing: `test/bench/browser.ts`, with its table in ARCHITECTURE.md.
 */
import { statfsSync } from 'node:fs';

/** What the flags depend on. */
export interface Machine {
  readonly isRoot: boolean;
  /** The size of /dev/shm; null where there is none, or where the system does not tell. */
  readonly shmBytes: number | null;
}

/** Docker gives /dev/shm 64 MB, and a page that outgrows it crashes: four times that has been enough for WhatsApp Web. */
const shmEnoughBytes = 256 * 2 ** 20;

/** Parts of the browser that nobody sees here, and that puppeteer leaves on. */
const unseen = [
  // The address bar draws its suggestions in a page of its own, loaded at start: a renderer of 40 MB, and no one types.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // An empty renderer, kept for the next page: there is no next page.
  'SpareRendererForSitePerProcess',
];

/**
 * Of puppeteer's own, those that are decided here. It always puts shared memory into files of the temporary folder, which
 * are written to disk where that is one.
 */
export const decidedHere: readonly string[] = ['--disable-dev-shm-usage'];

export function browserFlags({ isRoot, shmBytes }: Machine): readonly string[] {
  return [
    '--disable-gpu',
    // Without a graphics card it would draw in three dimensions by itself, in a process of its own.
    '--disable-software-rasterizer',
    `--disable-features=${unseen.join(',')}`,
    // One language, whatever the machine's: the page's words are then the ones it was tried with.
    '--lang=en-US',
    ...(shmBytes === null || shmBytes < shmEnoughBytes ? decidedHere : []),
    // Chromium refuses to run as root with its sandbox; anybody else keeps it.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

export function thisMachine(): Machine {
  return { isRoot: process.getuid?.() === 0, shmBytes: sizeOf('/dev/shm') };
}

function sizeOf(folder: string): number | null {
  try {
    const { blocks, bsize } = statfsSync(folder);
    return blocks * bsize;
  } catch {
    return null;
  }
}
