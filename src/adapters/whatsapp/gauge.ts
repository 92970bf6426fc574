/** The figures of the page that lives now, measured beside the looks at it. */
import type { Clock } from '../../core/clock.ts';
import type { PageHealth } from '../../core/whatsapp.ts';
import { memoryLimit, memoryOf } from './memory.ts';
import { browsersOn } from './processes.ts';

export interface Gauge {
  begin(generation: string): void;
  end(): void;
  /** Measures when the last time is long enough ago. */
  measure(): void;
  /** The last figures; null when no page lives. */
  read(): PageHealth | null;
}

export function createGauge(profileFolder: string, clock: Clock, everyMs: number): Gauge {
  let page: { readonly generation: string; readonly bornAt: number } | null = null;
  let memory: PageHealth['memory'] = null;
  let measuredAt = Number.NEGATIVE_INFINITY;
  return {
    begin(generation) {
      page = { generation, bornAt: clock.monotonic() };
      memory = null;
      measuredAt = Number.NEGATIVE_INFINITY;
    },
    end() {
      page = null;
    },
    measure() {
      const now = clock.monotonic();
      const measured = page;
      if (measured === null || now - measuredAt < everyMs) return;
      measuredAt = now;
      void memoryOf(browsersOn(profileFolder)).then((bytes) => {
        // Of a browser that has ended meanwhile it says nothing about the next one.
        if (page === measured) memory = bytes === null ? null : { bytes, limitBytes: memoryLimit() };
      });
    },
    read: () =>
      page === null ? null : { generation: page.generation, ageMs: clock.monotonic() - page.bornAt, memory },
  };
}
