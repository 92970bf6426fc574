/** The bot under test: the product as it is built, in a process of its own, watched through its log and its status. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Status } from '../../src/adapters/http/answers.ts';

/** One JSON line of its log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface BotOptions {
  /** The built `cli.js`. */
  readonly cli: string;
  readonly folder: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly onLog: (line: LogLine) => void;
  /** It ended though nobody here had asked it to; `code` is its exit code. */
  readonly onEnded: (code: number | null, lastWords: string) => void;
}

export interface Bot {
  start(): void;
  runs(): boolean;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** What it says of itself; null while it does not answer. */
  status(): Promise<Status | null>;
}

const answerWithinMs = 2_000;
const lastLines = 12;

export function openBot(options: BotOptions): Bot {
  let child: ChildProcess | null = null;
  const gone = (process: ChildProcess): Promise<number | null> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve(process.exitCode)
      : new Promise((done) => process.once('exit', (code) => done(code)));
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    const dying = child;
    child = null;
    dying?.kill(signal);
    return dying === null ? null : gone(dying);
  };

  return {
    start() {
      const born = spawn(process.execPath, [options.cli, 'start'], {
        env: { ...process.env, ...options.env, DATA_DIR: options.folder, HTTP_PORT: String(options.port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = born;
      const last: string[] = [];
      for (const stream of [born.stdout, born.stderr])
        createInterface({ input: stream }).on('line', (text) => {
          last.push(text);
          if (last.length > lastLines) last.shift();
          const line = readLog(text);
          if (line !== null) options.onLog(line);
        });
      born.once('exit', (code) => {
        if (child !== born) return;
        child = null;
        options.onEnded(code, last.join('\n'));
      });
    },
    runs: () => child !== null,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async status() {
      try {
        const token = readFileSync(join(options.folder, 'http-token'), 'utf8').trim();
        const response = await fetch(`http://127.0.0.1:${options.port}/api/status`, {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(answerWithinMs),
        });
        return response.ok ? ((await response.json()) as Status) : null;
      } catch {
        // It is down, or going down, or coming up.
        return null;
      }
    },
  };
}

/** Null for what it says in words, beside its log. */
function readLog(text: string): LogLine | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    // A kill may cut a line in two.
    return null;
  }
}
