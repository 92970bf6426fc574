/**
 * What a `kill -9` in mid-send does. The same night for everyone: two messages, the process killed while it hands over the
 * first and before the second is due, and started again. A hand-over is a line in a file, as final as one to WhatsApp.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Crash {
  /** How often the message in hand at the kill was handed over, both lives counted. */
  readonly interruptedSent: number;
  /** How often the one that came due after the restart was. */
  readonly nextSent: number;
  /** What the owner was told of the interrupted one; null where there is nobody to tell. */
  readonly told: string | null;
}

export interface CrashCommands {
  /** Node's arguments of the first life, which ends in the middle of its first hand-over. */
  readonly first: readonly string[];
  /** Of the second one, which ends by itself. */
  readonly again: readonly string[];
}

const beginMs = 30_000;
const endMs = 90_000;

/** In `folder` the first life appends a line to `sent` for each hand-over, and so does the second. */
export async function measureCrash(folder: string, { first, again }: CrashCommands): Promise<Crash> {
  const sent = join(folder, 'sent');
  const dying = spawn(process.execPath, first, { stdio: ['ignore', 'ignore', 'inherit'] });
  const dead = new Promise((resolve) => dying.once('close', resolve));
  const limit = Date.now() + beginMs;
  while (!existsSync(sent) && dying.exitCode === null && Date.now() < limit)
    await new Promise((done) => setTimeout(done, 5));
  dying.kill('SIGKILL');
  await dead;
  if (!existsSync(sent)) throw new Error('expected the first life to begin a hand-over');
  const said = await lines(again);
  const handed = readFileSync(sent, 'utf8').split('\n');
  return {
    interruptedSent: handed.filter((line) => line === 'interrupted').length,
    nextSent: handed.filter((line) => line === 'after it').length,
    told: (JSON.parse(said.at(-1) ?? '{}') as { told?: string }).told ?? null,
  };
}

/** What a program of ours writes to standard output, line by line. */
export function lines(argv: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => running.kill('SIGKILL'), endMs);
    let text = '';
    running.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    running.once('error', reject);
    running.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(text.trim().split('\n'));
      else reject(new Error(`${argv.slice(0, 3).join(' ')} ended with ${code}`));
    });
  });
}
