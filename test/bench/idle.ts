/** What an idle bot costs: linked, caught up, a thousand messages scheduled, none of them soon; no browser. */
import { spawn } from 'node:child_process';
import { armMany } from './start.ts';

export interface Idle {
  readonly measuredMs: number;
  readonly cpuMsPerMinute: number;
  readonly rssMb: number;
}

export async function measureIdle(folder: string, overMs: number): Promise<Idle> {
  armMany(folder, 1_000);
  const child = new URL('./idle-child.js', import.meta.url).pathname;
  const said = await new Promise<string>((resolve, reject) => {
    const running = spawn(process.execPath, [child, folder, String(overMs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    running.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    running.once('error', reject);
    running.once('close', () => resolve(text));
  });
  return JSON.parse(said) as Idle;
}
