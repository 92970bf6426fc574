// @ts-check
import { build } from './build.js';

/**
 * Where the world has a time of its own, everything in this document lives by it: our own modules, and whatever is put
 * into it later. Imported before anything that reads a clock. When the world's clock leaps, dates follow; a timer that
 * runs keeps its length, and so does `performance.now`, which never steps.
 */

/** @typedef {import('../time.ts').TimeScale} TimeScale */

/** @type {TimeScale} */
let scale = build.time ?? { real: 0, sim: 0, speed: 1 };

/** The world says how its clock stands now. @param {TimeScale} next */
export function learnTime(next) {
  scale = next;
}

if (build.time) {
  const { speed } = scale;
  const RealDate = Date;
  const realTimeout = setTimeout;
  const realInterval = setInterval;
  const realPerformance = performance.now.bind(performance);
  const now = () => Math.round(scale.sim + (RealDate.now() - scale.real) * speed);

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
