/**
 * The WhatsApp port in memory: one page at a time with the gate, the queue that outlives a lost socket, and the store
 * that outlives the page. The port's contract suite holds it to what the real adapter does in a real browser.
 */
import { lackOf, lacks } from '../../src/core/able.ts';
import { isGroup } from '../../src/core/owner.ts';
import type {
  AbortAnswer,
  Account,
  BlockedWhy,
  Build,
  HandOver,
  HandOverOutcome,
  Link,
  WhatsApp,
  WhatsAppEvent,
} from '../../src/core/whatsapp.ts';
import { people } from '../../src/simulator/cast.ts';
import { barredFrom, everyIdOf, idOfGroup } from './cast.ts';
import { createSimChanges } from './changes.ts';
import type { VirtualClock } from './clock.ts';
import { createSimFiles, type SimFiles } from './files.ts';
import { createSimLines } from './lines.ts';
import type { Page, Profile } from './profile.ts';
import { createSimReading } from './reading.ts';
import type { Stanza } from './record.ts';
import type { SimWorld } from './world.ts';

export interface SimWhatsApp extends WhatsApp, Pick<SimFiles, 'forgetFiles'> {
  /** The process is killed: nothing more is told, and the page dies with it. */
  kill(): void;
  /** The page dies under the process, as a renderer crash does. */
  crashPage(): void;
  /** Somebody opened WhatsApp Web elsewhere: this page stays shut out, and only a new one takes the session back. */
  conflict(): void;
  /** WhatsApp refuses the account for so long, ms, whatever page asks. */
  block(forMs: number): void;
  /** From the next connection on WhatsApp Web is of this build. */
  deploy(build: Partial<Build>): void;
  /** The page says that it is connected and hears what others write; what it is given stays in it. */
  falselyConnected(): void;
  /** There is a page, neither shut out nor falsely connected. */
  isOfUse(): boolean;
  /** The phone unlinked this device: the profile is gone, and linked anew after a minute. */
  logOut(): void;
  /** The profile has a message under that id, sent by another copy of the data folder. */
  knows(waId: string, chatId: string): void;
  /** The page shows it as new in that chat, sent by another device of the account. `at`: its own time, ms; default now. */
  echoes(
    waId: string,
    chatIds: readonly string[],
    more?: { readonly ack?: number; readonly at?: number },
  ): void;
  /** Something is reported that nobody in this world does. */
  reports(event: WhatsAppEvent): void;
  /** Called with each port verb, before it begins: where a test injects what happens in between. */
  onCall: ((verb: keyof WhatsApp) => void) | null;
  readonly typed: string[];
}

const wholeBuild: Build = { version: '2.3000.1043220887', lacking: [] };
/** Start-up and reconnection, ms of virtual time. */
const startMs = 800;
const connectMs = 300;
/** So long the adapter leaves a page that is shut out as it is. */
const blockedMs = 5 * 60_000;
/** After this long the adapter gives up a call that does not answer. */
const hangMs = 45_000;

export function createSimWhatsApp(clock: VirtualClock, world: SimWorld, profile: Profile): SimWhatsApp {
  let listener: (event: WhatsAppEvent) => void = () => undefined;
  let link: Link = { state: 'starting' };
  let page: Page | null = null;
  let connections = 0;
  /** Hand-overs that have no answer yet. */
  let inHand = 0;
  let living = false;
  const account: Account = {
    phone: world.owner.phone,
    chatId: `${world.owner.phone.slice(1)}@c.us`,
    lid: world.owner.lid,
  };
  const outcomes = new Map<string, 'handed' | 'refused'>();
  const abortedHere = new Set<string>();
  let deaf: () => void = () => undefined;
  let build = wholeBuild;
  let blockedUntil = Number.NEGATIVE_INFINITY;

  const emit = (event: WhatsAppEvent): void => {
    if (living) listener(event);
  };
  const setLink = (next: Link): void => {
    link = next;
    emit({ kind: 'link', link });
  };
  const { whereAndWho, inbound, deletion, ownLine } = createSimLines(clock, world);

  /** Nothing of this page comes or goes any more; after a pause the adapter tries another one. */
  const shut = (shutOut: Page, why: BlockedWhy): void => {
    shutOut.refused = why;
    setLink({ state: 'blocked', why, againAt: clock.now() + blockedMs });
    clock.at(blockedMs, () => {
      if (!living || page !== shutOut) return;
      close('recycled');
      open();
    });
  };
  const connect = (born: Page): void => {
    clock.at(connectMs, () => {
      if (page !== born || world.network() !== 'up' || link.state === 'connected') return;
      if (born.refused !== null) return;
      if (clock.monotonic() < blockedUntil) return shut(born, 'account');
      // What was not acknowledged the page sends again by itself, as soon as its socket is open.
      for (const stanza of born.unacked.values()) deliver(stanza);
      changes.reconnected();
      connections++;
      setLink({ state: 'connected', connection: connections, generation: born.generation, account, build });
      world.receipts();
    });
  };
  const open = (): void => {
    const born: Page = {
      generation: `P${++profile.generations}`,
      bornAt: clock.monotonic(),
      handed: new Set(),
      aborted: new Set(),
      prepared: new Map(),
      unacked: new Map(),
      mute: false,
      refused: null,
    };
    clock.at(startMs, () => {
      if (!living || page !== null) return;
      page = born;
      emit({ kind: 'page_born', generation: born.generation });
      setLink({ state: 'syncing' });
      if (world.network() === 'up') connect(born);
      else setLink({ state: 'recovering', why: 'unreachable', tries: 0 });
    });
  };
  const close = (why: 'recycled' | 'page_gone'): void => {
    const dying = page;
    page = null;
    if (dying === null) return;
    changes.pageGone();
    setLink({ state: 'recovering', why, tries: 0 });
    emit({ kind: 'page_dead', generation: dying.generation });
  };
  /** What is on the wire arrives, whatever becomes of the page that put it there; unless the wire is cut under it. */
  const deliver = (stanza: Stanza): void => {
    if (world.network() !== 'up' || page?.mute === true) return;
    clock.at(world.wireMs, () => {
      if (world.network() === 'up') world.take(stanza);
    });
  };

  const hear = (): void => {
    deaf = world.listen({
      line: (line) => {
        if (link.state === 'connected') emit({ kind: 'inbound', message: inbound(line) });
      },
      strangerLine(waId, from, text, inChat, forwarded) {
        const person = people.find(({ name }) => name === from);
        if (link.state !== 'connected' || person === undefined) return;
        const ids = [person.lid, `${person.phone.slice(1)}@c.us`];
        const groupId = typeof inChat === 'string' ? undefined : idOfGroup(inChat.group);
        emit({
          kind: 'inbound',
          message: {
            waId,
            chatIds: inChat === 'self' ? world.reportedAs() : groupId === undefined ? ids : [groupId],
            fromMe: false,
            authorIds: ids,
            text,
            at: Math.floor(clock.trueNow() / 1000) * 1000,
            forwarded,
            quotedWaId: null,
            file: null,
          },
        });
      },
      undecrypted: (line) => {
        if (link.state === 'connected') emit({ kind: 'undecrypted', ...whereAndWho(line) });
      },
      edited: (line) => {
        if (link.state === 'connected') emit({ kind: 'edited', message: inbound(line) });
      },
      revoked: (line) => {
        if (link.state === 'connected') emit({ kind: 'revoked', waId: line.waId, ...deletion(line) });
      },
      ack(waId, ack) {
        const sent = profile.sent.get(waId);
        if (page === null || page.refused !== null) return false;
        page.unacked.delete(waId);
        if (sent === undefined || sent.ack === ack) return true;
        if (ack < 0) sent.sendFailure = true;
        sent.ack = ack < 0 ? ack : Math.max(sent.ack, ack);
        emit({ kind: 'ack', waId, ack });
        return true;
      },
      changed: (id, ok) => changes.answered(id, ok),
      reaction(waId, chatId, fromMe, byIds, emoji) {
        const chatIds = everyIdOf(chatId, world.selfIds);
        const at = clock.trueNow();
        if (link.state === 'connected') emit({ kind: 'reaction', waId, chatIds, fromMe, byIds, emoji, at });
      },
      socket(up) {
        if (page === null || page.refused !== null) return;
        if (!up && link.state !== 'offline' && link.state !== 'recovering')
          setLink({ state: 'offline', why: 'network' });
        if (up) connect(page);
      },
    });
  };

  const takesTime = (): Promise<void> => {
    const ms = world.latency();
    return ms === 0 ? Promise.resolve() : new Promise((done) => clock.at(ms, () => done()));
  };
  const here = {
    connected: () => link.state === 'connected',
    page: () => page,
    leaves: () => page?.mute === false,
    begins: (verb: keyof WhatsApp) => self.onCall?.(verb),
  };
  const reading = createSimReading({ clock, world, profile, inbound, whereAndWho, deletion, ...here });
  const changes = createSimChanges({ clock, world, profile, emit, takesTime, ...here });
  const files = createSimFiles({ world, takesTime, ...here });
  const cannot = async () => ({ kind: 'refused', because: 'module_missing' }) as const;
  const hangs = (): Promise<HandOverOutcome> =>
    new Promise((done) => clock.at(hangMs, () => done({ kind: 'unknown', because: 'timeout' })));

  const handOverNow = (request: HandOver): HandOverOutcome => {
    const { reservedId } = request;
    const refused = (because: Extract<HandOverOutcome, { kind: 'refused' }>['because']): HandOverOutcome => {
      if (!outcomes.has(reservedId)) outcomes.set(reservedId, 'refused');
      return { kind: 'refused', because };
    };
    if (outcomes.get(reservedId) === 'handed') return refused('known_id');
    if (abortedHere.has(reservedId)) return refused('aborted');
    if (page === null || page.generation !== request.generation) return refused('page_changed');
    if (link.state !== 'connected') return refused('not_connected');
    if (clock.now() >= request.notAfter) return refused('too_late');
    if (profile.sent.has(reservedId)) return refused('known_id');
    const prepared = page.prepared.get(reservedId);
    if (!files.takes(page, request)) return refused('no_file');
    if (!/@(?:c\.us|lid|g\.us)$/.test(request.chatId)) return refused('no_chat');
    const bar = barredFrom(world.accounts, request.chatId, request.account ?? { lid: null, phone: null });
    if (bar !== null) return refused(bar);
    page.handed.add(reservedId);
    outcomes.set(reservedId, 'handed');
    const failed = world.failsByItself();
    profile.sent.set(reservedId, { chatId: request.chatId, ack: 0, sendFailure: failed });
    const { chatId, text } = request;
    const file = request.file ? (prepared?.bytes ?? null) : null;
    const stanza: Stanza = { waId: reservedId, chatId, text, file };
    world.tookOver(stanza, page.generation);
    const echoed = { waId: reservedId, chatIds: everyIdOf(request.chatId, world.selfIds), ack: 0 };
    emit({ kind: 'echo', ...echoed, at: Math.floor(clock.now() / 1000) * 1000 });
    // The page tells of every new message, its own ones among them.
    if (world.selfIds.includes(request.chatId) || isGroup(request.chatId))
      emit({ kind: 'inbound', message: ownLine(request) });
    if (!failed) {
      page.unacked.set(reservedId, stanza);
      deliver(stanza);
    }
    return { kind: 'handed' };
  };

  const handOverInTime = async (request: HandOver): Promise<HandOverOutcome> => {
    const mode = world.nextHandOver();
    const before = page;
    // The evaluate takes a turn to reach the page.
    await takesTime();
    if (!living) return new Promise(() => undefined);
    if (before !== null && page !== before) return { kind: 'unknown', because: 'page_gone' };
    if (mode === 'throws_before') return { kind: 'unknown', because: 'threw' };
    if (mode === 'hangs_before') return hangs();
    const outcome = handOverNow(request);
    if (outcome.kind === 'refused') return outcome;
    if (mode === 'hangs_after') return hangs();
    await takesTime();
    if (page !== before) return { kind: 'unknown', because: 'page_gone' };
    return mode === 'throws_after' ? { kind: 'unknown', because: 'threw' } : outcome;
  };

  const self: SimWhatsApp = {
    onCall: null,
    typed: [],
    knows(waId, chatId) {
      profile.sent.set(waId, { chatId, ack: 1, sendFailure: false });
    },
    echoes(waId, chatIds, { ack = 1, at = clock.now() } = {}) {
      emit({ kind: 'echo', waId, chatIds, ack, at: Math.floor(at / 1000) * 1000 });
    },
    reports: emit,
    start(to) {
      listener = to;
      living = true;
      hear();
      setLink({ state: 'starting' });
      open();
    },
    async stop() {
      self.onCall?.('stop');
      close('recycled');
      living = false;
      deaf();
    },
    kill() {
      living = false;
      page = null;
      changes.pageGone();
      link = { state: 'starting' };
      deaf();
    },
    crashPage() {
      close('page_gone');
      open();
    },
    conflict() {
      if (page !== null && link.state === 'connected') shut(page, 'conflict');
    },
    block(forMs) {
      blockedUntil = clock.monotonic() + forMs;
      if (page !== null && page.refused === null && world.network() === 'up') shut(page, 'account');
    },
    deploy(next) {
      build = { ...wholeBuild, ...next };
    },
    falselyConnected() {
      if (page !== null) page.mute = true;
    },
    isOfUse: () => page !== null && page.refused === null && !page.mute,
    logOut() {
      const dying = page;
      if (dying === null) return;
      page = null;
      changes.pageGone();
      profile.sent.clear();
      setLink({ state: 'logged_out' });
      emit({ kind: 'page_dead', generation: dying.generation });
      clock.at(60_000, () => {
        if (living && page === null) open();
      });
    },
    link: () => link,
    health: () =>
      page === null
        ? null
        : { generation: page.generation, ageMs: clock.monotonic() - page.bornAt, memory: null },
    async handOver(request) {
      self.onCall?.('handOver');
      world.called(request.reservedId, inHand);
      inHand++;
      try {
        return await handOverInTime(request);
      } finally {
        inHand--;
      }
    },
    async abort(reservedIds) {
      self.onCall?.('abort');
      const answers = new Map<string, AbortAnswer>();
      for (const id of reservedIds) abortedHere.add(id);
      await Promise.resolve();
      for (const id of reservedIds) {
        const known = outcomes.get(id);
        answers.set(id, known === 'handed' ? 'handed' : known === 'refused' ? 'prevented' : 'unknown');
      }
      return answers;
    },
    async recycle() {
      self.onCall?.('recycle');
      if (page === null) return;
      close('recycled');
      open();
    },
    ...reading,
    async typing(chatId) {
      self.onCall?.('typing');
      if (lacks(link, 'typing')) return 'unable';
      if (link.state !== 'connected') return 'unknown';
      self.typed.push(chatId);
      return 'shown';
    },
    number: async (phone) => {
      const lacking = lackOf(link, 'numbers');
      return lacking === null ? reading.number(phone) : { kind: 'unable', lacking };
    },
    revoke: (chat, waId) => (lacks(link, 'revoke') ? cannot() : changes.revoke(chat, waId)),
    edit: (chat, waId, text) => (lacks(link, 'edit') ? cannot() : changes.edit(chat, waId, text)),
    react: async (chatIds, waId, emoji) => {
      if (!lacks(link, 'react')) await changes.react(chatIds, waId, emoji);
    },
    ...files,
  };
  return self;
}
