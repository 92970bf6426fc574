/** `/rehearse`: what would become of everything scheduled, found out in virtual time, in fair weather and in foul. */
import {
  type CommandContext,
  type CommandDefinition,
  type Decision,
  decide,
  type Reply,
  say,
} from '../src/chat/command.ts';
import { closeLists, isMore, listCommand, nextRehearsalPage } from '../src/chat/list-page.ts';
import { excerpt } from '../src/chat/naming.ts';
import { pictured, readPictureWish } from '../src/chat/pictured.ts';
import type { ListDraft } from '../src/chat/question.ts';
import { rehearsalPicture } from '../src/chat/rehearsal-picture.ts';
import { type MinuteLine, minuteLines, summaryLines } from '../src/chat/rehearsal-text.ts';
import { readSelection } from '../src/chat/selection.ts';
import type { LedgerReads } from '../src/core/ledger.ts';
import type { Rehearsal } from '../src/core/rehearsal.ts';

/** Beside a title and the way to the next page. */
const perPage = 6;
/** Longer, and the owner is shown that it goes on. */
const patienceMs = 2_000;

export const rehearse: CommandDefinition = {
  name: 'rehearse',
  aliases: ['rehearsal'],
  usage: ['/rehearse [B3]', '/rehearse … page 2, or: more', '/rehearse picture'],
  summary: 'try out everything scheduled, and send nothing',
  examples: ['/rehearse', '/rehearse B3', '/rehearse page 2', '/rehearse picture'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context, input) {
    const { ground } = context;
    const { words: asked, isPictured } = readPictureWish(input.words);
    const { words, page } = readAsked(ground.ledger, asked);
    const about = aboutOf(ground.ledger, words);
    if (about === null)
      return say(
        ground,
        `🚫 Nothing tried out: I take a batch\nor numbers, found ${excerpt(words)}.\nTry: /rehearse B3 · /rehearse`,
      );
    const rehearsal = await rehearsed(context, about === 'all' ? null : about);
    if (rehearsal === null)
      return say(
        ground,
        words === ''
          ? '🎭 Nothing is scheduled to try out.\nTry: /schedule tomorrow 9:00 to Mum: hello'
          : `🎭 Nothing of ${excerpt(words)} is scheduled.\nTry: /list · /rehearse`,
      );
    return page === 0 || isPictured
      ? summary(context, rehearsal, words, isPictured)
      : minutes(context, rehearsal, words, page);
  },
};

/** The words before the page, and the page; 0 for none. */
function readAsked(ledger: LedgerReads, said: string): { readonly words: string; readonly page: number } {
  const asked = (isMore(said) ? nextRehearsalPage(ledger) : null) ?? said;
  const found = /^(.*?)\s*\bpage\s+#?(\d{1,4})[.!…]*$/i.exec(asked);
  const words = (found?.[1] ?? asked).replace(/[.!…]+$/, '').trim();
  return { words, page: Number(found?.[2] ?? 0) };
}

/** Null: these words name no messages. */
function aboutOf(ledger: LedgerReads, words: string): ReadonlySet<number> | 'all' | null {
  if (words === '') return 'all';
  const selection = readSelection(words);
  if (selection.kind === 'all') return 'all';
  if (selection.kind !== 'ids') return null;
  const ofBatches = selection.batches.flatMap((batchId) => ledger.messages({ batchId }));
  return new Set([...selection.ids, ...ofBatches.map(({ id }) => id)]);
}

/** Lives through it in small bites, so that whatever is due meanwhile goes on time. */
async function rehearsed(
  { ground, command, rehearse: live, now, zone }: CommandContext,
  about: ReadonlySet<number> | null,
): Promise<Rehearsal | null> {
  const { clock, whatsapp } = ground;
  const began = clock.monotonic();
  let shown = false;
  const breathe = async (): Promise<void> => {
    if (!shown && clock.monotonic() - began > patienceMs) {
      shown = true;
      void whatsapp.react([command.chatId], command.waId, '🎭');
    }
    await clock.sleepUntil(clock.now() + 1);
  };
  const { ledger, settings, stopFile, media, chance } = ground;
  const found = await live(
    { ledger, settings, stopFile, media, chance, now, zone: zone ?? 'UTC', breathe },
    about,
  );
  if (shown) void whatsapp.react([command.chatId], command.waId, '');
  return found;
}

async function summary(
  context: CommandContext,
  rehearsal: Rehearsal,
  words: string,
  isPictured: boolean,
): Promise<Decision> {
  const { ground, zone, now } = context;
  const lines = summaryLines(rehearsal, zone ?? 'UTC', now);
  const plain: Reply = {
    text: [...lines, 'Minute by minute: more'].join('\n'),
    ask: { kind: 'list', draft: next(words, 1), lapses: true },
  };
  const reply = isPictured
    ? await pictured(context, plain, rehearsalPicture(rehearsal, zone ?? 'UTC', now), 'rehearsal')
    : plain;
  return decide(ground, (tx) => {
    closeLists(tx);
    return reply;
  });
}

function minutes(
  { ground, zone }: CommandContext,
  rehearsal: Rehearsal,
  words: string,
  wanted: number,
): Decision {
  const pages = pagesOf(minuteLines(rehearsal, zone ?? 'UTC'));
  const page = Math.min(wanted, pages.length);
  const shown = pages[page - 1] ?? [];
  const draft = page < pages.length ? next(words, page + 1) : null;
  const lines = [`🎭 ${shown[0]?.title}, ${page} of ${pages.length}`];
  let day = '';
  for (const line of shown) {
    if (line.day !== day) lines.push(line.day);
    day = line.day;
    lines.push(line.text);
  }
  if (draft !== null) lines.push(`Next page: more, or ${listCommand(draft)}`);
  return decide(ground, (tx) => {
    closeLists(tx);
    return {
      text: lines.join('\n'),
      about: shown.flatMap(({ ids }) => ids),
      ...(draft === null ? {} : { ask: { kind: 'list', draft, lapses: true } }),
    };
  });
}

function next(words: string, page: number): ListDraft {
  return { kind: 'list', words, page, of: 'rehearsal' };
}

/** Each of one weather, with its headings no longer than a phone's screen. */
function pagesOf(lines: readonly MinuteLine[]): readonly (readonly MinuteLine[])[] {
  const pages: MinuteLine[][] = [];
  let room = 0;
  let before: MinuteLine | null = null;
  for (const line of lines) {
    const isNewDay = before?.day !== line.day;
    let page = pages.at(-1);
    if (page === undefined || before?.title !== line.title || room < (isNewDay ? 2 : 1)) {
      page = [];
      pages.push(page);
      room = perPage - 1;
    } else if (isNewDay) room--;
    page.push(line);
    room--;
    before = line;
  }
  return pages;
}
