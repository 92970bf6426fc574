/** (4) What a receiver of alarms reads: states and ids, in one short line. */
import { describe, expect, test } from 'vitest';
import { memoryFile } from '../../src/adapters/sqlite/open.ts';
import { alarmLine } from '../../src/core/alarm-text.ts';
import { stopSwitch } from '../adapters/sqlite/ground.ts';

describe('the line', () => {
  test('groups by state, names ranges, and stays short whatever waits', () => {
    const at = Date.UTC(2026, 10, 24, 12);
    const ledger = memoryFile().ledger({ stopFile: stopSwitch(), now: () => at });
    const alarm = (state: 'missed' | 'held' | 'failed', messageId: number) => ({
      id: messageId,
      state,
      messageId,
      why: null,
      raisedAt: at,
    });
    expect(alarmLine(ledger, [alarm('missed', 4), alarm('held', 9), alarm('missed', 5)], at)).toBe(
      'Sendonce: 2 missed: #4-5; #9 held',
    );
    const scattered = Array.from({ length: 4_000 }, (_, index) => alarm('failed', 2 * index + 1));
    const line = alarmLine(ledger, scattered, at);
    expect(line).toMatch(/^Sendonce: 4000 failed: #1, #3, .* …$/);
    expect(line.length).toBeLessThan(200);
  });
});
