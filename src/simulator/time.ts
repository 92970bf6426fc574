/** Time of a world: the machine's, or one that runs faster. Every clock of the simulator's server and of its pages is this one. */
export interface TimeScale {
  /** Epoch ms of the machine's clock at which it was `sim`. */
  readonly real: number;
  /** Epoch ms. */
  readonly sim: number;
  /** How many ms of the world pass in one of the machine's. */
  readonly speed: number;
}

export interface Time {
  readonly scale: TimeScale;
  /** Epoch ms of the world. */
  now(): number;
  /** Calls after so many ms of the world; answers with the call that takes it back. */
  after(ms: number, call: () => void): () => void;
  every(ms: number, call: () => void): () => void;
  /** Takes back everything that still waits. */
  close(): void;
}

export function makeTime(scale: TimeScale = { real: 0, sim: 0, speed: 1 }): Time {
  const { real, sim, speed } = scale;
  const waiting = new Set<NodeJS.Timeout>();

  function keep(timer: NodeJS.Timeout): () => void {
    waiting.add(timer);
    return () => {
      clearTimeout(timer);
      waiting.delete(timer);
    };
  }

  return {
    scale,
    now: () => Math.round(sim + (Date.now() - real) * speed),
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
