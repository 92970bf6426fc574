/** What a situation of the gallery is made of. */
import type { Home, HomeOptions } from '../../sim/home.ts';

export interface Talk {
  readonly home: Home;
  says(text: string, quote?: string): Promise<void>;
  /** What the bot said elsewhere than in the owner's own chat. */
  also(text: string): void;
}

export interface Situation {
  readonly title: string;
  readonly options?: HomeOptions;
  talk(talk: Talk): Promise<void>;
}

export const minute = 60_000;
export const hour = 60 * minute;

export async function offline(home: Home, ms: number): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(ms);
  home.world.faults.restoreNetwork();
  await home.pass(20_000);
}

/** The next one that goes is handed over, does not arrive, and nobody confirms it. */
export async function doubt(home: Home): Promise<void> {
  home.world.faults.failWithoutNack(1);
  await home.pass(70_000);
}
