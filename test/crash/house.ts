/**
 * A data folder in which a bot was linked, has greeted its owner and ended in order. Most nights begin in a copy of it:
 * what a very first start does is the same in all of them, and has a night of its own.
 */
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playScenario } from './play.ts';
import type { Scenario } from './scenarios.ts';

export interface House {
  readonly dataDir: string;
  readonly worldFile: string;
  /** The bot's clock when it ended, ms. */
  readonly endedAt: number;
  remove(): void;
}

const linking: Scenario = {
  name: 'linking',
  fromNothing: true,
  play: () => Promise.resolve(),
  delivers: [],
};

export async function openHouse(launcher: string): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-house-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const dataDir = join(folder, 'house');
  const worldFile = join(folder, 'world.jsonl');
  let endedAt = 0;
  const { problems, story } = await playScenario(linking, {
    launcher,
    house: null,
    killAt: 0,
    lateAcks: true,
    onEnd(from, world, now) {
      cpSync(from, dataDir, { recursive: true });
      copyFileSync(world, worldFile);
      endedAt = now;
    },
  });
  if (problems.length > 0) throw new Error(`no house to begin in: ${problems.join('; ')}\n${story}`);
  return { dataDir, worldFile, endedAt, remove };
}
