/** An outage that has ended, in one sentence: when, why, and what it cost. */
import type { OutageWhy, PastOutage } from '../core/past-outage.ts';
import { clockTime, dateLabel } from '../core/time/format.ts';
import { counted } from './naming.ts';

/** Each as the half of a sentence. */
const whyText: Readonly<Record<OutageWhy, string>> = {
  network: 'the connection to WhatsApp was down',
  unreachable: 'web.whatsapp.com did not answer',
  browser_gone: 'the browser crashed',
  page_gone: 'the page of WhatsApp Web crashed',
  no_browser: 'the browser did not start',
  probe_failed: 'WhatsApp Web hung',
  entry_failed: 'WhatsApp Web did not come up',
  stuck: 'WhatsApp Web got stuck',
  recycled: 'I restarted WhatsApp Web',
  blocked_conflict: 'WhatsApp Web was in use elsewhere',
  blocked_account: 'WhatsApp refused this account',
  blocked_proxy: 'WhatsApp refused this network',
  blocked_version: 'WhatsApp refused its page as too old',
  blocked_changed: 'WhatsApp Web had changed too much',
  unlinked: 'I was not linked to WhatsApp',
  cannot_send: 'WhatsApp Web lacked a part I send with',
  silent: 'WhatsApp confirmed nothing any more',
  bot_down: 'I was not running',
};

/** More reasons than these are a chain of the same trouble. */
const mostWhys = 3;
/** Shorter than this, both ends would be the same minute. */
const minutesFromMs = 120_000;
const dayMs = 24 * 60 * 60_000;

/** `briefer`: outages since the last notice of one that were not worth their own. */
export function outageText(outage: PastOutage, briefer: number, zone: string, now: number): string {
  const whys = reasons(outage.whys);
  const lines = [...span(outage, zone, now, whys.length > 0 ? ':' : '.')];
  whys.forEach((why, place) => {
    lines.push(`${place === 0 ? '' : 'then '}${whyText[why]}${place === whys.length - 1 ? '.' : ','}`);
  });
  lines.push(...costs(outage));
  if (briefer > 0) lines.push(`${counted(briefer, 'short outage')} before that cost nothing.`);
  return lines.join('\n');
}

/** That we restarted the page explains nothing beside the reason for it. */
function reasons(whys: readonly OutageWhy[]): readonly OutageWhy[] {
  const others = whys.filter((why) => why !== 'recycled');
  return (others.length > 0 ? others : whys).slice(0, mostWhys);
}

function span(outage: PastOutage, zone: string, now: number, end: string): readonly string[] {
  const { from, to, lastedMs, whys } = outage;
  const was = whys.includes('cannot_send') ? '📶 I could not send' : '📶 I was offline';
  const hour = (at: number): string => clockTime(at, zone).slice(0, 5);
  if (from === null) return [`${was} until ${hour(to)}${end}`];
  if (lastedMs < minutesFromMs) return [`${was} at ${hour(from)} for ${Math.round(lastedMs / 1000)} s${end}`];
  // Within a day nobody asks on which one it was.
  if (lastedMs < dayMs) return [`${was} ${hour(from)} to ${hour(to)}${end}`];
  const on = (at: number): string => `${dateLabel(at, zone, now)}, ${hour(at)}`;
  return [was, `${on(from)} to ${on(to)}${end}`];
}

/** "Nothing was missed" is said only when nothing was, and nothing is still to show whether it will be. */
function costs({ missed, held, failed, inDoubt, late, underWay, waiting }: PastOutage): readonly string[] {
  const met = [
    ...(missed > 0 ? [`${missed} missed ${missed === 1 ? 'its' : 'their'} time`] : []),
    ...(held > 0 ? [`${held} ${held === 1 ? 'is' : 'are'} held`] : []),
    ...(failed > 0 ? [`${failed} ${failed === 1 ? 'was' : 'were'} not sent`] : []),
    ...(inDoubt > 0 ? [`${inDoubt} ${inDoubt === 1 ? 'is' : 'are'} in doubt`] : []),
  ];
  const rest = [
    ...(late > 0 ? [`${late} went late.`] : []),
    ...(underWay > 0 ? [`${underWay} ${underWay === 1 ? 'is' : 'are'} on the way.`] : []),
    ...(waiting > 0 ? [`${waiting} due meanwhile ${waiting === 1 ? 'has' : 'have'} not gone.`] : []),
  ];
  if (met.length === 0) return [...(underWay + waiting > 0 ? [] : ['Nothing was missed.']), ...rest];
  return [
    ...met.map((what, place) => (place < met.length - 1 ? `${what},` : `${what}: /attention`)),
    ...rest,
  ];
}
