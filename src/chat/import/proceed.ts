/** From a campaign that was read to its question, and from the yes to the ledger: all of it in one transaction, or nothing. */
import type { Doubt } from '../../core/consent.ts';
import type { AnswerText } from '../answer.ts';
import { type CommandContext, type Decision, decide, say } from '../command.ts';
import { counted } from '../naming.ts';
import type { ImportDraft } from '../question.ts';
import { armRows } from '../schedule/arm-rows.ts';
import { type Campaign, placeText } from './campaign.ts';
import { badLines, batches, importedText, outLines, questionText } from './campaign-text.ts';
import { type Flight, preflight } from './preflight.ts';
import { importRefusals } from './refusals.ts';

/** The question about it; `draft` names where the campaign is kept meanwhile. */
export function askAbout(
  context: CommandContext,
  campaign: Campaign,
  draft: Pick<ImportDraft, 'commandWaId' | 'kept'>,
  zone: string,
): Decision {
  const flight = preflight(context, campaign, zone);
  if (flight.planned.length === 0) return say(context.ground, nothingText(campaign, flight));
  if (flight.passed.length > 0) return say(context.ground, passedText(flight));
  const text = questionText(context, campaign, flight, zone);
  const asked: ImportDraft = { kind: 'import', ...draft, seen: seenIn(flight), text };
  return decide(context.ground, () => ({ text, ask: { kind: 'import', draft: asked, lapses: true } }));
}

/** Null where the answer does not fit. What has changed since the question is asked about again. */
export function answerImport(
  context: CommandContext,
  draft: ImportDraft,
  answer: AnswerText,
  zone: string,
): Decision | null {
  const { ground } = context;
  if (answer.kind === 'no') return say(ground, importRefusals.declined);
  if (answer.kind !== 'yes') return null;
  const bytes = ground.media.read(draft.kept);
  if (bytes === null) return say(ground, importRefusals.lost);
  const campaign = JSON.parse(new TextDecoder().decode(bytes)) as Campaign;
  const flight = preflight(context, campaign, zone);
  if (flight.planned.length === 0 || flight.passed.length > 0 || seenIn(flight) !== draft.seen)
    return askAbout(context, campaign, draft, zone);
  return decide(ground, (tx) => {
    const at = ground.clock.now();
    const armed = armRows(
      tx,
      ground,
      { commandWaId: draft.commandWaId, at },
      flight.planned.map(({ row, plannedAt, doubts }) => ({
        ...{ chat: row.chat, body: row.body, dueAt: row.at, zone: row.zone, plannedAt },
        ...{ part: 1, parts: 1, file: null, consents: doubts },
      })),
    );
    return {
      text: importedText(context, campaign, flight, armed, zone),
      about: armed.map(({ id }) => id),
      armed: true,
    };
  });
}

/** What the owner saw of it: a yes counts for nothing else. */
function seenIn({ planned, standing }: Flight): string {
  const doubts = new Set<Doubt>(planned.flatMap((one) => one.doubts));
  return JSON.stringify([planned.length, standing.length, [...doubts].sort()]);
}

function nothingText(campaign: Campaign, { standing }: Flight): string {
  if (campaign.bad.length === 0 && standing.length > 0 && campaign.over === 0)
    return `🚫 Nothing imported: ${standing.length === 1 ? 'it stands' : `all ${standing.length} stand`} already.\nYou imported the same before: ${batches(standing)}.\nTo have it anew, /cancel it first.`;
  return [
    '🚫 Nothing imported: no row is left to send.',
    ...badLines(campaign.bad),
    ...outLines(campaign, standing),
  ].join('\n');
}

function passedText({ passed }: Flight): string {
  const [first] = passed;
  if (first === undefined) throw new Error('expected a row whose time has passed');
  return `🚫 Nothing imported: its time has passed,\n${placeText(first)}${passed.length === 1 ? '' : ` and ${counted(passed.length - 1, 'row')} more`}.\nSend the table with later times.`;
}
