/**
 * Hearing: each thing that WhatsApp reports, brought to the part that it concerns, in the turn in which it is reported.
 * What must be durable is committed before this returns.
 */
import type { CatchUp } from './catch-up.ts';
import type { Conversation } from './conversation.ts';
import { recordEcho } from './echo.ts';
import { isPastGrace } from './grace.ts';
import type { Ground } from './ground.ts';
import type { Intake } from './intake.ts';
import { createLogoutWatch } from './logout-watch.ts';
import type { Outages } from './outages.ts';
import { type Reaction, wordsOf } from './reaction.ts';
import type { Selftests } from './selftests.ts';
import { settleByAck, settleInDoubt } from './settle.ts';
import type { Teller } from './teller.ts';
import type { Unsends } from './unsends.ts';
import type { Watchdog } from './watchdog.ts';
import type { Account, Deletion, WhatsAppEvent } from './whatsapp.ts';

export interface Hearing {
  /**
   * Throws LedgerFault where something could not be recorded: it must then be read again. False: unless it is in the ledger,
   * nobody need know of it.
   */
  hear(event: WhatsAppEvent): boolean;
  /** Births and deaths of pages that could not be written when they were reported. */
  recordPages(): void;
  /** Of the latest connection; null before the first one. */
  account(): Account | null;
  /** The page that this process opened and that has not died. */
  livingPage(): string | null;
}

export interface HearingParts {
  readonly intake: Pick<Intake, 'take' | 'mayBecomeOwners'>;
  /** The control chats, each with all its ids. */
  readonly controlChats: () => readonly (readonly string[])[];
  /** Whether the owner deleted it, in a control chat. */
  readonly mayTakeBack: (deletion: Deletion) => boolean;
  readonly conversation: Pick<Conversation, 'revoked'>;
  readonly catchUp: Pick<CatchUp, 'heard' | 'undecrypted'>;
  readonly teller: Pick<Teller, 'acked'>;
  readonly outages: Pick<Outages, 'saw'>;
  readonly unsends: Pick<Unsends, 'deleted'>;
  readonly selftests: Pick<Selftests, 'saw' | 'ownerWrote'>;
  readonly watchdog: Pick<Watchdog, 'answered' | 'ownerWrote'>;
  readonly onQr: (code: string) => void;
  readonly onPairingCode: (code: string | null) => void;
  /** Of what ends after the turn. */
  readonly unrecorded: (fault: unknown) => void;
}

export function createHearing(ground: Ground, parts: HearingParts): Hearing {
  const { ledger, clock, log } = ground;
  const { breakerAfter } = ground.settings;
  const loggedOut = createLogoutWatch(ground);
  /** Births and deaths of pages that are not in the ledger yet, in their order. */
  const pages: Extract<WhatsAppEvent, { kind: 'page_born' | 'page_dead' }>[] = [];
  let account: Account | null = null;
  let livingPage: string | null = null;

  return { hear, recordPages, account: () => account, livingPage: () => livingPage };

  function hear(event: WhatsAppEvent): boolean {
    switch (event.kind) {
      case 'link':
        if (event.link.state === 'connected') account = event.link.account;
        if (event.link.state === 'blocked' && event.link.why === 'conflict') latchConflict();
        parts.outages.saw(event.link);
        loggedOut.saw(event.link);
        return true;
      case 'page_born':
      case 'page_dead':
        if (event.kind === 'page_born') livingPage = event.generation;
        else if (livingPage === event.generation) livingPage = null;
        pages.push(event);
        recordPages();
        return true;
      case 'inbound':
        if (!parts.intake.take(event.message, true)) return false;
        parts.watchdog.ownerWrote();
        parts.selftests.ownerWrote();
        parts.catchUp.heard(event.message);
        return true;
      case 'edited':
        parts.intake.take(event.message, true);
        return true;
      case 'echo':
        recordEcho(ground, event);
        return false;
      case 'revoked':
        parts.unsends.deleted(event.waId);
        parts.selftests.saw(event);
        if (parts.mayTakeBack(event)) void parts.conversation.revoked(event.waId).catch(parts.unrecorded);
        return true;
      case 'undecrypted':
        if (isControlChat(event.chatIds) && parts.intake.mayBecomeOwners(event))
          parts.catchUp.undecrypted(event.chatIds, event.at);
        return true;
      case 'ack':
        if (event.ack !== 0) parts.watchdog.answered();
        acked(event.waId, event.ack);
        return false;
      case 'reaction':
        parts.selftests.saw(event);
        reacted(event);
        return true;
      case 'qr':
        parts.onQr(event.code);
        return true;
      case 'pairing_code':
        parts.onPairingCode(event.code);
        return true;
      default:
        return event satisfies never;
    }
  }

  function reacted(reaction: Reaction): void {
    const words = wordsOf(ledger, reaction, clock.now());
    // Its time is that of the phone, which says nothing of our clock.
    if (words !== null) parts.intake.take(words, false);
  }

  function isControlChat(chatIds: readonly string[]): boolean {
    return parts
      .controlChats()
      .flat()
      .some((id) => chatIds.includes(id));
  }

  /** A page that the ledger does not know cannot be given anything: what could not be written comes first the next time. */
  function recordPages(): void {
    for (let [page] = pages; page !== undefined; [page] = pages) {
      const { kind, generation } = page;
      if (kind === 'page_born') ledger.write((tx) => tx.pageBorn(generation, clock.now()));
      else pageDied(generation);
      pages.shift();
    }
  }

  function acked(waId: string, ack: number): void {
    if (parts.teller.acked(waId, ack)) return;
    if (ledger.byReservedId(waId) === null) return;
    log.info({ waId, ack }, 'ack');
    ledger.write((tx) => {
      const message = tx.byReservedId(waId);
      if (message === null) return;
      settleByAck({ tx, tell: ground.tell, at: clock.now(), breakerAfter }, message, ack, 'ack');
    });
  }

  /** What that page had taken and nobody confirmed is in doubt; the hand-over in hand gets its own answer. */
  function pageDied(generation: string): void {
    const at = clock.now();
    ledger.write((tx) => {
      tx.pageDied(generation, at);
      const settling = { tx, tell: ground.tell, at, breakerAfter };
      const late = tx
        .messages({ statuses: ['in_doubt'] })
        .filter(
          (message) => isPastGrace(message, at) && tx.attempt(message.id)?.pageGeneration === generation,
        );
      if (late.length > 0) ground.tell(tx, { kind: 'kept_from_leaving_late', messages: late }, at);
      for (const message of tx.messages({ statuses: ['sending'] })) {
        const attempt = tx.attempt(message.id);
        if (attempt?.pageGeneration === generation && attempt.handedAt !== null)
          settleInDoubt(settling, message.id, 'page_gone', 'connection_broke');
      }
    });
  }

  /** Somebody else uses the account's web session: no more sends until the owner says so. */
  function latchConflict(): void {
    const at = clock.now();
    ledger.write((tx) => {
      if (tx.latch('breaker') !== null) return;
      tx.setLatch({ name: 'breaker', setAt: at, why: 'conflict' });
      ground.tell(tx, { kind: 'latched', why: 'conflict' }, at);
    });
  }
}
