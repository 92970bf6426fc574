/** (2) Every scheduled command is read again in each connection, however many there are and however far ahead. */
import { expect, test } from 'vitest';
import type { Ground } from '../../src/core/ground.ts';
import { createReread } from '../../src/core/reread.ts';
import { noon, openGround } from '../adapters/sqlite/ground.ts';

test('many at one instant, of as many commands, and those behind them', async () => {
  const { ledger, arm } = openGround();
  const commands = Array.from({ length: 260 }, (_, index) => `3A${index}`);
  for (const [index, commandWaId] of commands.entries())
    arm({ commandWaId, plannedAt: index < 230 ? noon : noon + index });
  const asked: string[] = [];
  const ground = {
    ledger,
    clock: { now: () => noon - 24 * 60 * 60_000 },
    whatsapp: {
      reread: async (_: unknown, waId: string) => {
        asked.push(waId);
        return { kind: 'absent' };
      },
    },
  } as unknown as Ground;
  const reread = createReread(ground, {
    conversation: { revoked: async () => {} },
    mayTakeBack: () => true,
  });
  expect(await reread.soon(1, [])).toBe(true);
  expect(asked).toEqual([]);
  for (let turn = 0; turn < 10 && (await reread.more(1, [])) === 'more'; turn++);
  expect(asked).toHaveLength(260);
  expect(new Set(asked)).toEqual(new Set(commands));
  expect(await reread.more(1, [])).toBe('done');
  expect(asked).toHaveLength(260);
  await reread.more(2, []);
  expect(asked.length).toBeGreaterThan(260);
});
