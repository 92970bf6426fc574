/** The one file of a night, and what must be true of the folder in which it is kept. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its bytes: more than one page of a disk. */
export const filed = 'What is written here goes along, byte for byte.\n'.repeat(200);

const hash = createHash('sha256').update(filed).digest('hex');

/** Under the data folder: where it stands until it is whole. */
export const filedPartial = join('media', hash.slice(0, 2), `${hash}.partial`);

/** A name that is a hash is that of the bytes under it. What is half written has no such name. */
export function unsoundFiles(media: string): readonly string[] {
  if (!existsSync(media)) return [];
  return readdirSync(media).flatMap((folder) =>
    readdirSync(join(media, folder))
      .filter((name) => !name.endsWith('.partial'))
      .filter((name) => hashOf(join(media, folder, name)) !== name)
      .map((name) => `the file ${name} is another one than its name says`),
  );
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
