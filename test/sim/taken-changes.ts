/** What the server and the phones make of deletions for everyone, edits and reactions. */

/** `id` is its own, `target` the message's. */
export interface Change {
  readonly id: string;
  readonly kind: 'revoke' | 'edit' | 'reaction';
  readonly target: string;
  readonly chatId: string;
  /** The new words, or the emoji. */
  readonly text: string;
}

/**
 * Deletions for everyone: shown by the page once the server took them · before it is asked · the same, and the server
 * never answers and no phone hears of it · refused by the server.
 */
export type Revokes = 'normal' | 'optimistic' | 'lost' | 'refused';

/** What one phone received, and what became of it. */
export interface Received {
  readonly waId: string;
  readonly text: string;
  readonly at: number;
  readonly group: string | null;
  /** The hash of the file that came with it. */
  readonly file: string | null;
  deleted: boolean;
  editedTo: string | null;
  reaction: string | null;
}

interface OwnLine {
  readonly waId: string;
  text: string;
  revoked: boolean;
  reaction?: string | null;
}

export interface TakenChanges {
  revokes: Revokes;
  /** Whether the server takes it; null: it never answers. One that it has taken changes nothing more. */
  take(change: Change, at: number): boolean | null;
  all(): readonly (Change & { readonly at: number })[];
  /** What pages have asked of the server, whatever became of it, each once. */
  asked(): readonly Change[];
}

export function createTakenChanges(
  inboxes: ReadonlyMap<string, readonly Received[]>,
  control: readonly OwnLine[],
): TakenChanges {
  const all: (Change & { readonly at: number })[] = [];
  const asked = new Map<string, Change>();

  const apply = ({ kind, target, text }: Change): void => {
    const reaction = text === '' ? null : text;
    for (const received of [...inboxes.values()].flat().filter(({ waId }) => waId === target)) {
      if (kind === 'revoke') received.deleted = true;
      if (kind === 'edit') received.editedTo = text;
      if (kind === 'reaction') received.reaction = reaction;
    }
    for (const line of control.filter(({ waId }) => waId === target)) {
      if (kind === 'revoke') line.revoked = true;
      if (kind === 'edit') line.text = text;
      if (kind === 'reaction') line.reaction = reaction;
    }
  };

  const taken: TakenChanges = {
    revokes: 'normal',
    all: () => all,
    asked: () => [...asked.values()],
    take(change, at) {
      asked.set(change.id, change);
      if (change.kind === 'revoke' && taken.revokes === 'lost') return null;
      if (change.kind === 'revoke' && taken.revokes === 'refused') return false;
      if (!all.some(({ id }) => id === change.id)) {
        all.push({ ...change, at });
        apply(change);
      }
      return true;
    },
  };
  return taken;
}
