/** The secret that the owner's command line shows to the bot: configured, or made once and kept in the data folder. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'http-token';
const form = /^[\x21-\x7e]{16,256}$/;

/** The token to serve with. Makes `<dataFolder>/http-token` (0600) when none is configured and none is kept there. */
export function tokenToServe(dataFolder: string, configured: string | null): string {
  const known = tokenToShow(dataFolder, configured);
  if (known !== null) return known;
  const file = join(dataFolder, fileName);
  const made = randomBytes(32).toString('base64url');
  // Renamed into place whole: a crash must not leave half a token that the next start would take for one.
  const draft = `${file}.new`;
  writeFileSync(draft, `${made}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return made;
}

/** The token that a running bot of this data folder wants; null where it never made one. */
export function tokenToShow(dataFolder: string, configured: string | null): string | null {
  if (configured !== null) return configured;
  try {
    const kept = readFileSync(join(dataFolder, fileName), 'utf8').trim();
    return form.test(kept) ? kept : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
