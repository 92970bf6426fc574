import { expect, test } from 'vitest';
import { createLog, type LogLevel } from '../../src/adapters/log.ts';
import type { Log } from '../../src/core/log.ts';

/** What was written while `act` ran, line by line. */
function written(act: (log: Log) => void, level: LogLevel = 'info'): Record<string, unknown>[] {
  const lines: string[] = [];
  act(createLog(level, { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line is JSON with its level, an instant, the fields and the sentence', () => {
  const [line] = written((log) => log.info({ message: 12, waId: '3EB0A1B2C3D4E5F6071829' }, 'handed over'));
  expect(line).toMatchObject({
    level: 'info',
    message: 12,
    waId: '3EB0A1B2C3D4E5F6071829',
    msg: 'handed over',
  });
  expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(line).not.toHaveProperty('hostname');
});

test('what is below the level is not written', () => {
  expect(written((log) => log.debug({}, 'details'))).toEqual([]);
  expect(written((log) => log.debug({}, 'details'), 'debug')).toHaveLength(1);
  expect(written((log) => log.error({}, 'fault'), 'silent')).toEqual([]);
});

test('fields that could hold a body, a number, a name, a key, a QR code or a token are hidden by name', () => {
  const fields = { body: 'hi', text: 'hi', name: 'Mum', phone: '1', qr: 'x', token: 't', key: 'k' };
  const [line] = written((log) => log.warn({ ...fields, inner: fields }, 'x'));
  for (const name of Object.keys(fields)) {
    expect(line).toHaveProperty(name, '[hidden]');
    expect(line).toHaveProperty(`inner.${name}`, '[hidden]');
  }
});

test('numbers, chat addresses, keys, QR codes and tokens are hidden wherever they stand', () => {
  const secrets = [
    '+447700900002',
    '+44 7700 900 002',
    '07700-900002',
    '447700900002@c.us',
    '120363041234567890@g.us',
    'true_447700900002@c.us_3EB0A1B2C3D4E5F6071829',
    '99887766554433@lid',
    `2@${'Ab3+/'.repeat(20)},${'x9'.repeat(22)}=,${'y8'.repeat(22)}=`,
    'dGhpcyBpcyBhIHRva2VuIG9mIGEgZ29vZCBsZW5ndGgtLQ',
  ];
  for (const secret of secrets) {
    const lines = written((log) => {
      log.info({ seen: `got ${secret} here`, list: [secret], deep: { a: { b: secret } } }, `with ${secret}`);
    });
    expect(JSON.stringify(lines)).not.toContain(secret);
    expect(JSON.stringify(lines)).not.toContain('7700');
    expect(lines[0]?.seen).toBe('got [hidden] here');
  }
});

test('bare ids, instants, figures and closed words stay readable', () => {
  const fields = {
    id: 12,
    plannedAt: 1_767_139_200_000,
    at: '2026-03-10T12:00:00.000Z',
    waId: '3A0123456789ABCDEF01',
    seen: '0123456789ABCDEF0123456789ABCDEF',
    why: 'no_ack_in_time',
    generation: '0f3a9c',
  };
  expect(written((log) => log.info(fields, 'settled'))[0]).toMatchObject(fields);
});

test('an error is written as its kind and place, never with its message', () => {
  const cause = Object.assign(new TypeError('No LID for user 447700900002'), { code: 'EFAIL' });
  const [line] = written((log) => log.error({ error: new Error('text of Mum', { cause }) }, 'x'));
  const error = line?.error as { type: string; at: string[]; cause: { type: string; code: string } };
  expect(error.type).toBe('Error');
  expect(error.at.length).toBeGreaterThan(0);
  expect(error.cause).toMatchObject({ type: 'TypeError', code: 'EFAIL' });
  expect(JSON.stringify(line)).not.toMatch(/Mum|7700|No LID/);
});

test('a huge or endless object costs a bounded line', () => {
  const endless: Record<string, unknown> = { list: Array.from({ length: 5_000 }, (_, at) => `word ${at}`) };
  endless.self = endless;
  const [line] = written((log) => log.info({ endless, long: 'la '.repeat(100_000) }, 'x'));
  expect(JSON.stringify(line).length).toBeLessThan(10_000);
});
