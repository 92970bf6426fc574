import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const at = ['--now', '2026-03-10T12:00:00Z', '--zone', 'Europe/London'];

function sendonce(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the built command line answers a time and a command', () => {
  expect(sendonce(['when', 'tomorrow 23:05', ...at, '--json'])).toEqual({
    status: 0,
    stdout: '{"at":"2026-03-11T23:05:00Z"}\n',
    stderr: '',
  });
  expect(sendonce(['parse', '/schedule tomorrow 23:05 to Mum: hi', ...at, '--json'])).toEqual({
    status: 0,
    stdout: '{"name":"schedule","when":"tomorrow 23:05","recipients":["Mum"],"parts":["hi"]}\n',
    stderr: '',
  });
});

test('it answers hundreds of rows in order, each on its line', () => {
  const rows = Array.from({ length: 400 }, (_, index) => `/schedule tomorrow 9am to Mum: ${index}`);
  const { status, stdout } = sendonce(
    ['parse', ...at],
    rows.map((command) => JSON.stringify({ command })).join('\n'),
  );
  expect(status).toBe(0);
  const parts = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).parts);
  expect(parts).toEqual(rows.map((_, index) => [String(index)]));
});

test('an unknown verb is answered with the usage, and is bad usage', () => {
  const { status, stdout, stderr } = sendonce(['frobnicate']);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/no verb "frobnicate"/);
  expect(stderr).toMatch(/sendonce when "tomorrow 23:05"/);
});
