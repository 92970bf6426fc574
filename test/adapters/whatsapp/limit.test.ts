import { expect, test } from 'vitest';
import { createClock } from '../../../src/adapters/clock.ts';
import { within } from '../../../src/adapters/whatsapp/limit.ts';

const realClock = createClock();

test('an answer in time is the answer, a rejection is a value too, and silence is late', async () => {
  expect(await within(realClock, 1_000, Promise.resolve(7))).toEqual({ kind: 'value', value: 7 });
  const error = new Error('no');
  expect(await within(realClock, 1_000, Promise.reject(error))).toEqual({ kind: 'failed', error });
  expect(await within(realClock, 10, new Promise(() => {}))).toEqual({ kind: 'late' });
});

test('a rejection that comes after the limit is nobody’s unhandled rejection', async () => {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  const unhandled: unknown[] = [];
  const hear = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', hear);
  try {
    expect((await within(realClock, 5, promise)).kind).toBe('late');
    reject(new Error('late'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
