/**
 * The composition of core and chat over any adapters: the product's, or a test's. It knows no foreign library, so that it
 * starts in a tenth of a second where no browser is wanted.
 */
import { definitions } from '../commands/index.ts';
import { createAddressBook } from './chat/address-book.ts';
import type { Asking, CommandContext, ControlGroupName, Standing } from './chat/command.ts';
import { createConversation } from './chat/conversation.ts';
import { dress } from './chat/dress.ts';
import { createPreferences, type Preferences } from './chat/preferences.ts';
import { route } from './chat/route.ts';
import { canaryWords } from './chat/selftest-text.ts';
import { createTell } from './chat/tell.ts';
import type { AlertPort, HeartbeatPort } from './core/alarm.ts';
import { type Bot, createBot } from './core/bot.ts';
import type { ExportShelf } from './core/export.ts';
import type { Ground } from './core/ground.ts';
import type { CommandRow } from './core/ledger.ts';
import { keepingSeries } from './core/occurrences.ts';
import type { Painter } from './core/picture.ts';
import { createPaint } from './painting.ts';
import { rehearse } from './rehearsal/rehearse.ts';

export interface RootOptions {
  readonly adapters: Omit<Ground, 'tell'>;
  /** E.164; empty: the linked account. */
  readonly owners: readonly string[];
  readonly zone: string | null;
  readonly locale: string;
  readonly asking: Asking;
  readonly standing: (bot: Pick<Bot, 'caughtUp'>) => Standing;
  readonly onQr: (code: string) => void;
  /** An account that was never tested is, in a quiet hour. Default: only when the owner asks. */
  readonly testsItself?: boolean;
  /** Default: nobody links by code. */
  readonly onPairingCode?: (code: string | null) => void;
  /** Default: none. */
  readonly alert?: AlertPort | null;
  /** Default: none. */
  readonly heartbeat?: HeartbeatPort | null;
  /** Texts of what ended are erased after it; default: nothing is. */
  readonly keepBodiesMs?: number;
  /** Draws pictures for replies; default: nobody does. */
  readonly painter?: Painter | null;
  /** Where /export puts its table; default: nowhere. */
  readonly shelf?: ExportShelf | null;
}

export interface Root {
  readonly bot: Bot;
  readonly ground: Ground;
  readonly preferences: Preferences;
}

export function compose(options: RootOptions): Root {
  const { adapters, asking } = options;
  const { ledger, clock } = adapters;
  const { zone, locale, owners, alert = null, heartbeat = null, shelf = null } = options;
  const preferences = createPreferences(ledger, { zone, locale, rings: owners.length > 0 || alert !== null });
  const tell = createTell(preferences);
  const ground: Ground = { ...adapters, tell, ledger: keepingSeries({ ...adapters, tell }) };
  const book = createAddressBook(ground);
  const { painter = null } = options;
  const paint = createPaint({ ...adapters, painter, zone: preferences.zone });
  const startedAt = clock.now();
  const bot = createBot(ground, {
    owners: options.owners,
    selftest: { words: canaryWords, atFirstLink: options.testsItself === true },
    onQr: options.onQr,
    onPairingCode: (code) => options.onPairingCode?.(code),
    alert,
    heartbeat,
    keepBodiesMs: options.keepBodiesMs ?? Number.POSITIVE_INFINITY,
    dress: (notice, now) => dress(ledger, preferences, notice, now),
    converse: (dispatcher) =>
      createConversation(ground, dispatcher, {
        startedAt,
        route,
        context: (command, live): CommandContext => ({
          ground,
          dispatcher,
          book,
          command,
          live,
          now: clock.now(),
          zone: preferences.zone(),
          locale: preferences.locale(),
          quoted: quotedBy(command),
          definitions,
          editOf: [],
          asking,
          controlGroup,
          rehearse,
          paint,
          standing: () => options.standing(bot),
          rings: preferences.rings,
          ringing: { ownNumber: owners.length > 0, heartbeat: heartbeat !== null },
          outside: () => ({ alert, shelf }),
          tellNow: (body) => tellNow(command, body),
        }),
      }),
  });
  return { bot, ground, preferences };

  /** What is said amid a command is a notice by itself, for the teller to find at once. */
  function tellNow({ chatId }: CommandRow, body: string): void {
    const notice = { kind: 'notice', body, chatId, about: [], questionId: null, at: clock.now() } as const;
    ledger.write((tx) => tx.addNotice(notice));
    bot.nudge();
  }

  async function controlGroup(): Promise<ControlGroupName | null> {
    const chatId = bot.controlGroup();
    if (chatId === null) return null;
    const contacts = await ground.whatsapp.contacts();
    const known = contacts.kind === 'contacts' ? contacts.chats.find((chat) => chat.chatId === chatId) : null;
    return { name: known?.name ?? 'A group' };
  }

  function quotedBy(command: CommandRow): CommandContext['quoted'] {
    if (command.quotedWaId === null) return null;
    const notice = ledger.noticeByWaId(command.quotedWaId);
    return notice === null ? null : { about: notice.about, questionId: notice.questionId };
  }
}
