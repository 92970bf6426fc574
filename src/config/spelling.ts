/** Variables that look like a slip for one of ours. They may belong to another program, so they are only pointed out. */
import { distance } from '../chat/fold.ts';

export interface Notice {
  readonly name: string;
  readonly nearest: string;
}

export function misspelt(found: readonly string[], ours: readonly string[]): readonly Notice[] {
  const notices: Notice[] = [];
  for (const name of found) {
    if (ours.includes(name)) continue;
    const nearest = ours.find((our) => {
      const limit = our.length < 8 ? 1 : 2;
      return distance(name, our, limit) <= limit;
    });
    if (nearest !== undefined) notices.push({ name, nearest });
  }
  return notices;
}

/** One line for each. */
export function formatNotices(notices: readonly Notice[]): string {
  return notices.map(({ name, nearest }) => `${name} is not a setting. Is ${nearest} meant?`).join('\n');
}
