import { describe, expect, it } from 'vitest';
import { makeTime } from '../../src/simulator/time.ts';
import { until } from './until.ts';

describe('the time of a world', () => {
  it('is the machine’s unless it is told another one', () => {
    const time = makeTime();
    const before = Date.now();
    expect(time.now()).toBeGreaterThanOrEqual(before);
    expect(time.now()).toBeLessThanOrEqual(Date.now());
  });

  it('passes faster, from the instant that both agree on', () => {
    const real = Date.now() - 1_000;
    const time = makeTime({ real, sim: 5_000_000, speed: 20 });
    const passed = time.now() - 5_000_000;
    expect(passed).toBeGreaterThanOrEqual(20_000);
    expect(passed).toBeLessThanOrEqual(20 * (Date.now() - real));
  });

  it('calls after its own minutes, until it is taken back or closed', async () => {
    const time = makeTime({ real: Date.now(), sim: 0, speed: 2_000 });
    const called: string[] = [];
    const began = performance.now();
    time.after(120_000, () => called.push('after'));
    time.after(1, () => called.push('taken back'))();
    const stop = time.every(20_000, () => called.push('every'));
    await until('the last', () => called.includes('after'));
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(called.filter((one) => one === 'every').length).toBeGreaterThan(3);
    expect(called).not.toContain('taken back');
    stop();
    time.after(20_000, () => called.push('too late'));
    time.close();
    const seen = called.length;
    await until('a later instant', () => time.now() > 300_000);
    expect(called).toHaveLength(seen);
  });
});
