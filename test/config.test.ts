import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitArguments } from '../src/config/arguments.ts';
import {
  type Config,
  type Environment,
  formatFaults,
  formatNotices,
  quoteArguments,
  readConfig,
} from '../src/config.ts';

function accepted(env: Environment, machineZone = 'Europe/London'): Config {
  const reading = readConfig(env, machineZone);
  if (!('ok' in reading)) throw new Error(formatFaults(reading.faults));
  return reading.ok;
}

/** Names of the variables that are faulty in `env`. */
function faulty(env: Environment): string[] {
  const reading = readConfig(env, 'Europe/London');
  return 'faults' in reading ? reading.faults.map(({ name }) => name) : [];
}

describe('an empty environment', () => {
  test('gives every default of the design', () => {
    const config = accepted({});
    expect(config).toMatchObject({
      dataDir: `${process.cwd()}/data`,
      owners: [],
      timezone: 'Europe/London',
      locale: 'en-GB',
      sending: {
        graceMs: 900_000,
        minGapMs: 3_000,
        jitterMs: { from: 0, to: 4_000 },
        typing: true,
        maxPerMinute: 20,
        maxPerDay: 300,
        breakerAfter: 3,
        sendTimeoutMs: 45_000,
        dryRun: false,
        quietHours: null,
      },
      dedupeWindowMs: 86_400_000,
      alertUrl: null,
      heartbeatUrl: null,
      keepBodiesMs: 90 * 86_400_000,
      pairingPhone: null,
      browserPath: null,
      chromiumArgs: [],
      http: { host: '127.0.0.1', port: 8420, token: null },
      logLevel: 'info',
    });
  });

  test('is what empty values mean, too', () => {
    expect(accepted({ GRACE: '', OWNERS: ' ', HTTP_TOKEN: '', QUIET_HOURS: '' })).toEqual(accepted({}));
  });

  test('knows no zone on a machine in UTC, where the owner may live anywhere', () => {
    for (const zone of ['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT', 'Etc/Universal']) {
      expect(accepted({}, zone).timezone).toBeNull();
    }
    expect(accepted({ TIMEZONE: 'UTC' }, 'UTC').timezone).toBe('UTC');
    expect(accepted({ TIMEZONE: 'Asia/Tokyo' }, 'UTC').timezone).toBe('Asia/Tokyo');
  });

  test('cannot be changed after it was read', () => {
    const config = accepted({ OWNERS: '+447700900001' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config.sending, { dryRun: true })).toThrow(TypeError);
    expect(() => Object.assign(config.owners, ['+447700900002'])).toThrow(TypeError);
  });
});

describe('a variable', () => {
  const forms: readonly [Environment, (config: Config) => unknown, unknown][] = [
    [{ GRACE: '90s' }, (c) => c.sending.graceMs, 90_000],
    [{ GRACE: '1h30m' }, (c) => c.sending.graceMs, 5_400_000],
    [{ GRACE: ' 15M ' }, (c) => c.sending.graceMs, 900_000],
    [{ MIN_GAP: '0' }, (c) => c.sending.minGapMs, 0],
    [{ MIN_GAP: '1.5s' }, (c) => c.sending.minGapMs, 1_500],
    [{ JITTER: '0-4s' }, (c) => c.sending.jitterMs, { from: 0, to: 4_000 }],
    [{ JITTER: '2-4s' }, (c) => c.sending.jitterMs, { from: 2_000, to: 4_000 }],
    [{ JITTER: '500ms – 2s' }, (c) => c.sending.jitterMs, { from: 500, to: 2_000 }],
    [{ JITTER: '3s' }, (c) => c.sending.jitterMs, { from: 0, to: 3_000 }],
    [{ JITTER: '0' }, (c) => c.sending.jitterMs, { from: 0, to: 0 }],
    [{ TYPING: 'off' }, (c) => c.sending.typing, false],
    [{ DRY_RUN: '1' }, (c) => c.sending.dryRun, true],
    [{ DRY_RUN: 'Yes' }, (c) => c.sending.dryRun, true],
    [{ MAX_PER_DAY: '1' }, (c) => c.sending.maxPerDay, 1],
    [{ OWNERS: '+44 7700 900001, +44 (7700) 900-002' }, (c) => c.owners, ['+447700900001', '+447700900002']],
    [{ OWNERS: '+447700900001,+447700900001,' }, (c) => c.owners, ['+447700900001']],
    [{ LOCALE: 'de-at' }, (c) => c.locale, 'de-AT'],
    [{ QUIET_HOURS: '23:00-07:00' }, (c) => c.sending.quietHours, { from: 1_380, to: 420 }],
    [{ QUIET_HOURS: '9:30 – 17:00' }, (c) => c.sending.quietHours, { from: 570, to: 1_020 }],
    [{ DEDUPE_WINDOW: '0' }, (c) => c.dedupeWindowMs, 0],
    [{ ALERT_URL: 'https://ntfy.example/t' }, (c) => c.alertUrl, 'https://ntfy.example/t'],
    [{ PAIRING_PHONE: '+44 7700 900001' }, (c) => c.pairingPhone, '+447700900001'],
    [{ HTTP_HOST: '::1', HTTP_PORT: '0' }, (c) => [c.http.host, c.http.port], ['::1', 0]],
    [{ LOG_LEVEL: 'DEBUG' }, (c) => c.logLevel, 'debug'],
    [
      { CHROMIUM_ARGS: '"--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:8443" --flag' },
      (c) => c.chromiumArgs,
      ['--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:8443', '--flag'],
    ],
  ];
  test.each(forms)('%j is read', (env, value, expected) => {
    expect(value(accepted(env))).toEqual(expected);
  });

  const broken: readonly Environment[] = [
    { GRACE: '15' },
    { GRACE: '0' },
    { GRACE: '-5m' },
    { GRACE: '15 minutes' },
    { GRACE: '8d' },
    { GRACE: 'm' },
    { MIN_GAP: '2h' },
    { JITTER: '4s-1s' },
    { JITTER: '1-2-3s' },
    { JITTER: '0-4' },
    { TYPING: 'maybe' },
    { MAX_PER_MINUTE: '0' },
    { MAX_PER_MINUTE: '2.5' },
    { MAX_PER_MINUTE: '1e3' },
    { MAX_PER_DAY: 'many' },
    { BREAKER_AFTER: '-1' },
    { SEND_TIMEOUT: '1s' },
    { DRY_RUN: 'tru' },
    { OWNERS: '07700 900001' },
    { OWNERS: '+447700900001,Mum' },
    { OWNERS: ',' },
    { TIMEZONE: 'London' },
    { TIMEZONE: '+02:00' },
    { TIMEZONE: 'Europe/Atlantis' },
    { LOCALE: 'en_GB.UTF-8' },
    { QUIET_HOURS: '23-7' },
    { QUIET_HOURS: '24:00-07:00' },
    { QUIET_HOURS: '07:00-07:00' },
    { KEEP_BODIES: '12h' },
    { DEDUPE_WINDOW: 'day' },
    { ALERT_URL: 'ntfy.example/topic' },
    { HEARTBEAT_URL: 'ftp://example.org' },
    { PAIRING_PHONE: '+12' },
    { CHROMIUM_ARGS: '--a "--b' },
    { CHROMIUM_ARGS: '--a \\' },
    { HTTP_HOST: 'two words' },
    { HTTP_PORT: '65536' },
    { HTTP_PORT: '80a' },
    { HTTP_TOKEN: 'short' },
    { LOG_LEVEL: 'loud' },
    { DATA_DIR: 'a\0b' },
  ];
  test.each(broken)('%j is refused', (env) => {
    expect(faulty(env)).toEqual(Object.keys(env));
  });
});

describe('faults', () => {
  test('are all reported at once, each with its name, value, what was expected and an example that works', () => {
    const env = { GRACE: 'soon', MAX_PER_DAY: '0', TIMEZONE: 'Londn', OWNERS: 'me', LOCALE: '?' };
    const reading = readConfig(env);
    if (!('faults' in reading)) throw new Error('expected faults');
    const message = formatFaults(reading.faults);
    expect(reading.faults.map(({ name }) => name).sort()).toEqual(Object.keys(env).sort());
    expect(message.split('\n')[0]).toBe('5 settings in the environment cannot be used:');
    for (const { name, value, expected, example } of reading.faults) {
      expect(message).toContain(`${name}="${value}"`);
      expect(message).toContain(expected);
      expect(faulty({ [name]: example })).toEqual([]);
    }
  });

  test('show no secret', () => {
    const env = { HTTP_TOKEN: 'hunter2', ALERT_URL: 'hunter2', HEARTBEAT_URL: 'hunter2' };
    const reading = readConfig(env);
    if (!('faults' in reading)) throw new Error('expected faults');
    expect(reading.faults).toHaveLength(3);
    expect(JSON.stringify(reading) + formatFaults(reading.faults)).not.toContain('hunter2');
  });

  test('keep a hostile value on one line and short', () => {
    const reading = readConfig({ GRACE: `1\n${'x'.repeat(5_000)}` });
    if (!('faults' in reading)) throw new Error('expected a fault');
    const lines = formatFaults(reading.faults).split('\n');
    expect(lines).toHaveLength(3);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(200);
  });
});

describe('a name that is probably a slip', () => {
  test.each([
    ['MAX_PER_MINUT', 'MAX_PER_MINUTE'],
    ['TIMEZON', 'TIMEZONE'],
    ['TIME_ZONE', 'TIMEZONE'],
    ['OWNER', 'OWNERS'],
    ['QUITE_HOURS', 'QUIET_HOURS'],
  ])('%s is pointed out as %s, and stops nothing', (name, nearest) => {
    const reading = readConfig({ [name]: 'x' });
    expect('ok' in reading).toBe(true);
    expect(reading.notices).toEqual([{ name, nearest }]);
    expect(formatNotices(reading.notices)).toBe(`${name} is not a setting. Is ${nearest} meant?`);
  });

  test('is not seen in what every machine has', () => {
    const usual = [
      'PATH',
      'HOME',
      'HOSTNAME',
      'LANG',
      'LANGUAGE',
      'TZ',
      'TERM',
      'SHELL',
      'USER',
      'HTTP_PROXY',
    ];
    const more = ['HTTPS_PROXY', 'NO_PROXY', 'NODE_ENV', 'NODE_OPTIONS', 'PORT', 'LC_ALL', 'PWD', 'INIT_CWD'];
    const env = Object.fromEntries([...usual, ...more].map((name) => [name, 'x']));
    expect(readConfig(env).notices).toEqual([]);
  });
});

describe('flags in one line', () => {
  test.each([
    ['', []],
    ['  --a   --b  ', ['--a', '--b']],
    ['\'--a b\' --c="d e"f', ['--a b', '--c=d ef']],
    ['--a\\ b', ['--a b']],
    ['"a\\"b" "c\\d" \'e\\f\'', ['a"b', 'c\\d', 'e\\f']],
    ['""', ['']],
    ['--a\t--b\n--c', ['--a', '--b', '--c']],
  ])('%j is split as a shell does', (line, args) => {
    expect(splitArguments(line)).toEqual(args);
  });

  test('that were quoted are read back as they were', () => {
    const anyArgs = fc.array(fc.string({ unit: fc.constantFrom(...'a- "\'\\=\t\n:é$`'.split('')) }));
    fc.assert(
      fc.property(anyArgs, (args) => {
        expect(splitArguments(quoteArguments(args))).toEqual(args);
      }),
    );
  });
});
