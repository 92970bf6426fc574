/** One at a time, in order of asking: hand-overs share the page, and two in one turn could not be told apart. */
export interface Lane {
  run<T>(act: () => Promise<T>): Promise<T>;
}

export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run<T>(act: () => Promise<T>): Promise<T> {
      const mine = last.then(act, act);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
