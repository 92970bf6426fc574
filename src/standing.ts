/** How the bot stands, for probes, for the command line and for /status: read from the ledger and the link, kept nowhere. */
import type { Health, Ready, Status } from './adapters/http/answers.ts';
import type { Standing } from './chat/command.ts';
import { lackOf, maySend } from './core/able.ts';
import type { Ledger, LedgerFaultKind } from './core/ledger.ts';
import { type Status as MessageStatus, statuses } from './core/message.ts';
import type { BlockedWhy, Link, RecoveryWhy, WhatsApp } from './core/whatsapp.ts';

export interface StandingGround {
  readonly ledger: Ledger;
  readonly whatsapp: Pick<WhatsApp, 'link'>;
  readonly caughtUp: () => boolean;
  /** The last operating fault of the ledger that no later write has contradicted. */
  readonly ledgerFault: () => LedgerFaultKind | null;
  readonly startedAt: number;
  readonly version: string;
  readonly zone: () => string | null;
  readonly dryRun: boolean;
  readonly now: () => number;
}

export function healthOf(ground: StandingGround): Health {
  const fault = ground.ledgerFault();
  return fault === null ? { state: 'healthy', ledger: 'ok' } : { state: 'sick', ledger: fault };
}

export function readyOf(ground: StandingGround): Ready {
  const link = ground.whatsapp.link();
  if (link.state !== 'connected') return { state: 'not_ready', because: link.state };
  if (!maySend(link)) return { state: 'not_ready', because: 'cannot_send' };
  if (ground.ledger.latch('stopped') !== null) return { state: 'not_ready', because: 'stopped' };
  if (ground.ledger.latch('breaker') !== null) return { state: 'not_ready', because: 'breaker' };
  return ground.caughtUp() ? { state: 'ready' } : { state: 'not_ready', because: 'catching_up' };
}

export function statusOf(ground: StandingGround): Status {
  const { ledger } = ground;
  const link = ground.whatsapp.link();
  const latches = (['stopped', 'breaker'] as const).flatMap((name) => ledger.latch(name) ?? []);
  const counts = statuses.map((status) => [status, ledger.count({ statuses: [status] })] as const);
  return {
    version: ground.version,
    startedAt: ground.startedAt,
    ready: readyOf(ground),
    link: link.state,
    down: 'why' in link ? link.why : null,
    latches,
    messages: Object.fromEntries(counts) as Record<MessageStatus, number>,
    needingOwner: ledger.needingOwner().length,
    nextPlannedAt: ledger.nextPlanned(0),
    timezone: ground.zone(),
    dryRun: ground.dryRun,
  };
}

export function standingOf(ground: StandingGround): Standing {
  return {
    link: linkText(ground.whatsapp.link()),
    caughtUp: ground.caughtUp(),
    startedAt: ground.startedAt,
    version: ground.version,
  };
}

/** Where the link stands, in words for the owner and the terminal. */
export function linkText(link: Link): string {
  switch (link.state) {
    case 'starting':
      return 'Starting Chromium';
    case 'linking':
      return 'Waiting to be linked: scan the QR code';
    case 'syncing':
      return 'Linked; WhatsApp Web is loading';
    case 'connected': {
      const lacking = lackOf(link, 'send') ?? lackOf(link, 'read');
      return lacking === null
        ? 'Connected'
        : `Connected, but WhatsApp Web has changed: I cannot send without ${lacking}`;
    }
    case 'logged_out':
      return 'Logged out on the phone';
    case 'offline':
      return 'Offline: the connection to WhatsApp is down';
    case 'recovering':
      return recoveringText[link.why];
    case 'blocked':
      return blockedText[link.why];
    default:
      return link satisfies never;
  }
}

const recoveringText: Readonly<Record<RecoveryWhy, string>> = {
  unreachable: 'web.whatsapp.com cannot be reached',
  browser_gone: 'Chromium ended; starting it anew',
  page_gone: 'WhatsApp Web ended; starting it anew',
  no_browser: 'Chromium was not found or does not start',
  probe_failed: 'WhatsApp Web does not answer; starting it anew',
  entry_failed: 'WhatsApp Web did not come up; starting it anew',
  stuck: 'WhatsApp Web makes no progress; starting it anew',
  recycled: 'Starting WhatsApp Web anew',
};

const blockedText: Readonly<Record<BlockedWhy, string>> = {
  conflict: 'WhatsApp Web is in use elsewhere',
  account: 'WhatsApp refuses this account: look at the phone',
  proxy: 'WhatsApp refuses this network',
  version: 'WhatsApp refuses this version of its page; trying again later',
  changed: 'WhatsApp Web has changed too much for this version of Sendonce',
};
