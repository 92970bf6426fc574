import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tokenToServe } from '../../src/adapters/http/token.ts';
import { verb } from '../../src/cli/doctor.ts';
import { newFolder, openFile } from '../adapters/sqlite/ground.ts';
import { freePort, runVerb } from './surroundings.ts';

/** Answers everything with `body`; returns its port. */
async function answering(body: unknown, status = 200): Promise<number> {
  const server = createServer((_, response) => {
    response.statusCode = status;
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

function run(dataDir: string, port: number, ...args: readonly string[]) {
  tokenToServe(dataDir, null);
  const browser = join(newFolder(), 'browser');
  writeFileSync(browser, '#!/bin/sh\necho Chromium 156.0.1\n');
  chmodSync(browser, 0o755);
  return runVerb(verb, args, {
    DATA_DIR: dataDir,
    HTTP_PORT: String(port),
    PUPPETEER_EXECUTABLE_PATH: browser,
  });
}

test('a bot that answers is believed, a line for each thing, and what is ill shows in the exit code', async () => {
  const findings = [
    { about: 'ledger', verdict: 'well', text: 'whole.' },
    { about: 'session', verdict: 'ill', text: 'Logged out on the phone.' },
  ];
  const { code, printed, complained } = await run(newFolder(), await answering({ findings }));
  expect(printed).toBe('✅ ledger: whole.\n❌ session: Logged out on the phone.');
  expect(complained).toBe('');
  expect(code).toBe(1);
});

test('where no bot runs, its things are looked at from here, and said so', async () => {
  const { file, ledger } = openFile();
  ledger.close();
  const { printed, complained } = await run(dirname(file), await freePort());
  expect(complained).toBe('No bot runs here; I look at what it would stand on.');
  expect(printed).toContain('✅ browser: Chromium 156.0.1');
  expect(printed).toContain('✅ ledger: whole');
});

test('another program on the port is not believed', async () => {
  const port = await answering({ findings: [{ about: 'ledger', verdict: 'excellent', text: 'trust me' }] });
  const { printed, complained } = await run(newFolder(), port);
  expect(printed).not.toContain('trust me');
  expect(complained).toContain(`What is on port ${port} does not answer as a bot does`);
});

test('--json says the same as one object', async () => {
  const findings = [{ about: 'zone', verdict: 'warning', text: 'none is set.' }];
  const { code, printed } = await run(newFolder(), await answering({ findings }), '--json');
  expect(JSON.parse(printed)).toEqual({ running: true, findings });
  expect(code).toBe(0);
});

test('an unknown word is answered with the usage', async () => {
  const { code, complained } = await runVerb(verb, ['now'], {});
  expect(code).toBe(2);
  expect(complained).toBe('Usage: sendonce doctor [--json]');
});
