#!/usr/bin/env node
/** The command line: a table of verbs, each loaded only when it is asked for, so that the offline ones start at once. */
import { once } from 'node:events';
import type { CliVerb, Surroundings } from './cli/surroundings.ts';
import { type ExitCode, exitCodes } from './exit.ts';

const verbs: Readonly<Record<string, () => Promise<{ readonly verb: CliVerb }>>> = {
  start: () => import('./cli/start.ts'),
  playground: () => import('./cli/playground.ts'),
  stop: () => import('./cli/stop.ts'),
  status: () => import('./cli/status.ts'),
  when: () => import('./cli/when.ts'),
  parse: () => import('./cli/parse.ts'),
};

async function usage(): Promise<string> {
  const loaded = await Promise.all(Object.values(verbs).map((load) => load()));
  return ['Usage:', ...loaded.flatMap(({ verb }) => verb.usage.map((line) => `  ${line}`))].join('\n');
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [name = 'help', ...rest] = args;
  if (Object.hasOwn(verbs, name)) {
    const { verb } = (await verbs[name]?.()) ?? {};
    if (verb !== undefined) return verb.run(rest, surroundings);
  }
  if (/^(?:help|--help|-h)$/.test(name)) {
    await surroundings.print(await usage());
    return exitCodes.asked;
  }
  surroundings.complain(`sendonce has no verb ${JSON.stringify(name)}.\n${await usage()}`);
  return exitCodes.badConfiguration;
}

/** A reader that goes away (`| head`) ends the answer, and is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.asked : exitCodes.fault);
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  input: process.stdin,
  print: async (line) => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
  },
  complain: (line) => {
    process.stderr.write(`${line}\n`);
  },
});
