/** The bot as the playground runs it: the product as it ships, in a process of its own, looked at through /readyz. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';

/** `down`: no process. `starting`: a process that does not answer yet. Else what /readyz says. */
export type BotState =
  | { readonly state: 'down'; readonly how: 'not_started' | 'killed' | 'ended'; readonly code: number | null }
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  | { readonly state: 'not_ready'; readonly because: string };

/** To the bot's process: so many ms ahead of the machine its clock is from now on. `n` comes back with the answer. */
export interface ToBot {
  readonly n: number;
  readonly aheadMs: number;
}

/** What stands in its ledger then. */
export interface Standing {
  /** Whether its page is connected: a moment later than this is seen in `/readyz`. */
  readonly linked: boolean;
  /** Epoch ms of the next message that is not due yet; null: none. */
  readonly next: number | null;
  /** Messages whose time has come, and which nothing but a pause keeps back. */
  readonly due: number;
  /** Handed over, and nothing heard of them yet. */
  readonly sending: number;
}
export type FromBot = Standing & { readonly n: number };

export interface BotOptions {
  /** Gets how far its clock is ahead of the machine's, in ms, as its last argument. */
  readonly command: readonly string[];
  /** Of the clock that a bot which starts now is to have. */
  readonly aheadMs: () => number;
  readonly env: NodeJS.ProcessEnv;
  /** Where its `/readyz` is: the HTTP_PORT in `env`. */
  readonly port: number;
  /** A file that gets its output; emptied at every start, so it never grows past one life. */
  readonly logFile: string;
  readonly onChange: () => void;
}

export interface Bot {
  state(): BotState;
  start(): void;
  /** Sets its clock, and tells what stands then; null where it does not answer, being down or only starting. */
  tell(aheadMs: number): Promise<Standing | null>;
  /** SIGKILL, as a power cut would end it. It is not started again by itself. */
  kill(): void;
  /** SIGTERM, and SIGKILL when that was not heard. Resolves when the process is gone. */
  stop(): Promise<void>;
}

const lookEveryMs = 300;
// The bot gives its browser 5 s to close, then kills it; twice that is a bot that does not listen.
const stopLimitMs = 15_000;
// It answers from memory, in a millisecond; a process that is still loading does not answer at all.
const answerLimitMs = 3_000;

export function botProcess(options: BotOptions): Bot {
  let state: BotState = { state: 'down', how: 'not_started', code: null };
  let child: ChildProcess | null = null;
  let looking: NodeJS.Timeout | null = null;
  let told = 0;
  const waiting = new Map<number, (standing: Standing | null) => void>();

  function set(next: BotState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    options.onChange();
  }

  async function look(seen: ChildProcess): Promise<void> {
    const next = await ask(options.port);
    if (child !== seen) return;
    if (next !== null) set(next);
    looking = setTimeout(() => void look(seen), lookEveryMs);
  }

  function start(): void {
    if (child !== null) return;
    const [program, ...args] = options.command;
    if (program === undefined)
      throw new Error('expected a command to start the bot with, found an empty one');
    const log = openSync(options.logFile, 'w', 0o600);
    // Its own process group: Ctrl-C in the terminal is for the playground, which then ends the bot in order.
    const born = spawn(program, [...args, String(options.aheadMs())], {
      env: options.env,
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    child = born;
    set({ state: 'starting' });
    const ended = (code: number | null, signal: string | null): void => {
      if (child !== born) return;
      child = null;
      for (const answered of waiting.values()) answered(null);
      if (looking !== null) clearTimeout(looking);
      set({ state: 'down', how: signal === 'SIGKILL' ? 'killed' : 'ended', code });
    };
    born.once('exit', ended);
    born.once('error', () => ended(null, null));
    born.on('message', ({ n, ...standing }: FromBot) => waiting.get(n)?.(standing));
    void look(born);
  }

  return {
    state: () => state,
    start,
    tell(aheadMs) {
      const hearing = child;
      if (hearing === null || !hearing.connected) return Promise.resolve(null);
      told += 1;
      const n = told;
      return new Promise((resolve) => {
        const answered = (standing: Standing | null): void => {
          clearTimeout(late);
          waiting.delete(n);
          resolve(standing);
        };
        const late = setTimeout(() => answered(null), answerLimitMs);
        waiting.set(n, answered);
        const asked: ToBot = { n, aheadMs };
        // A process that ends in this moment is heard of by its exit.
        hearing.send(asked, () => {});
      });
    },
    kill: () => void child?.kill('SIGKILL'),
    async stop() {
      const dying = child;
      if (dying === null) return;
      const gone = new Promise<void>((done) => dying.once('exit', () => done()));
      dying.kill('SIGTERM');
      const late = setTimeout(() => dying.kill('SIGKILL'), stopLimitMs);
      await gone;
      clearTimeout(late);
    },
  };
}

/** Null while nobody answers, or not in the form of /readyz. */
async function ask(port: number): Promise<BotState | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const body = (await response.json()) as { state?: unknown; because?: unknown };
    if (body.state === 'ready') return { state: 'ready' };
    if (body.state === 'not_ready' && typeof body.because === 'string')
      return { state: 'not_ready', because: body.because };
    return null;
  } catch {
    return null;
  }
}

/** `preferred` where nobody has it, else any free port. */
export function freePort(preferred: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      preferred !== 0 && error.code === 'EADDRINUSE' ? resolve(freePort(0)) : reject(error),
    );
    probe.listen(preferred, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
