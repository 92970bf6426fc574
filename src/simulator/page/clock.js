// @ts-check
import { build } from './build.js';

/**
 * Where the world lives faster than the machine, everything in this document does: our own modules, and whatever is
 * put into it later. Imported before anything that reads a clock.
 */

const { time } = build;

if (time) {
  const { real, sim, speed } = time;
  const RealDate = Date;
  const realTimeout = setTimeout;
  const realInterval = setInterval;
  const realPerformance = performance.now.bind(performance);
  const now = () => Math.round(sim + (RealDate.now() - real) * speed);

  const date = new Proxy(RealDate, {
    construct: (target, args, asked) => Reflect.construct(target, args.length === 0 ? [now()] : args, asked),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  /** @param {Function | string} call @param {number} [ms] @param {...any} args */
  const timeout = (call, ms = 0, ...args) => realTimeout(call, ms / speed, ...args);
  /** @param {Function | string} call @param {number} [ms] @param {...any} args */
  const interval = (call, ms = 0, ...args) => realInterval(call, ms / speed, ...args);
  Object.assign(window, { Date: date, setTimeout: timeout, setInterval: interval });
  performance.now = () => realPerformance() * speed;
}
