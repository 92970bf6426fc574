import { defineConfig } from 'vitest/config';

/** `unit` runs under virtual time on real SQLite, `e2e` drives the real library in real Chromium, `tidy` reads the source. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/tidy.test.ts', 'test/soak/**'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each test waits for browsers and clocks more than it computes: three at once keep two cores busy.
          maxWorkers: 3,
        },
      },
      { test: { name: 'tidy', include: ['test/tidy.test.ts'] } },
    ],
  },
});
