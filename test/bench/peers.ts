/**
 * The peers: their libraries installed on demand in a folder outside of the project's sources, their servers started where
 * they are installed. What is not there is left out, and the reason is kept for the table.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Crash, lines, measureCrash } from './crash.ts';
import { type Lateness, latenessOf } from './lateness.ts';

export const peerNames = ['node-schedule', 'plainjob', 'bullmq', 'pg-boss'] as const;
export type PeerName = (typeof peerNames)[number];

export interface Peers {
  /** Why a peer is not measured; absent for those that are. */
  readonly leftOut: Readonly<Partial<Record<PeerName, string>>>;
  schedulesPerSecond(peer: PeerName, count: number): Promise<number>;
  lateness(peer: PeerName, count: number, overMs: number): Promise<Lateness>;
  crash(peer: PeerName): Promise<Crash>;
  /** Stops the servers and removes what they wrote. */
  stop(): void;
}

/** No peers, for sections that compare with none. */
export const nobody: Peers = {
  leftOut: {},
  schedulesPerSecond: () => Promise.reject(new Error('expected peers to compare with')),
  lateness: () => Promise.reject(new Error('expected peers to compare with')),
  crash: () => Promise.reject(new Error('expected peers to compare with')),
  stop: () => undefined,
};

/** Longer than any of them takes to notice that its process died, as they are set in peer.js. */
const againMs = 15_000;

/** `root`: the project's folder, with test/bench/peers and test/bench/servers.sh in it. */
export function openPeers(root: string): Peers {
  const sources = join(root, 'test/bench/peers');
  const modules = join(root, 'dist/bench-peers');
  const servers = join(root, 'test/bench/servers.sh');
  const folder = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'sendonce-peers-'));
  const missing = install(sources, modules);
  // PostgreSQL runs as another user, who must be able to enter.
  execFileSync('chmod', ['755', folder]);
  const running = missing === null ? started(servers, folder) : new Map<string, string>();
  const leftOut: Partial<Record<PeerName, string>> = {};
  if (missing !== null) for (const name of peerNames) leftOut[name] = missing;
  else {
    if (!running.has('redis')) leftOut.bullmq = 'no redis-server here: test/bench/servers.sh install';
    if (!running.has('postgres')) leftOut['pg-boss'] = 'no PostgreSQL here: test/bench/servers.sh install';
  }
  const sqlite = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  let grounds = 0;
  const argv = (peer: PeerName, verb: string, ground: string, ...numbers: number[]): string[] => [
    join(modules, 'run.js'),
    peer,
    verb,
    ground,
    ...numbers.map(String),
  ];
  /** A folder of its own for each measurement; the servers keep theirs, so what is in their queues is taken out first. */
  const groundOf = (): string => {
    const own = join(folder, `ground-${++grounds}`);
    mkdirSync(own);
    return JSON.stringify({
      folder: own,
      modules,
      sqlite,
      queue: `send-${grounds}`,
      redisPort: Number(running.get('redis') ?? 0),
      postgresUrl: running.get('postgres') ?? '',
    });
  };
  const figures = async <T>(command: readonly string[]): Promise<T> =>
    JSON.parse((await lines(command)).at(-1) ?? '{}') as T;
  return {
    leftOut,
    async schedulesPerSecond(peer, count) {
      return (await figures<{ perSecond: number }>(argv(peer, 'schedules', groundOf(), count))).perSecond;
    },
    async lateness(peer, count, overMs) {
      const { late } = await figures<{ late: number[] }>(argv(peer, 'lateness', groundOf(), count, overMs));
      return latenessOf(late);
    },
    crash(peer) {
      const ground = groundOf();
      const { folder: own } = JSON.parse(ground) as { folder: string };
      return measureCrash(own, {
        first: argv(peer, 'crash', ground),
        again: argv(peer, 'again', ground, againMs),
      });
    },
    stop() {
      execFileSync(servers, ['stop', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Null when the peers' libraries are there, else why not. */
function install(sources: string, modules: string): string | null {
  mkdirSync(modules, { recursive: true });
  cpSync(sources, modules, { recursive: true });
  if (existsSync(join(modules, 'node_modules/pg-boss'))) return null;
  try {
    // Not `npm ci`, which refuses where a registry lacks a package for another platform; the versions are pinned here too.
    execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: modules,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return null;
  } catch {
    return 'its library could not be installed: npm found no registry';
  }
}

/** The servers that run now: "redis" with its port, "postgres" with its address. */
function started(servers: string, folder: string): ReadonlyMap<string, string> {
  const said = execFileSync(servers, ['start', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Map(
    said
      .trim()
      .split('\n')
      .filter((line) => line.includes(' '))
      .map((line) => line.split(' ') as [string, string]),
  );
}
