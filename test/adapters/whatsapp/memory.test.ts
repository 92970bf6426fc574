import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { memoryLimit, memoryOf } from '../../../src/adapters/whatsapp/memory.ts';

const told = existsSync('/proc/self/statm');
const gone = (path: string): never => {
  throw new Error(`expected nobody to be there, found ${path}`);
};

test.runIf(told)('a process that grows by a hundred megabytes is seen to', async () => {
  const before = (await memoryOf([process.pid])) ?? 0;
  expect(before).toBeGreaterThan(1_000_000);
  const held = Buffer.alloc(100 * 2 ** 20, 1);
  const after = (await memoryOf([process.pid])) ?? 0;
  expect(after - before).toBeGreaterThan(held.length * 0.8);
});

test('nobody tells what a process held that has ended', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(await memoryOf([child.pid ?? -1])).toBe(null);
  expect(await memoryOf([])).toBe(null);
});

test('the limit is a share of what the container may have, and of the machine where it may have all', () => {
  expect(memoryLimit(() => '1572864000\n')).toBe(Math.round(0.6 * 1_572_864_000));
  const ofMachine = Math.round(Math.min(2 * 2 ** 30, 0.6 * totalmem()));
  expect(memoryLimit(() => 'max\n')).toBe(ofMachine);
  expect(memoryLimit(gone)).toBe(ofMachine);
  // The first kind of container writes a number near the largest where there is no limit.
  expect(memoryLimit(() => '9223372036854771712\n')).toBe(ofMachine);
});
