/** Time of a world: the machine's, or one of its own. Every clock of the simulator's server and of its pages is this one. */
export interface TimeScale {
  /** Epoch ms of the machine's clock at which it was `sim`. */
  readonly real: number;
  /** Epoch ms. */
  readonly sim: number;
  /** How many ms of the world pass in one of the machine's. */
  readonly speed: number;
}

export interface Time {
  /** As it stands: a leap changes it. */
  scale(): TimeScale;
  /** Epoch ms of the world. */
  now(): number;
  /** The clock is so many ms further from now on. What is timed already keeps its length: an ack takes what it takes. */
  leap(ms: number): void;
  /** Calls after so many ms of the world; answers with the call that takes it back. */
  after(ms: number, call: () => void): () => void;
  every(ms: number, call: () => void): () => void;
  /** Takes back everything that still waits. */
  close(): void;
}

export function makeTime(first: TimeScale = { real: 0, sim: 0, speed: 1 }): Time {
  let scale = first;
  const { speed } = first;
  const waiting = new Set<NodeJS.Timeout>();

  function keep(timer: NodeJS.Timeout): () => void {
    waiting.add(timer);
    return () => {
      clearTimeout(timer);
      waiting.delete(timer);
    };
  }

  return {
    scale: () => scale,
    now: () => Math.round(scale.sim + (Date.now() - scale.real) * speed),
    leap(ms) {
      scale = { ...scale, sim: scale.sim + ms };
    },
    after(ms, call) {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        call();
      }, ms / speed);
      return keep(timer);
    },
    every: (ms, call) => keep(setInterval(call, ms / speed)),
    close() {
      for (const timer of waiting) clearTimeout(timer);
      waiting.clear();
    },
  };
}
