/**
 * In which chat a notice is told: the one that it answers, else the control group, else the owner's own. A group in which
 * nobody would read it, or which commands no more, hears nothing: then it goes to the owner's own chat, which says so once.
 */
import { isGroupLost, noteGroupLost } from './control-group.ts';
import type { Ground } from './ground.ts';
import type { Intake } from './intake.ts';
import { isGroup, type Ownership, ownIds } from './owner.ts';
import type { Account } from './whatsapp.ts';

/** Nobody is left in the group who could hear the bot, or whom it could hear. */
export type GroupNews = { readonly kind: 'group_lost'; readonly home: string };

/**
 * `asked`: the chat that the notice names; null: none. `again`: it was told there before, and nobody confirmed it. Null
 * before the first link.
 */
export type NoticeChat = (asked: string | null, again: boolean) => Promise<string | null>;

export function createNoticeChat(
  { ledger, whatsapp, clock, log, tell }: Pick<Ground, 'ledger' | 'whatsapp' | 'clock' | 'log' | 'tell'>,
  intake: Pick<Intake, 'ownership' | 'home'>,
): NoticeChat {
  return async (asked, again) => {
    const present = intake.ownership();
    const home = intake.home();
    const group = present?.group ?? null;
    const wanted = asked ?? group ?? home;
    if (present === null || home === null || wanted === null || !isGroup(wanted)) return wanted;
    if (wanted !== group || again) return home;
    return (await isInhabited(group, present, home)) ? group : home;
  };

  /** Whether both the bot and an owner are in it; where WhatsApp does not say, as it was. */
  async function isInhabited(group: string, present: Ownership, home: string): Promise<boolean> {
    const link = whatsapp.link();
    const reading = await whatsapp.members(group);
    const wasLost = isGroupLost(ledger);
    if (link.state !== 'connected' || reading.kind === 'unreachable') return !wasLost;
    const ids = reading.kind === 'members' ? reading.ids : [];
    const isIn = (them: readonly string[]): boolean => them.some((id) => ids.includes(id));
    const isLost = !isIn(ownIds(link.account)) || !idsOfOwners(present, link.account).some(isIn);
    if (isLost === wasLost) return !isLost;
    log.warn({}, isLost ? 'the control group is lost' : 'the control group is there again');
    ledger.write((tx) => {
      noteGroupLost(tx, isLost ? clock.now() : null);
      if (isLost) tell(tx, { kind: 'group_lost', home }, clock.now());
    });
    return !isLost;
  }
}

function idsOfOwners(ownership: Ownership, account: Account): readonly (readonly string[])[] {
  if (ownership.kind === 'self') return [ownIds(account)];
  return ownership.owners.map(({ chatId, lid }) => (lid === null ? [chatId] : [chatId, lid]));
}
