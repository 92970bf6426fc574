/**
 * Watching who is behind the owners' numbers. The LID behind a number is pinned at first contact: a number that comes
 * with another one belongs to another account now, which is refused, told once and no longer written to.
 */
import type { Ground } from './ground.ts';
import { type Owner, phoneChatId } from './owner.ts';
import type { Inbound } from './whatsapp.ts';

/** Another account than the pinned one has an owner's number. `home`: where to tell it; null: wherever notices go. */
export type OwnerNews = { readonly kind: 'other_lid'; readonly phone: string; readonly home: string };

export interface OwnerWatch {
  owners(): readonly Owner[];
  /** Asks WhatsApp for each owner, once in an hour of connection, who has that number now. */
  meet(): Promise<void>;
  /** First contact of an owner's number: the LID that WhatsApp shows with it is the one from now on. */
  pin(message: Pick<Inbound, 'chatIds' | 'authorIds'>): void;
  /** An owner's number was seen with these ids of another account. */
  sawOther(phone: string, ids: readonly string[]): void;
  /** The id to write to an owner under: the first one whose number is still their own. */
  home(): string | null;
}

const hourMs = 60 * 60_000;
/** Under this key the LID behind an owner's number is pinned at first contact. */
const lidKey = (phone: string): string => `owner_lid:${phone}`;
/** The other LIDs with which that number has come and that were told, as a list. */
const toldKey = (phone: string): string => `other_lids_told:${phone}`;
/** The numbers of the last start: of one that is an owner's no more the pin is taken off. */
const ownersKey = 'owners';

/** `numbers`: E.164; empty when the linked account itself is the owner. */
export function createOwnerWatch(
  { ledger, whatsapp, clock, log, tell }: Pick<Ground, 'ledger' | 'whatsapp' | 'clock' | 'log' | 'tell'>,
  numbers: readonly string[],
): OwnerWatch {
  /** By number: the id that WhatsApp gives for sending to that owner, and when it was asked, by the monotonic clock. */
  const met = new Map<string, { readonly chatId: string; readonly at: number }>();
  /** Numbers that another account has now. */
  const lost = new Set<string>();

  const known = (phone: string): Owner => ({
    phone,
    chatId: phoneChatId(phone),
    lid: ledger.setting(lidKey(phone)),
  });
  const owners = (): readonly Owner[] => numbers.map(known);

  function home(): string | null {
    const all = owners();
    const own = all.find(({ phone }) => !lost.has(phone));
    if (own !== undefined) return met.get(own.phone)?.chatId ?? own.chatId;
    // Whoever has the number now must not read what the owner is told: the pinned account alone does.
    return all[0]?.lid ?? all[0]?.chatId ?? null;
  }

  function sawOther(phone: string, ids: readonly string[]): void {
    const pinned = known(phone).lid;
    if (pinned !== null) lost.add(phone);
    const lids = ids.filter((id) => id.endsWith('@lid') && id !== pinned);
    const told = JSON.parse(ledger.setting(toldKey(phone)) ?? '[]') as readonly string[];
    const fresh = lids.filter((lid) => !told.includes(lid));
    const where = home();
    if (fresh.length === 0 || where === null) return;
    log.warn({}, 'an owner number came with another LID than the pinned one: refused');
    ledger.write((tx) => {
      tx.set(toldKey(phone), JSON.stringify([...told, ...fresh]));
      tell(tx, { kind: 'other_lid', phone, home: where }, clock.now());
      tx.raise('other_lid', clock.now());
    });
  }

  /** What is not an owner's any more may come back as the number of another account. */
  function unpinFormer(): void {
    const now = numbers.join(',');
    const before = ledger.setting(ownersKey);
    if ((before ?? '') === now) return;
    const former = (before ?? '').split(',').filter((phone) => phone !== '' && !numbers.includes(phone));
    ledger.write((tx) => {
      tx.set(ownersKey, now === '' ? null : now);
      for (const phone of former) for (const key of [lidKey(phone), toldKey(phone)]) tx.set(key, null);
    });
  }

  return {
    owners,
    home,
    sawOther,
    async meet() {
      unpinFormer();
      const isDue = (phone: string): boolean => {
        const last = met.get(phone)?.at;
        return last === undefined || clock.monotonic() - last > hourMs;
      };
      for (const phone of numbers.filter(isDue)) {
        if (whatsapp.link().state !== 'connected') return;
        const reading = await whatsapp.number(phone);
        if (reading.kind === 'unreachable' || reading.kind === 'unable') continue;
        const { chatId, lid } =
          reading.kind === 'chat' ? reading.chat : { chatId: phoneChatId(phone), lid: null };
        met.set(phone, { chatId, at: clock.monotonic() });
        const pinned = known(phone).lid;
        if (lid === null) continue;
        if (pinned === null) ledger.write((tx) => tx.set(lidKey(phone), lid));
        else if (pinned === lid) lost.delete(phone);
        else sawOther(phone, [lid]);
      }
    },
    pin({ chatIds, authorIds }) {
      const ids = [...chatIds, ...authorIds];
      const lid = ids.find((id) => id.endsWith('@lid'));
      const owner = owners().find((one) => one.lid === null && ids.includes(one.chatId));
      if (lid === undefined || owner === undefined) return;
      ledger.write((tx) => tx.set(lidKey(owner.phone), lid));
      log.info({}, 'pinned the LID behind an owner number');
    },
  };
}
