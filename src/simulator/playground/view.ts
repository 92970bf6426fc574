/** All that the page shows at one moment, taken from the world's phones and the bot's own word. */
import type { Received, World } from '../simulator.ts';
import type { BotState } from './bot.ts';
import { type FaultGround, faults } from './faults.ts';

export interface View {
  /** `mood` picks the colour of the strip. */
  readonly status: { readonly mood: 'good' | 'busy' | 'bad'; readonly sentence: string };
  readonly network: 'up' | 'cut';
  readonly acks: 'normal' | 'lost' | 'slow';
  /** IANA zone in which times are shown: the one that the bot reads. */
  readonly zone: string;
  readonly chat: readonly ChatLine[];
  /** Phones that received something, in the order of the address book. */
  readonly phones: readonly Phone[];
  readonly groups: readonly GroupPhones[];
  /** Who else could be written to. */
  readonly others: readonly string[];
  readonly buttons: readonly { readonly name: string; readonly label: string; readonly title: string }[];
}

export interface ChatLine {
  readonly waId: string;
  readonly from: 'owner' | 'bot';
  readonly text: string;
  readonly at: number;
  /** The quoted line's text. */
  readonly quoted: string | null;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** The bot's reaction, an emoji. */
  readonly reaction: string | null;
}

export interface Phone {
  readonly name: string;
  readonly phone: string;
  readonly received: readonly Counted[];
}

/** One text on one phone: how often it arrived is what the whole program is about. */
export interface Counted {
  readonly text: string;
  /** ms, when it first arrived. */
  readonly at: number;
  readonly times: number;
  readonly group: string | null;
}

/** A group's phones together, the owner's left out: a class of thirty would fill the page with the same line. */
export interface GroupPhones {
  readonly name: string;
  readonly phones: number;
  readonly received: readonly {
    readonly text: string;
    readonly at: number;
    readonly fewest: number;
    readonly most: number;
  }[];
}

// A page is for looking at, not for keeping: the newest lines are sent, the world keeps all.
const maxLines = 300;
const maxReceived = 60;

export function viewOf(world: World, ground: FaultGround, zone: string): View {
  const control = world.control();
  const textOf = new Map(control.map((line) => [line.waId, line.text]));
  const shown = world.people.filter((person) => person.registered);
  const phones = shown
    .map((person) => ({
      name: person.name,
      phone: person.phone,
      // Those who are known only through a group are shown with it.
      received: counted(world.inbox(person.name).filter((one) => person.inBook || one.group === null)),
    }))
    .filter((phone) => phone.received.length > 0);
  return {
    status: statusOf(ground.bot.state(), ground.state.network),
    network: ground.state.network,
    acks: ground.state.acks,
    zone,
    chat: control.slice(-maxLines).map((line) => ({
      waId: line.waId,
      from: line.from === 'phone' ? 'owner' : 'bot',
      text: line.text,
      at: line.at,
      quoted: line.quotedWaId === null ? null : (textOf.get(line.quotedWaId) ?? null),
      edited: line.edited,
      deleted: line.deleted,
      reaction: line.reaction,
    })),
    phones,
    groups: world.groups.map((group) => groupOf(world, group)).filter((group) => group.received.length > 0),
    others: [
      ...shown
        .filter((person) => person.inBook && !phones.some((phone) => phone.name === person.name))
        .map((person) => person.name),
      ...world.groups.map((group) => group.name),
    ],
    buttons: faults
      .filter((fault) => fault.offered(ground))
      .map(({ name, label, title }) => ({ name, label, title })),
  };
}

function counted(inbox: readonly Received[]): readonly Counted[] {
  const byText = new Map<string, Counted>();
  for (const one of inbox) {
    const key = JSON.stringify([one.group, one.text]);
    const known = byText.get(key);
    byText.set(
      key,
      known
        ? { ...known, times: known.times + 1 }
        : { text: one.text, at: one.at, times: 1, group: one.group },
    );
  }
  return [...byText.values()].slice(-maxReceived);
}

function groupOf(world: World, group: World['groups'][number]): GroupPhones {
  const others = new Set(world.people.map((person) => person.name));
  const inboxes = group.members
    .filter((name) => others.has(name))
    .map((name) => counted(world.inbox(name).filter((one) => one.group === group.name)));
  const first = new Map<string, number>();
  for (const { text, at } of inboxes.flat()) first.set(text, Math.min(at, first.get(text) ?? at));
  return {
    name: group.name,
    phones: inboxes.length,
    received: [...first].map(([text, at]) => {
      const times = inboxes.map((inbox) => inbox.find((one) => one.text === text)?.times ?? 0);
      return { text, at, fewest: Math.min(...times), most: Math.max(...times) };
    }),
  };
}

const reasons: Readonly<Record<string, string>> = {
  starting: 'Starting its browser…',
  linking: 'Linking: the phone scans the QR code…',
  syncing: 'Connecting to WhatsApp…',
  catching_up: 'Reading what was written in the meantime…',
  offline: 'No connection to WhatsApp; it keeps trying…',
  recovering: 'Starting its browser anew…',
  blocked: 'WhatsApp lets it do nothing: another WhatsApp Web took over, or the account is refused.',
  cannot_send: 'WhatsApp Web lacks what sending needs.',
  logged_out: 'The phone has unlinked the bot.',
  stopped: 'Stopped: nothing leaves until /resume.',
  breaker: 'Stopped by itself after too much doubt: nothing leaves until /resume.',
};

// As the product's exit codes have them; the playground's page is where they are read by a person.
const exits: Readonly<Record<number, string>> = {
  0: 'it was asked to stop',
  1: 'it failed; the terminal says where to look',
  2: 'its configuration is wrong; the terminal says where to look',
  3: 'another process holds its ledger',
};

export function statusOf(bot: BotState, network: 'up' | 'cut'): View['status'] {
  switch (bot.state) {
    case 'down': {
      const why =
        bot.how === 'not_started'
          ? 'not started yet'
          : bot.how === 'killed'
            ? 'it was killed'
            : (exits[bot.code ?? 1] ?? `it ended with ${bot.code}`);
      return { mood: 'bad', sentence: `The bot is not running: ${why}.` };
    }
    case 'starting':
      return { mood: 'busy', sentence: 'Starting the bot…' };
    case 'ready':
      return { mood: 'good', sentence: 'Linked, caught up and ready.' };
    case 'not_ready': {
      if (bot.because === 'offline' && network === 'cut')
        return { mood: 'bad', sentence: 'No connection to WhatsApp: the network is cut.' };
      const bad = ['offline', 'blocked', 'cannot_send', 'logged_out', 'stopped', 'breaker'].includes(
        bot.because,
      );
      return { mood: bad ? 'bad' : 'busy', sentence: reasons[bot.because] ?? `Not ready: ${bot.because}.` };
    }
  }
}
