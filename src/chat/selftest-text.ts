/** The selftest in words: the line it sends, what it found, and how that stands in /status. */
import type { CanaryWords } from '../core/canary.ts';
import type { Ground } from '../core/ground.ts';
import {
  lastSelftest,
  runningSelftest,
  type SelftestResult,
  type Trial,
  trials,
  type Verdict,
} from '../core/selftest.ts';
import { dateLabel } from '../core/time/format.ts';

/** Should it stay, it says what it is. */
export const canaryWords: CanaryWords = {
  first: '🔬 A test of mine, not for you.\nI delete this line in a moment.',
  edited: '🔬 A test of mine, edited by me.\nI delete this line in a moment.',
};

const trialText: Readonly<Record<Trial, string>> = {
  reserved_id: 'reserved ids',
  ack: 'acks',
  look_up: 'look-up',
  look_up_after_reload: 'look-up after reload',
  edit: 'edits',
  reaction: 'reactions',
  revoke: 'deleting',
  typing: 'typing',
  number: 'numbers',
};
const verdictText: Readonly<Record<Verdict, string>> = {
  yes: 'yes',
  no: 'no',
  unclear: '?',
  untried: 'untried',
};
/** As many to a line as a phone shows. */
const lines: readonly (readonly Trial[])[] = [
  ['reserved_id', 'ack'],
  ['look_up', 'edit'],
  ['look_up_after_reload'],
  ['reaction', 'revoke'],
  ['typing', 'number'],
];
/** Without these the bot sends all the same, and more often cannot tell whether something went. */
const vital: readonly Trial[] = ['reserved_id', 'ack', 'look_up', 'look_up_after_reload'];

/** The answer to the command. */
export function selftestReply(isNew: boolean): string {
  return isNew
    ? "🔬 I test WhatsApp Web: a line in this\naccount's own chat, deleted again, and\na restart of it if nothing is due.\nYou will hear in a minute or two."
    : '🔬 A test is under way. You will hear.';
}

export function selftestText(result: SelftestResult): string {
  const { version, interrupted, verdicts } = result;
  const found = lines.map((line) =>
    line.map((trial) => `${trialText[trial]}: ${verdictText[verdicts[trial]]}`).join(' · '),
  );
  const title = interrupted ? '🔬 My test was interrupted.' : '🔬 My test of WhatsApp Web';
  return [title, version, ...found, conclusion(result), ...canaryText(result)].join('\n');
}

/** What was tried and does not work, in words. */
export function failedTrials(result: SelftestResult): readonly string[] {
  return withVerdict(result, 'no').map((trial) => trialText[trial]);
}

function withVerdict({ verdicts }: SelftestResult, ...wanted: readonly Verdict[]): readonly Trial[] {
  return trials.filter((trial) => wanted.includes(verdicts[trial]));
}

function conclusion(result: SelftestResult): string {
  const failed = withVerdict(result, 'no');
  if (failed.some((trial) => vital.includes(trial))) return '⚠️ I shall often not know what went.';
  if (failed.length > 0) return '⚠️ What says no does not work here.';
  if (withVerdict(result, 'unclear', 'untried').length > 0) return '❔ Not all is known: /selftest';
  return '✅ All of it works here.';
}

/** Behind an empty line, where the owner is to do something. */
function canaryText({ canary }: SelftestResult): readonly string[] {
  switch (canary) {
    case 'none':
    case 'deleted':
      return [];
    case 'stands':
      return ['', 'I could not delete my test line', "in this account's own chat. Please do."];
    case 'unclear':
      return ['', 'My test line may still stand', "in this account's own chat: delete it."];
    default:
      return canary satisfies never;
  }
}

/** For /status; none where nothing was ever tested. */
export function selftestLines(
  { ledger, whatsapp }: Pick<Ground, 'ledger' | 'whatsapp'>,
  zone: string,
  now: number,
): readonly string[] {
  if (runningSelftest(ledger) !== null) return ['🔬 A test is under way.'];
  const result = lastSelftest(ledger);
  const link = whatsapp.link();
  if (result === null) return [];
  if (link.state === 'connected' && link.account.chatId !== result.account) return [];
  // What held in one WhatsApp Web says nothing of the next.
  if (link.state === 'connected' && link.build.version !== result.version)
    return ['🔬 A new WhatsApp Web: try /selftest'];
  return [`🔬 ${dateLabel(result.at, zone, now)}: ${inShort(result)}`];
}

function inShort(result: SelftestResult): string {
  const [failed, ...others] = failedTrials(result);
  if (failed !== undefined) return others.length > 0 ? `${others.length + 1} things fail` : `no ${failed}`;
  return withVerdict(result, 'unclear', 'untried').length > 0 ? 'not all is known' : 'all works here';
}
