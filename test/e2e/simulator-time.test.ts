import { afterEach, expect, it } from 'vitest';
import { makeStage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** A world that lives faster than the machine, with everything in its page. */

let stage: Stage;

afterEach(() => stage.close());

it('runs its page and its server by one clock that both can be told', async () => {
  const sim = Date.UTC(2031, 5, 1, 12);
  const scale = { real: Date.now(), sim, speed: 20 };
  const now = () => sim + (Date.now() - scale.real) * scale.speed;
  stage = await makeStage({ time: scale, deadAfterMs: 120_000 });
  const { world } = stage.simulator;
  const linked = await stage.start();

  const before = now();
  const { at, made, text, type, took, ticks } = await linked.page.evaluate(async () => {
    const began = Date.now();
    const machine = performance.timeOrigin;
    let count = 0;
    const interval = setInterval(() => {
      count += 1;
    }, 1_000);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    clearInterval(interval);
    return {
      at: Date.now(),
      made: new Date().toISOString(),
      text: new Date(0).toISOString(),
      type: new Date() instanceof Date && machine > 0,
      took: Date.now() - began,
      ticks: count,
    };
  });
  expect(at).toBeGreaterThanOrEqual(before + 10_000);
  expect(at).toBeLessThanOrEqual(now());
  expect(Date.parse(made)).toBeGreaterThanOrEqual(at);
  expect(Date.parse(made)).toBeLessThanOrEqual(now());
  expect([text, type]).toEqual(['1970-01-01T00:00:00.000Z', true]);
  expect(took).toBeGreaterThanOrEqual(9_900);
  // By the machine's time it would be none: as many as a busy page comes to.
  expect(ticks).toBeGreaterThan(0);

  const sent = await linked.client.sendMessage('27300000000002@lid', 'from a fast world');
  await until('read', () => linked.events.includes(`ack ${sent.id.id} 3`));
  expect(sent.timestamp * 1000).toBeGreaterThanOrEqual(before);
  const [line] = world.wire();
  expect(line?.at).toBeGreaterThanOrEqual(at);
  expect(line?.at).toBeLessThanOrEqual(now());
  // Two minutes without a sign of life are six seconds here.
  world.faults.cutNetwork({ silently: true });
  const cutAt = now();
  await until('the page gives up', async () => (await linked.client.getState()) === 'OPENING');
  expect(now() - cutAt).toBeGreaterThanOrEqual(30_000);
  world.faults.restoreNetwork();
  await until('connected', async () => (await linked.client.getState()) === 'CONNECTED');
});
