/** What a look at the page says about the connection: a pure decision. */
import type { Account, BlockedWhy, Build } from '../../core/whatsapp.ts';
import type { Probe } from './page/probe.ts';

export type Judgement =
  | {
      readonly state:
        | 'starting'
        | 'linking'
        | 'syncing'
        /** It was linked and shows itself unlinked: a log-out, if it lasts. */
        | 'doubtful'
        | 'no_socket'
        | 'no_page';
    }
  | { readonly state: 'blocked'; readonly why: BlockedWhy }
  | { readonly state: 'connected'; readonly account: Account; readonly build: Build };

export interface Known {
  /** Connected before in the life of this browser. */
  readonly wasConnected: boolean;
  /** The offline delivery's figure has stood still for so long that it is no delivery in progress. */
  readonly progressStandsStill: boolean;
  /** The page lacks what we need to look at it, or has had its program for long without telling its state. */
  readonly changed: boolean;
  /** What the page was checked to have; null until it was. */
  readonly build: Build | null;
}

/** Missing figures (a build that does not tell them) do not keep the link down; contrary ones do. */
export function judge(seen: Probe, known: Known): Judgement {
  const { wasConnected } = known;
  if (known.changed) return { state: 'blocked', why: 'changed' };
  // Where WhatsApp Web goes after a log-out. It stays in the address when the device is linked anew in that very page.
  const left = wasConnected && seen.afterLogOut;
  switch (seen.state) {
    case null:
      return { state: left ? 'doubtful' : wasConnected ? 'no_page' : 'starting' };
    case 'UNPAIRED':
    case 'UNPAIRED_IDLE':
      return { state: wasConnected ? 'doubtful' : 'linking' };
    case 'CONFLICT':
      return { state: 'blocked', why: 'conflict' };
    case 'TOS_BLOCK':
    case 'SMB_TOS_BLOCK':
      return { state: 'blocked', why: 'account' };
    case 'PROXYBLOCK':
      return { state: 'blocked', why: 'proxy' };
    case 'DEPRECATED_VERSION':
      return { state: 'blocked', why: 'version' };
    case 'PAIRING':
      return { state: 'syncing' };
    case 'CONNECTED':
      break;
    case 'OPENING':
    case 'UNLAUNCHED':
      return { state: left ? 'doubtful' : wasConnected ? 'no_socket' : 'starting' };
    default:
      return { state: 'no_socket' };
  }
  const delivered = seen.offlineProgress === null || seen.offlineProgress >= 100 || known.progressStandsStill;
  const streams = seen.stream === null || seen.stream === 'CONNECTED';
  const account = accountOf(seen);
  const ready = seen.hasSynced && delivered && streams && seen.hasLibrary && seen.document !== null;
  if (!ready || account === null || known.build === null) return { state: 'syncing' };
  return { state: 'connected', account, build: known.build };
}

/** The id may carry the number of the device, which is no part of the account. */
function accountOf(seen: Probe): Account | null {
  const digits = /^(\d+)(?::\d+)?@c\.us$/.exec(seen.chatId ?? '')?.[1];
  if (digits === undefined) return null;
  return { phone: `+${digits}`, chatId: `${digits}@c.us`, lid: seen.lid };
}
