/** The bot's HTTP: what a probe may ask, and with the token what the owner's command line may. */
import type { BackupOutcome } from '../../core/backup.ts';
import type { LedgerFaultKind } from '../../core/ledger.ts';
import type { Log } from '../../core/log.ts';
import type {
  BackupReport,
  DoctorReport,
  GroupCodeReport,
  Health,
  Ready,
  Status,
  StopReport,
} from './answers.ts';
import { type Route, type Server, serve } from './serve.ts';

export interface HttpOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly token: string;
  readonly health: () => Health;
  readonly ready: () => Ready;
  readonly status: () => Status;
  /** Resolves when the stop is committed and the aborts are answered. */
  readonly emergencyStop: () => Promise<StopReport>;
  readonly backup: () => BackupOutcome;
  /** A new code by which an owner makes a group a control chat. */
  readonly groupCode: () => GroupCodeReport;
  /** Looks at everything that the bot stands on; may take half a minute. */
  readonly doctor: () => Promise<DoctorReport>;
  readonly log: Log;
}

// Nothing asked here has a body of any use; a kilobyte lets a client send an empty JSON object.
const bodyLimit = 1024;

// Answers are of this moment and are for programs: no cache may keep them and no browser may guess at their type.
const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const notBackedUp: Readonly<Record<LedgerFaultKind, string>> = {
  full: 'The disk is full. Nothing was changed.',
  io: 'The disk failed. Nothing was changed.',
  busy: 'The ledger is in use just now. Nothing was changed.',
  corrupt: 'The copy is damaged, so the ledger may be too. Keep the earlier backups.',
  superseded: 'Another Sendonce has taken over this data folder.',
};

/** Binds and answers until closed. Throws `CannotListen`. */
export function startHttp(options: HttpOptions): Promise<Server> {
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/healthz',
      access: 'open',
      answer() {
        const health = options.health();
        return { status: health.state === 'healthy' ? 200 : 503, body: health };
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      access: 'open',
      answer() {
        const ready = options.ready();
        return { status: ready.state === 'ready' ? 200 : 503, body: ready };
      },
    },
    {
      method: 'GET',
      path: '/api/status',
      access: 'token',
      answer: () => ({ status: 200, body: options.status() }),
    },
    {
      method: 'GET',
      path: '/api/doctor',
      access: 'token',
      answer: async () => ({ status: 200, body: await options.doctor() }),
    },
    {
      method: 'POST',
      path: '/api/emergency-stop',
      access: 'token',
      answer: async () => ({ status: 200, body: await options.emergencyStop() }),
    },
    {
      method: 'POST',
      path: '/api/backup',
      access: 'token',
      answer() {
        const outcome = options.backup();
        if (outcome.kind === 'failed') return { status: 500, body: { error: notBackedUp[outcome.why] } };
        const { kind: _, ...report } = outcome;
        return { status: 200, body: report satisfies BackupReport };
      },
    },
    {
      method: 'POST',
      path: '/api/group-code',
      access: 'token',
      answer: () => ({ status: 200, body: options.groupCode() }),
    },
  ];
  return serve({
    host: options.host,
    port: options.port,
    token: options.token,
    routes,
    bodyLimit,
    headers,
    log: options.log,
  });
}
