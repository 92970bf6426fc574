import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first: one of them begun last would run alone in the end. */
const longest = [
  'playground',
  'product-kill',
  'product-outage',
  'faults-send',
  'product-recipients',
  'product-acks',
  'product-send',
  'product-files',
  'transport-contract',
  'faults-link',
  'product-selftest',
  'restore-kill',
  'simulator-link-faults',
  'simulator-start-faults',
  'faults-acks',
  'faults-build',
  'faults-start',
  'faults-blocked',
  'product-kills',
  'product-unsend',
  'product-process',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/e2e/${name}.test.ts`));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

/** `unit` runs under virtual time on real SQLite, `e2e` drives the real library in real Chromium, `tidy` reads the source. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    /**
     * whatsapp-web.js reads the page's body in a listener that nobody awaits, and rejects when the page is gone by then.
     * The product tells such a rejection from its own by `isLibraryRejection`; any other one fails the run.
     */
    onUnhandledError: (error) => !/Network\.getResponseBody/.test(error.message ?? ''),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/tidy.test.ts', 'test/soak/**'],
          // A machine of two cores that does other things as well takes many times as long.
          testTimeout: 120_000,
          // They compute and never wait: one to a core, where one core would be left idle by default.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Each wait within them has its own bound, and says what it waited for: these are for what nobody bounds.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 60_000, interval: 100 } },
          // Each file waits two seconds for every one that it computes: five at once keep two cores busy.
          maxWorkers: 5,
        },
      },
      { test: { name: 'tidy', include: ['test/tidy.test.ts'] } },
    ],
  },
});
