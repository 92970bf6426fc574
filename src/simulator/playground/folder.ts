/**
 * The playground's own data folder, marked as such. The bot in it is linked to a world that does not exist; a folder with
 * a real session must never be led there, since WhatsApp Web would find itself logged out and erase it.
 */
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const marker = 'playground.json';

export interface PlaygroundFolder {
  /** `DATA_DIR` of the bot. */
  readonly bot: string;
  /** The simulated world. */
  readonly world: string;
  /** How far the world's clock was set ahead of the machine's. */
  readonly clock: string;
  /** What the bot writes to its standard output and error. */
  readonly log: string;
}

/** The folder holds things, and no mark says that the playground made them. */
export class NotOurFolder extends Error {
  constructor(folder: string, found: string) {
    super(
      `${folder} holds "${found}", which the playground did not make, so it is left alone. Give it an empty folder: DATA_DIR=./another npm run playground`,
    );
    this.name = 'NotOurFolder';
  }
}

/** Makes the folder (0700), or takes one that an earlier playground made. Throws `NotOurFolder`. */
export function claimFolder(path: string): PlaygroundFolder {
  mkdirSync(resolve(path), { recursive: true, mode: 0o700 });
  // The browser is found again by its profile's path, so links in the path are followed here, once.
  const folder = realpathSync(path);
  if (!existsSync(join(folder, marker))) {
    // A volume's root is made with `lost+found` in it by the file system.
    const found = readdirSync(folder).find((name) => name !== 'lost+found');
    if (found !== undefined) throw new NotOurFolder(folder, found);
    writeFileSync(join(folder, marker), `${JSON.stringify({ madeBy: 'sendonce playground' })}\n`, {
      mode: 0o600,
    });
  }
  const bot = join(folder, 'bot');
  mkdirSync(bot, { recursive: true, mode: 0o700 });
  return {
    bot,
    world: join(folder, 'world.json'),
    clock: join(folder, 'clock.json'),
    log: join(folder, 'bot.log'),
  };
}
