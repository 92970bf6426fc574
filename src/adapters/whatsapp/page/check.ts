import type { Part } from '../parts.ts';
import type { PageWindow } from './window.ts';

export interface Checked {
  /** As WhatsApp Web calls its build; null while its program is not there. */
  readonly version: string | null;
  /** The parts that are not there, each named as far as it is missing: the whole module, or a member of it. */
  readonly lacking: readonly Part[];
}

/**
 * Runs in the page: looks for each part by its name, and makes one key as a hand-over would, since a key of another make
 * would be found only when a message is at stake. Nothing is called that WhatsApp could hear of.
 */
export function check(parts: readonly Part[]): Checked {
  const page = window as unknown as PageWindow;
  const version = page.Debug?.VERSION ?? null;
  /** The name up to the first piece that is missing; null when all of it is there. */
  const missing = (name: string): string | null => {
    const [module = '', ...members] = name.split('.');
    let found: unknown;
    try {
      found = (page.require as (name: string) => unknown)(module);
    } catch {
      found = undefined;
    }
    const seen = [module];
    for (const member of members) {
      if (found === undefined || found === null) break;
      seen.push(member);
      try {
        found = (found as Record<string, unknown>)[member];
      } catch {
        found = undefined;
      }
    }
    return found === undefined || found === null ? seen.join('.') : null;
  };
  const lacking = new Map<string, Part>();
  for (const { need, name } of parts) {
    const absent = missing(name);
    if (absent !== null) lacking.set(`${need} ${absent}`, { need, name: absent });
  }

  const groupMembers = 'WAWebCollections.GroupMetadata.serialize';
  const trial = '3EB0000000000000000000';
  const makesKeys = (): boolean => {
    try {
      const me = page.require('WAWebUserPrefsMeUser').getMaybeMePnUser();
      if (!me) return true;
      const Key = page.require('WAWebMsgKey');
      const key = new Key({ from: me, to: me, id: trial, participant: undefined, selfDir: 'out' });
      return key.id === trial && key.fromMe === true && key.toString().includes(trial);
    } catch {
      return false;
    }
  };
  if (version !== null && lacking.size === 0 && !makesKeys())
    lacking.set('send WAWebMsgKey', { need: 'send', name: 'WAWebMsgKey' });

  // Of a group that is loaded, since a collection does not say what its models can do. Where none is, nothing is missed.
  const readsGroups = (): boolean => {
    try {
      const chats = page.require('WAWebCollections').Chat.getModelsArray();
      const group = chats.find(({ groupMetadata }) => groupMetadata !== undefined)?.groupMetadata;
      return group === undefined || typeof group.serialize === 'function';
    } catch {
      return true;
    }
  };
  if (version !== null && !readsGroups())
    lacking.set('recipients serialize', { need: 'recipients', name: groupMembers });
  return { version, lacking: [...lacking.values()] };
}
