/** The link to the phone and what it stands on: the browser's profile, and in a running bot the link itself. */

import { readdirSync } from 'node:fs';
import type { Finding } from '../adapters/http/answers.ts';
import { browsersOn } from '../adapters/whatsapp/processes.ts';
import { failedTrials } from '../chat/selftest-text.ts';
import type { SelftestResult } from '../core/selftest.ts';
import { type Ability, abilities, type Link } from '../core/whatsapp.ts';
import { linkText } from '../standing.ts';

/** In the running bot. */
export function examineLink(link: Link, caughtUp: boolean): Finding {
  const about = 'session';
  const text = linkText(link);
  if (link.state !== 'connected') return { about, verdict: 'ill', text: `${text}.` };
  return caughtUp
    ? { about, verdict: 'well', text: `${text}, and caught up.` }
    : { about, verdict: 'warning', text: `${text}; still reading what was written meanwhile.` };
}

/** What WhatsApp Web has of what the bot uses, in the running bot. `tested`: the last selftest, if there was one. */
export function examineBuild(link: Link, tested: SelftestResult | null): Finding {
  const about = 'modules';
  if (link.state !== 'connected')
    return { about, verdict: 'warning', text: 'WhatsApp Web is looked into once it is connected.' };
  const { version, lacking } = link.build;
  const lacks = (ability: Ability): readonly string[] =>
    lacking.filter((lack) => lack.ability === ability).map(({ name }) => name);
  // What was found in another build, or with another account, says nothing of this one.
  const isOfNow = tested?.version === version && tested.account === link.account.chatId;
  const failed = isOfNow ? failedTrials(tested) : [];
  if (lacking.length === 0) {
    const found = isOfNow ? testedText(failed) : '; /selftest shows whether it works';
    const verdict = failed.length > 0 ? 'warning' : 'well';
    return { about, verdict, text: `WhatsApp Web ${version} has all that I use${found}.` };
  }
  const named = abilities
    .filter((ability) => lacks(ability).length > 0)
    .map((ability) => `${ability} (${lacks(ability).join(', ')})`);
  return {
    about,
    verdict: lacks('send').length > 0 ? 'ill' : 'warning',
    text: `WhatsApp Web ${version} has changed. Switched off: ${named.join(', ')}. Look for a new version of Sendonce.`,
  };
}

function testedText(failed: readonly string[]): string {
  return failed.length > 0
    ? `, but not working in the selftest: ${failed.join(', ')}`
    : ', and the selftest found nothing failing';
}

/** Where no bot runs: `profile` is the folder of its browser. */
export function examineProfile(profile: string): Finding {
  const about = 'session';
  if (entriesOf(profile) === 0)
    return { about, verdict: 'warning', text: 'none yet: the next start shows a QR code to link.' };
  const left = browsersOn(profile);
  if (left.length > 0)
    return {
      about,
      verdict: 'warning',
      text: `a browser of an earlier bot still runs (process ${left.join(', ')}); the next start ends it.`,
    };
  return { about, verdict: 'well', text: 'kept; whether the phone still knows it shows at the next start.' };
}

function entriesOf(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return 0;
  }
}
