/** One process of the bot, seen from outside: how it is started, what is said to it, and how it ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { FromBot, Plan, Standing, ToBot } from './plan.ts';
import type { Line } from './world.ts';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Life {
  /** It has been loaded, and begins. */
  readonly begun: Promise<void>;
  readonly ended: Promise<Ending>;
  isOver(): boolean;
  /** The owner's line reaches the page, if there is one. */
  hear(line: Line): void;
  /** How the bot stands, by its own ledger; null once it is over. */
  how(): Promise<Standing | null>;
  /** What it told the terminal, and what its log says. */
  said(): string;
  /** SIGTERM to the bot itself. */
  end(): void;
  kill(): void;
}

export interface LifeOptions {
  readonly launcher: string;
  /** Asked when the program has been loaded: what that took is no time of the bot's. */
  readonly plan: () => Plan;
  /** A program to start it under, such as strace with its arguments. */
  readonly under?: readonly string[];
  readonly onWorld: () => void;
}

export function beginLife({ launcher, plan, under = [], onWorld }: LifeOptions): Life {
  const [program = process.execPath, ...args] = [...under, process.execPath, launcher];
  const child: ChildProcess = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH ?? '' },
  });
  let pid = child.pid ?? 0;
  let over = false;
  let hasBegun = false;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let text = '';
  const asked: ((standing: Standing | null) => void)[] = [];
  const send = (message: ToBot): void => {
    // A process that has just died takes nothing any more, and its end is told elsewhere.
    if (child.connected) child.send(message, () => undefined);
  };
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  child.on('message', (message: FromBot) => {
    switch (message.kind) {
      case 'loaded':
        pid = message.pid;
        hasBegun = true;
        send({ kind: 'go', plan: plan() });
        begin();
        return;
      case 'world':
        onWorld();
        return;
      case 'said':
        text += `${message.text}\n`;
        return;
      case 'standing':
        asked.shift()?.(message.standing);
        return;
      default:
        message satisfies never;
    }
  });
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => {
      over = true;
      for (const answer of asked.splice(0)) answer(null);
      onWorld();
      resolve({ code, signal });
    });
  });
  const signalled = (signal: NodeJS.Signals): void => {
    if (!over) process.kill(pid, signal);
  };
  return {
    begun,
    ended,
    isOver: () => over,
    // Before it begins there is no page; it then finds the line in the record.
    hear(line) {
      if (hasBegun) send({ kind: 'line', line });
    },
    how: () =>
      over || !hasBegun || !child.connected
        ? Promise.resolve(null)
        : new Promise((resolve) => {
            asked.push(resolve);
            send({ kind: 'how' });
          }),
    said: () => text,
    end: () => signalled('SIGTERM'),
    kill: () => signalled('SIGKILL'),
  };
}
