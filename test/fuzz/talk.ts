/**
 * Conversations in which anything is said by anybody. Nothing may break the bot, nobody else's word may count, words that
 * are no command and no answer may do nothing, and what is armed is what the owner wrote.
 */
import fc from 'fast-check';
import { definitions } from '../../commands/index.ts';
import { readAnswer } from '../../src/chat/answer.ts';
import { isStop, readVerb } from '../../src/chat/verb.ts';
import { line } from './lines.ts';
import { openRoom, type Room } from './room.ts';

export type Step =
  | { readonly kind: 'says'; readonly text: string }
  /** In reply to something that the bot wrote, counted from the last. */
  | { readonly kind: 'quotes'; readonly text: string; readonly back: number }
  | { readonly kind: 'edits'; readonly text: string; readonly back: number }
  | { readonly kind: 'deletes'; readonly back: number }
  | { readonly kind: 'reacts'; readonly emoji: string; readonly back: number; readonly who: 'owner' | 'Mum' }
  | { readonly kind: 'stranger'; readonly text: string; readonly where: 'direct' | 'self' | 'Family' }
  | { readonly kind: 'passes'; readonly ms: number };

export interface Talk {
  readonly locale: string;
  readonly steps: readonly Step[];
}

const back = fc.integer({ min: 0, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 60, arbitrary: fc.record({ kind: fc.constant('says' as const), text: line }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('quotes' as const), text: line, back }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('edits' as const), text: line, back }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deletes' as const), back }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: fc.constant('reacts' as const), back },
      emoji: fc.constantFrom('👍', '👍🏿', '❌', '', '❤️', '🛑', 'yes'),
      who: fc.constantFrom('owner' as const, 'Mum' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ kind: fc.constant('stranger' as const), text: line },
      where: fc.constantFrom('direct' as const, 'self' as const, 'Family' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('passes' as const),
      ms: fc.constantFrom(5_000, 61_000, 11 * 60_000, 3 * 60 * 60_000),
    }),
  },
);
export const talk: fc.Arbitrary<Talk> = fc.record({
  locale: fc.constantFrom('en-GB', 'en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR'),
  steps: fc.array(step, { minLength: 20, maxLength: 60 }),
});

/** The socket, the look-ups and the answer, in virtual time. */
const answerMs = 150;
/** These only look. */
const looks = [
  'list',
  'show',
  'why',
  'attention',
  'status',
  'stats',
  'who',
  'dry',
  'help',
  'export',
  'backup',
];

/** Throws where something is wrong; returns how many inputs it had. */
export async function hold({ locale, steps }: Talk): Promise<number> {
  const room = await openRoom(locale);
  const own: string[] = [];
  const bots: string[] = [];
  const said: string[] = [];
  const watch = watchLedger(room);
  try {
    for (const one of steps) {
      const asked = room.ledger.openQuestions().length > 0;
      act(room, one, own, bots);
      if ('text' in one && one.kind !== 'stranger') said.push(one.text);
      await room.pass(one.kind === 'passes' ? one.ms : answerMs);
      const heard = room.heard();
      bots.push(...heard.map(({ waId }) => waId));
      const { changed, armed } = watch();
      if (changed && !mayChange(one, asked)) throw new Error(`it changed something: ${JSON.stringify(one)}`);
      if (changed && one.kind === 'says')
        for (const { text } of heard)
          if (/^(?:🚫 Nothing (?:done|scheduled|changed)|❓ Not scheduled)/u.test(text))
            throw new Error(`it changed something and said: ${text}`);
      for (const body of armed) expectWritten(body, said);
    }
    await room.pass(60_000);
    const sent = room.world.wire().map(({ waId }) => waId);
    if (new Set(sent).size !== sent.length) throw new Error('something went twice');
    return steps.length;
  } finally {
    room.close();
  }
}

function act({ world }: Room, one: Step, own: string[], bots: readonly string[]): void {
  if (one.kind === 'says') own.push(world.ownerWrites(one.text));
  if (one.kind === 'quotes') {
    const quote = bots.at(-1 - one.back);
    own.push(world.ownerWrites(one.text, quote === undefined ? {} : { quote }));
  }
  if (one.kind === 'edits') world.ownerEdits(own.at(-1 - one.back) ?? '', one.text);
  if (one.kind === 'deletes') world.ownerRevokes(own.at(-1 - one.back) ?? '');
  if (one.kind === 'reacts') {
    const waId = bots.at(-1 - one.back) ?? '';
    if (one.who === 'owner') world.ownerReacts(waId, one.emoji);
    else world.personReacts(one.who, waId, one.emoji);
  }
  if (one.kind === 'stranger')
    world.personWrites('Mum', one.text, {
      ...(one.where === 'Family' ? { group: 'Family' } : { inSelfChat: one.where === 'self' }),
    });
}

/** Whether such an input could be meant for the bot at all. `asked`: a question was open. */
function mayChange(one: Step, asked: boolean): boolean {
  switch (one.kind) {
    case 'says': {
      if (isStop(one.text) || asked || readAnswer(one.text).kind === 'verbs') return true;
      const reading = readVerb(one.text, definitions);
      return reading.kind === 'verb' && !looks.includes(reading.name);
    }
    case 'reacts':
      return one.who === 'owner';
    case 'stranger':
      return false;
    default:
      return true;
  }
}

/** What the owner's own words changed since the last look; what time and the rule of a series do is not theirs. */
function watchLedger({ ledger, root }: Room): () => { changed: boolean; armed: readonly string[] } {
  let seen = ledger.lastEvent();
  let stood = standing();
  return () => {
    const events = ledger
      .changedAfter(seen)
      .flatMap((message) => ledger.events(message.id).map((event) => ({ message, event })))
      .filter(({ event }) => event.seq > seen && event.actor === 'owner');
    const own = events.filter(
      ({ message, event }) => event.from !== null || ledger.occurrenceOf(message.batchId) === null,
    );
    const now = standing();
    const changed = own.length > 0 || now !== stood;
    seen = ledger.lastEvent();
    stood = now;
    const armed = events.filter(({ event }) => event.from === null).map(({ message }) => message.body);
    return { changed, armed };
  };

  function standing(): string {
    return JSON.stringify([
      ...[root.preferences.zone(), root.preferences.locale(), ledger.latch('stopped')?.why ?? null],
      ledger.aliases().map(({ spelled, chat }) => [spelled, chat.chatId]),
      // A series may end by its rule; that it begins is the owner's word.
      ledger.seriesIn(['active', 'paused', 'ended']).length,
    ]);
  }
}

/** Each line of a body is the owner's, byte for byte; names may stand in its placeholders. */
function expectWritten(body: string, said: readonly string[]): void {
  if (said.some((text) => text.includes('{'))) return;
  for (const one of body.split('\n'))
    if (!said.some((text) => text.includes(one)))
      throw new Error(`a text that nobody wrote was armed: ${JSON.stringify(one)}`);
}
