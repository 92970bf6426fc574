/**
 * Echoes: new messages of this account's own, as the page shows them. Most are our own hand-overs seen from inside. One
 * under an id of ours that cannot be that was sent by somebody else with our ids, another copy of the data folder: it is
 * evidence for a message that had not gone, and a second delivery of one that had.
 */
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { LedgerReads } from './ledger.ts';
import type { Chat, Message } from './message.ts';
import { phoneChatId } from './owner.ts';
import { type Settling, settleByAck, trip } from './settle.ts';
import type { WhatsAppEvent } from './whatsapp.ts';

export type Echo = Extract<WhatsAppEvent, { kind: 'echo' }>;

/** Our clock and WhatsApp's may be a minute apart, and its times have whole seconds. */
const skewMs = 2 * 60_000;

export function recordEcho(ground: Ground, echo: Echo): void {
  const { ledger, clock, tell, settings, log } = ground;
  if (meaningOf(ledger, echo) === 'nothing') return;
  log.warn({ waId: echo.waId, ack: echo.ack }, 'an id of ours came from outside');
  const at = clock.now();
  ledger.write((tx) => {
    const settling: Settling = { tx, tell, at, breakerAfter: settings.breakerAfter };
    const message = tx.byReservedId(echo.waId);
    if (meaningOf(tx, echo) === 'second')
      trip(settling, 'second_delivery', message === null ? [] : [message.id]);
    else if (message?.status === 'scheduled') holdScheduled(settling, [message], 'known_id');
    else if (message !== null) settleByAck(settling, message, echo.ack, 'ack');
  });
}

/** `nothing`: our own hand-over, or one that says nothing new. */
function meaningOf(ledger: LedgerReads, echo: Echo): 'nothing' | 'evidence' | 'second' {
  const message = ledger.byReservedId(echo.waId);
  if (message === null) return isStrayNotice(ledger, echo) ? 'second' : 'nothing';
  if (ledger.attempt(message.id) === null) {
    // It has not gone from here. Whoever sends under its id, and wherever to, it must not go after that.
    return message.status === 'scheduled' || !isElsewhere(idsOf(message.chat), echo) ? 'evidence' : 'nothing';
  }
  if (isElsewhere(idsOf(message.chat), echo) || isLaterThanSent(message, echo)) return 'second';
  return echo.ack === 0 || message.status === 'sent' ? 'nothing' : 'evidence';
}

/** The same message reported again, after a reload or under its other id, bears the time of the first. */
function isLaterThanSent(message: Message, { at }: Echo): boolean {
  return message.status === 'sent' && message.ack !== null && at > message.changedAt + skewMs;
}

function isStrayNotice(ledger: LedgerReads, echo: Echo): boolean {
  const notice = ledger.noticeByWaId(echo.waId);
  const telling = notice && ledger.tellings(notice.id).find(({ reservedId }) => reservedId === echo.waId);
  return telling ? isElsewhere([telling.chatId], echo) : false;
}

/**
 * Certainly in another chat than the one with these ids. A person's number and LID are one chat, and the page does not
 * always know that: a number here and a LID there say nothing, two numbers or two LIDs do, and so does a group.
 */
function isElsewhere(ids: readonly string[], { chatIds }: Echo): boolean {
  if (ids.some((id) => chatIds.includes(id))) return false;
  const kindOf = (id: string): string => id.slice(id.lastIndexOf('@'));
  const groups = (all: readonly string[]): boolean => all.some((id) => kindOf(id) === '@g.us');
  return (
    groups(ids) || groups(chatIds) || ids.some((id) => chatIds.some((other) => kindOf(id) === kindOf(other)))
  );
}

/** Every id of a chat: the page may know it by another one than it was sent to. */
function idsOf({ chatId, lid, phone }: Chat): readonly string[] {
  return [chatId, ...(lid === null ? [] : [lid]), ...(phone === null ? [] : [phoneChatId(phone)])];
}
