/**
 * The recipients of what is due soon, looked at once more: a message armed months ago may stand for a number that
 * somebody else has by now. What would reach another account, or nobody, is held, and the owner asked, once for the same
 * finding. WhatsApp's silence is no finding: it holds nothing, and keeps nothing from going.
 */
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { LedgerReads } from './ledger.ts';
import type { Chat, Message } from './message.ts';
import { type AccountOf, barriers, isOtherAccount, type RecipientReading } from './recipient.ts';

export interface RecipientWatch {
  /** Before anything that is overdue goes: everything due within the lead, until WhatsApp does not answer. */
  soon(connection: number): Promise<void>;
  /** One recipient; returns when to look at the next one, or null when there is none. */
  step(connection: number | null): Promise<number | null>;
}

/** Early enough to ask the owner, late enough that little can change again. */
const leadMs = 120_000;
/** Several messages to one chat are one question to WhatsApp, which counts questions. */
const freshMs = 10 * 60_000;
const silentMs = 30_000;
const atMost = 100;

/** Under this key: what the owner was asked about this recipient, as it was found. */
const askedKey = (id: number): string => `recipient_asked:${id}`;
/** Under this key: the name that the owner was told this chat has now. */
const renamedKey = (chatId: string): string => `recipient_renamed:${chatId}`;
const keyOf = ({ chatId, lid, phone }: Chat): string => `${chatId} ${lid} ${phone}`;

export function createRecipientWatch(ground: Ground): RecipientWatch {
  const { ledger, whatsapp, clock } = ground;
  let connection = 0;
  /** When each chat was last looked at, by the monotonic clock. */
  let looked = new Map<string, number>();
  let silentUntil = 0;

  const begin = (present: number): void => {
    if (connection === present) return;
    connection = present;
    looked = new Map();
    silentUntil = 0;
  };
  const due = (): readonly Message[] => {
    const plannedBefore = clock.now() + leadMs;
    const first = ledger.nextPlanned(0);
    // Mostly there are none, and a step comes with every event.
    if (first === null || first >= plannedBefore) return [];
    return ledger
      .messages({ statuses: ['scheduled'], plannedBefore, dry: false, order: 'planned', limit: atMost })
      .filter(({ chat }) => chat.kind !== 'self');
  };
  const next = (): Message | undefined =>
    due().find(({ chat }) => {
      const at = looked.get(keyOf(chat));
      return at === undefined || clock.monotonic() - at >= freshMs;
    });

  /** False when WhatsApp says nothing. */
  async function look(chat: Chat): Promise<boolean> {
    const reading = await whatsapp.recipient(chat);
    if (reading.kind === 'unreachable' || reading.kind === 'unable') {
      silentUntil = clock.monotonic() + silentMs;
      return false;
    }
    looked.set(keyOf(chat), clock.monotonic());
    // Read again: since then they may have been cancelled, or have gone.
    judge(
      due().filter((message) => keyOf(message.chat) === keyOf(chat)),
      chat,
      reading,
    );
    return true;
  }

  function judge(messages: readonly Message[], armed: Chat, reading: RecipientReading): void {
    const finding = findingOf(armed, reading);
    const at = clock.now();
    if (finding === null) {
      if (reading.kind === 'reachable') tellName(messages, armed, reading.chat.name, at);
      return;
    }
    const asked = JSON.stringify(finding);
    const unasked = messages.filter(({ id }) => ledger.setting(askedKey(id)) !== asked);
    // What comes due under a stop is asked about at the resume.
    if (unasked.length === 0 || ledger.latch('stopped') !== null) return;
    const reason = finding.barrier === null ? 'recipient_changed' : 'recipient_unreachable';
    ledger.write((tx) => {
      for (const { id } of unasked) tx.set(askedKey(id), asked);
      holdScheduled({ tx, tell: ground.tell, at }, unasked, reason, finding.barrier);
    });
  }

  /** Only told, once for each name: the account is the same. */
  function tellName(messages: readonly Message[], armed: Chat, name: string, at: number): void {
    const isNew = name !== armed.name && armed.name !== armed.phone && name !== armed.phone;
    if (!isNew || messages.length === 0 || ledger.setting(renamedKey(armed.chatId)) === name) return;
    ledger.write((tx) => {
      tx.set(renamedKey(armed.chatId), name);
      ground.tell(tx, { kind: 'renamed', messages, name }, at);
    });
  }

  return {
    async soon(present) {
      begin(present);
      for (let message = next(); message !== undefined; message = next())
        if (!(await look(message.chat))) return;
    },
    async step(present) {
      if (present === null) return null;
      begin(present);
      const wait = silentUntil - clock.monotonic();
      if (wait > 0) return clock.now() + wait;
      const message = next();
      if (message !== undefined) return (await look(message.chat)) ? clock.now() : clock.now() + silentMs;
      const beyond = clock.now() + leadMs - 1;
      const first = ledger.nextPlanned(0);
      const later = first === null || first > beyond ? first : ledger.nextPlanned(beyond);
      return later === null ? null : later - leadMs + 1;
    },
  };
}

interface Finding extends AccountOf {
  readonly barrier: (typeof barriers)[number] | null;
}

/** What the owner is to be asked about; null: the account is there, and the same. */
function findingOf(armed: Chat, reading: RecipientReading): Finding | null {
  if (reading.kind === 'reachable') {
    const { lid, phone } = reading.chat;
    return isOtherAccount(armed, reading.chat) ? { barrier: null, lid, phone } : null;
  }
  const barrier = barriers.find((one) => one === reading.kind);
  return barrier === undefined ? null : { barrier, lid: armed.lid, phone: armed.phone };
}

/** What stood in the way of this message's recipient when the owner was asked; null: nothing did. */
export function barrierBefore(ledger: LedgerReads, id: number): Finding['barrier'] {
  const asked = ledger.setting(askedKey(id));
  return asked === null ? null : (JSON.parse(asked) as Finding).barrier;
}

/** The account that this message may reach: the one it was armed for, or the one about which the owner was asked since. */
export function accountFor(ledger: LedgerReads, { id, chat }: Message): AccountOf {
  const asked = ledger.setting(askedKey(id));
  const { lid, phone } = asked === null ? chat : (JSON.parse(asked) as Finding);
  return { lid, phone };
}
