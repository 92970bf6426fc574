/** A home for each test of the file that imports this, opened before it and closed behind it, and what such tests ask it. */
import { afterEach, beforeEach } from 'vitest';
import { createHome, type Home, type HomeOptions } from './home.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export let home: Home;
beforeEach(() => begin());
afterEach(() => home.close());

/** Another one in its place, with the welcome heard. */
export async function begin(options: HomeOptions = {}): Promise<void> {
  await home?.close();
  home = await createHome({ memory: true, ...options });
  home.heard();
}

/** When a message is planned, in UTC to the second. */
export function planned(id: number): string {
  return new Date(home.message(id).plannedAt).toISOString().slice(0, 19);
}

/** What a phone got, in its order. */
export function texts(name: string): string[] {
  return home.world.inbox(name).map(({ text }) => text);
}

/** The same, each with its time of the day, UTC. */
export function arrivals(name: string): string[] {
  return home.world.inbox(name).map(({ at, text }) => `${new Date(at).toISOString().slice(11, 19)} ${text}`);
}
