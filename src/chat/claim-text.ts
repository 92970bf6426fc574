/** What the owner hears about who may command: a group that was claimed or is lost, a code, another account. */
import type { ClaimNews, CodeRefusal, GroupCode } from '../core/group-claim.ts';
import type { GroupNews } from '../core/notice-chat.ts';
import type { OwnerNews } from '../core/owner-watch.ts';

/** `chatId`: where it is told. */
export function ownershipWords(news: ClaimNews | GroupNews | OwnerNews): {
  readonly text: string;
  readonly chatId: string;
} {
  switch (news.kind) {
    case 'group_claimed':
      return {
        chatId: news.group,
        text: '✅ This group now commands me.\nI listen to my owners here, to nobody else.\nEverybody in it reads my answers\nand what I send to whom. /help\n/unclaim ends it.',
      };
    case 'commanded_by_group':
      return {
        chatId: news.home,
        text: `ℹ️ A group now commands me too${news.instead ? ',\nin place of the one before' : ''}.\nWhat I have to say unasked, I say there.\nThat was not you? /stop, then look who\ncan read the screen of my machine.`,
      };
    case 'code_refused':
      return { chatId: news.home, text: refusalText(news.refusal) };
    case 'group_lost':
      return {
        chatId: news.home,
        text: '⚠️ In the group that commands me\nyou and I are not together any more.\nFrom now on I tell you everything here.',
      };
    case 'other_lid':
      return {
        chatId: news.home,
        text: `⚠️ Another account wrote as …${news.phone.slice(-4)}.\nI did not listen, and will not.\nA number of yours that changed hands?\nTake it out of OWNERS. Still yours, with a\nnew account? Start me once without it.`,
      };
    default:
      return news satisfies never;
  }
}

/** For the terminal of the machine that the bot runs on, and nowhere else. */
export function groupCodeText({ code, until }: GroupCode, now: number): string {
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
  return `Code for a control group: ${code}\nWrite it into the group yourself, as an owner, within ${minutes} min. Everybody there will read what Sendonce says.`;
}

function refusalText(refusal: CodeRefusal): string {
  switch (refusal.why) {
    case 'wrong':
      return `🚫 That was not the code for a group.\n${refusal.left} ${refusal.left === 1 ? 'try' : 'tries'} left. Compare it with my screen.`;
    case 'spent':
      return '🚫 That was not the code, five times.\nIt is void. A new one: sendonce group-code';
    case 'expired':
      return '🚫 That code for a group is too old:\nit lasts ten minutes.\nA new one: sendonce group-code';
    default:
      return refusal satisfies never;
  }
}
