/** The machine: its browser, its disk, its zone. */

import { execFile } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Finding } from '../adapters/http/answers.ts';
import { findBrowser } from '../adapters/whatsapp/browser.js';
import { sizeText } from '../chat/backup-text.ts';
import type { Clock } from '../core/clock.ts';
import { dateLabel, shortMoment } from '../core/time/format.ts';
import { openDataFolder } from '../data-folder.ts';

const versionWithinMs = 10_000;
/** A ledger, its log, its copies and a browser's profile grow; below this the next backup may be the last thing. */
const littleSpace = 500_000_000;
const noSpace = 50_000_000;
/** Of one fsync: above it a claim, which waits for one, makes its message visibly late. */
const slowMs = 250;

/** `asked`: PUPPETEER_EXECUTABLE_PATH. */
export async function examineBrowser(asked: string | null): Promise<Finding> {
  const about = 'browser';
  const program = findBrowser(asked);
  if (program === null)
    return {
      about,
      verdict: 'ill',
      text:
        asked === null
          ? 'no Chromium was found. Install it (Debian: apt-get install chromium) or set PUPPETEER_EXECUTABLE_PATH.'
          : `PUPPETEER_EXECUTABLE_PATH=${asked} is no program that can be run.`,
    };
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: versionWithinMs });
    const named = /[\w .-]*\d+\.\d[\d.]*/.exec(stdout)?.[0].trim();
    if (named !== undefined) return { about, verdict: 'well', text: `${named}, ${program}` };
  } catch {
    // What it printed before it failed says nothing to the owner.
  }
  return { about, verdict: 'ill', text: `${program} does not start: it cannot even say its version.` };
}

export function examineDisk(dataDir: string, clock: Clock): Finding {
  const about = 'disk';
  const ill = (text: string): Finding => ({ about, verdict: 'ill', text });
  if (!stands(dataDir))
    return { about, verdict: 'warning', text: `${dataDir} is not there yet: the first start makes it.` };
  const folder = openDataFolder(dataDir);
  if (folder.kind === 'refused') return ill(folder.text);
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const tookMs = timeToKeep(join(dataDir, '.doctor'), clock);
  if (tookMs === null) return ill(`nothing can be written to ${dataDir}.`);
  const facts = `${sizeText(free)} free in ${dataDir}, ${Math.ceil(tookMs)} ms to keep something`;
  if (free < noSpace) return ill(`${facts}. Make room: what cannot be written down is not sent.`);
  if (free < littleSpace) return { about, verdict: 'warning', text: `${facts}. That is little: make room.` };
  if (tookMs > slowMs)
    return { about, verdict: 'warning', text: `${facts}: a slow disk makes messages late by as much.` };
  return { about, verdict: 'well', text: `${facts}.` };
}

/** `zone`: the owner's, as set; null where none is. */
export function examineZone(zone: string | null, now: number): Finding {
  const about = 'zone';
  if (zone === null)
    return {
      about,
      verdict: 'warning',
      text: 'none is set, and the machine is in UTC: the first /schedule asks. Or set TIMEZONE.',
    };
  return {
    about,
    verdict: 'well',
    text: `${zone}, where it is ${shortMoment(now, zone).slice(0, 5)}, ${dateLabel(now, zone, now)}.`,
  };
}

function stands(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    // Whoever opens it next says what is in the way.
    return true;
  }
}

/** ms that one small write takes until the disk has it; null where it is refused. */
function timeToKeep(path: string, clock: Clock): number | null {
  const began = clock.monotonic();
  try {
    const file = openSync(path, 'w', 0o600);
    try {
      writeSync(file, 'kept');
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(path, { force: true });
    }
    return clock.monotonic() - began;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return null;
  }
}
