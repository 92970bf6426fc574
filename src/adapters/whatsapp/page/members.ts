import type { Members } from '../../../core/whatsapp.ts';
import type { PageWindow } from './window.ts';

/** Runs in the page: who is in a group, each with every id that is known. */
export function members(groupId: string): Members {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  if (own === undefined) return { kind: 'unreachable' };
  const [wid] = own.siblings([groupId]);
  if (wid === undefined || page.require('WAWebCollections').Chat.get(wid) === undefined)
    return { kind: 'no_such_group' };
  const ids = own.members(wid).map(({ id }) => own.text(id));
  // The page learns who is in a group a while after its chat: an empty one is not known yet.
  return ids.length === 0
    ? { kind: 'unreachable' }
    : { kind: 'members', ids: own.siblings(ids).map(own.text) };
}
