/**
 * Claiming a group as a control chat. The machine that the bot runs on shows a code once; an owner writes it into the
 * group. Both are needed: whoever reads the terminal is no owner, and an owner's account alone makes no group command.
 * A try is committed before the code is compared, so that no kill gives it back.
 */
import { keepControlGroup } from './control-group.ts';
import { markFrom } from './control-mark.ts';
import type { Ground } from './ground.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import type { Inbound } from './whatsapp.ts';

export interface GroupCode {
  /** To be shown once, and to nobody but whoever asked for it. */
  readonly code: string;
  /** From then on it is no good, ms. */
  readonly until: number;
}

/** Why a code that an owner wrote claimed nothing. `left`: tries that remain. */
export type CodeRefusal =
  | { readonly why: 'wrong'; readonly left: number }
  | { readonly why: 'spent' }
  | { readonly why: 'expired' };

/** What the owner is told of it, and where. */
export type ClaimNews =
  | { readonly kind: 'group_claimed'; readonly group: string }
  /** Told where notices went before. */
  | { readonly kind: 'commanded_by_group'; readonly home: string; readonly instead: boolean }
  | { readonly kind: 'code_refused'; readonly home: string; readonly refusal: CodeRefusal };

/** An owner's words in a group. */
export interface Offer {
  readonly message: Pick<Inbound, 'waId' | 'text' | 'at'>;
  readonly group: string;
  /** The owner's number, E.164. */
  readonly by: string;
  /** The owner's own control chat: a group that commands nothing is not answered. */
  readonly home: string;
  /** Another group commands already. */
  readonly instead: boolean;
}

export interface GroupClaim {
  /** A new code, in place of an earlier one. */
  open(): GroupCode;
  /** True where these words offered a code: then they are no command. */
  offered(offer: Offer): boolean;
}

/** What nobody confuses when it is copied by hand: no 0 and O, no 1, I and L. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;
const lifeMs = 10 * 60_000;
const tries = 5;

/** Under this key: the code that is good now. */
const codeKey = 'group_code';

interface OpenCode extends GroupCode {
  readonly from: number;
  /** What was tried, by message and words: what WhatsApp reports again is no further try. */
  readonly tried: readonly string[];
}

export function createGroupClaim({
  ledger,
  clock,
  chance,
  tell,
  log,
}: Pick<Ground, 'ledger' | 'clock' | 'chance' | 'tell' | 'log'>): GroupClaim {
  return {
    open() {
      const from = clock.now();
      const made = { code: newCode((to) => chance.between(0, to)), until: from + lifeMs };
      ledger.write((tx) => keep(tx, { ...made, from, tried: [] }));
      return made;
    },
    offered(offer) {
      const typed = codeIn(offer.message.text);
      const open = openCode(ledger);
      if (typed === null || open === null) return false;
      const trial = `${offer.message.waId} ${typed}`;
      if (open.tried.includes(trial)) return true;
      const now = clock.now();
      // A clock that was set back must not make a code last.
      if (now < open.from || now >= open.until) return refuse(offer, { why: 'expired' });
      if (open.tried.length >= tries) return refuse(offer, { why: 'spent' });
      const tried = [...open.tried, trial];
      ledger.write((tx) => keep(tx, { ...open, tried }));
      if (isSame(typed, open.code)) return claim(offer);
      const left = tries - tried.length;
      return refuse(offer, left > 0 ? { why: 'wrong', left } : { why: 'spent' });
    },
  };

  function claim({ message, group, by, home, instead }: Offer): true {
    const at = clock.now();
    ledger.write((tx) => {
      keep(tx, null);
      keepControlGroup(tx, { chatId: group, claimedAt: message.at, claimWaId: message.waId, by });
      markFrom(tx, [group], message.at);
      tell(tx, { kind: 'group_claimed', group }, at);
      tell(tx, { kind: 'commanded_by_group', home, instead }, at);
    });
    log.warn({ waId: message.waId }, 'a group was claimed as a control chat');
    return true;
  }

  function refuse({ message, home }: Offer, refusal: CodeRefusal): true {
    ledger.write((tx) => {
      if (refusal.why !== 'wrong') keep(tx, null);
      tell(tx, { kind: 'code_refused', home, refusal }, clock.now());
    });
    log.warn({ waId: message.waId, why: refusal.why }, 'a code for a group was refused');
    return true;
  }
}

function openCode(ledger: LedgerReads): OpenCode | null {
  const kept = ledger.setting(codeKey);
  return kept === null ? null : (JSON.parse(kept) as OpenCode);
}

function keep(tx: LedgerWrites, code: OpenCode | null): void {
  tx.set(codeKey, code === null ? null : JSON.stringify(code));
}

/** Some 49 bits: five tries of ten minutes find nothing. */
function newCode(below: (to: number) => number): string {
  for (;;) {
    const code = Array.from({ length: codeLength }, () => letters[below(letters.length - 1)]).join('');
    // Of both kinds, so that no word and no number that somebody writes is taken for one.
    if (isCode(code)) return code;
  }
}

function isCode(text: string): boolean {
  const known = text.length === codeLength && [...text].every((letter) => letters.includes(letter));
  return known && /\d/.test(text) && /[A-Z]/.test(text);
}

/** The code alone, or whatever stands behind `/claim`; null where neither is meant. */
function codeIn(text: string): string | null {
  const asked = /^\s*[/!／]\s*claim\b(?<code>.*)$/isu.exec(text)?.groups?.code;
  const typed = (asked ?? text).replace(/[\s-]/g, '').toUpperCase();
  if (asked !== undefined) return typed.slice(0, 2 * codeLength);
  return isCode(typed) ? typed : null;
}

/** In the same time wherever they differ. */
function isSame(typed: string, code: string): boolean {
  let difference = typed.length ^ code.length;
  for (let place = 0; place < code.length; place++)
    difference |= code.charCodeAt(place) ^ (typed.charCodeAt(place) || 0);
  return difference === 0;
}
