import { defineConfig } from 'vitest/config';

/** `unit` runs under virtual time on real SQLite, `e2e` drives the real library in real Chromium, `tidy` reads the source. */
export default defineConfig({
  test: {
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
          testTimeout: 30_000,
          // They compute and never wait: one to a core, where one core would be left idle by default.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Each wait within them has its own bound, and says what it waited for: these are for what nobody bounds.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Each file waits two seconds for every one that it computes: five at once keep two cores busy.
          maxWorkers: 5,
        },
      },
      { test: { name: 'tidy', include: ['test/tidy.test.ts'] } },
    ],
  },
});
