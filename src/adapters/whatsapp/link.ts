/** What a look at the page says about the connection: a pure decision. */
import type { Account } from '../../core/whatsapp.ts';
import type { Probe } from './page/probe.ts';

export type Judgement =
  | {
      readonly state:
        | 'starting'
        | 'linking'
        | 'syncing'
        | 'conflict'
        | 'logged_out'
        | 'no_socket'
        | 'no_page';
    }
  | { readonly state: 'connected'; readonly account: Account };

export interface Known {
  /** Connected before in the life of this browser. */
  readonly wasConnected: boolean;
  /** The offline delivery's figure has stood still for so long that it is no delivery in progress. */
  readonly progressStandsStill: boolean;
}

/** Missing figures (a build that does not tell them) do not keep the link down; contrary ones do. */
export function judge(seen: Probe, known: Known): Judgement {
  switch (seen.state) {
    case null:
      return { state: known.wasConnected ? 'no_page' : 'starting' };
    case 'UNPAIRED':
    case 'UNPAIRED_IDLE':
      return { state: known.wasConnected ? 'logged_out' : 'linking' };
    case 'CONFLICT':
      return { state: 'conflict' };
    case 'PAIRING':
      return { state: 'syncing' };
    case 'CONNECTED':
      break;
    case 'OPENING':
    case 'UNLAUNCHED':
      return { state: known.wasConnected ? 'no_socket' : 'starting' };
    default:
      return { state: 'no_socket' };
  }
  const delivered = seen.offlineProgress === null || seen.offlineProgress >= 100 || known.progressStandsStill;
  const streams = seen.stream === null || seen.stream === 'CONNECTED';
  const account = accountOf(seen);
  const ready = seen.hasSynced && delivered && streams && seen.hasLibrary && seen.document !== null;
  return ready && account !== null ? { state: 'connected', account } : { state: 'syncing' };
}

/** The id may carry the number of the device, which is no part of the account. */
function accountOf(seen: Probe): Account | null {
  const digits = /^(\d+)(?::\d+)?@c\.us$/.exec(seen.chatId ?? '')?.[1];
  if (digits === undefined) return null;
  return { phone: `+${digits}`, chatId: `${digits}@c.us`, lid: seen.lid };
}
