/** What happened, line by line, for whoever has to understand it. */
import type { Entry } from './world.ts';

export function storyOf(entries: readonly Entry[], said: string): string {
  const lines = entries.map((entry) => {
    switch (entry.kind) {
      case 'line':
        return `owner   ${entry.text}`;
      case 'handed':
        return `page    takes ${entry.waId}: ${entry.text}`;
      case 'stanza':
        return `server  has ${entry.waId}: ${entry.text}`;
      case 'ack':
        return `page    hears ack ${entry.ack} of ${entry.waId}`;
      case 'page':
        return `page    ${entry.generation} begins`;
      case 'life':
        return `bot     ${entry.what}`;
      default:
        return entry satisfies never;
    }
  });
  return [...lines, said.trim()].join('\n');
}
