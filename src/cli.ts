#!/usr/bin/env node
/** The command line: a table of verbs, each loaded only when it is asked for, so that the offline ones start at once. */
import { once } from 'node:events';
import type { CliVerb, Surroundings } from './cli/surroundings.ts';
import { type ExitCode, exitCodes } from './exit.ts';

interface Entry {
  /** One line each, as it is typed: `help` shows them without loading anything. */
  readonly usage: readonly string[];
  readonly load: () => Promise<{ readonly verb: CliVerb }>;
}

const reference = '[--now <ISO instant>] [--zone <IANA zone>] [--locale <tag>]';

const verbs: Readonly<Record<string, Entry>> = {
  start: { usage: ['sendonce start [--no-link]'], load: () => import('./cli/start.ts') },
  playground: { usage: ['sendonce playground [--port <number>]'], load: () => import('./cli/playground.ts') },
  stop: { usage: ['sendonce stop'], load: () => import('./cli/stop.ts') },
  status: { usage: ['sendonce status [--json]'], load: () => import('./cli/status.ts') },
  'group-code': { usage: ['sendonce group-code'], load: () => import('./cli/group-code.ts') },
  doctor: { usage: ['sendonce doctor [--json]'], load: () => import('./cli/doctor.ts') },
  backup: { usage: ['sendonce backup'], load: () => import('./cli/backup.ts') },
  restore: { usage: ['sendonce restore <backup>'], load: () => import('./cli/restore.ts') },
  when: {
    usage: [`sendonce when "tomorrow 23:05" ${reference} [--json]`, 'sendonce when < phrases.jsonl'],
    load: () => import('./cli/when.ts'),
  },
  parse: {
    usage: [
      `sendonce parse "/schedule tomorrow 23:05 to Mum: hi" [--contact <name>]… ${reference}`,
      'sendonce parse < commands.jsonl',
    ],
    load: () => import('./cli/parse.ts'),
  },
};

function usage(): string {
  return ['Usage:', ...Object.values(verbs).flatMap((entry) => entry.usage.map((line) => `  ${line}`))].join(
    '\n',
  );
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [name = 'help', ...rest] = args;
  if (Object.hasOwn(verbs, name)) {
    const { verb } = (await verbs[name]?.load()) ?? {};
    if (verb !== undefined) return verb.run(rest, surroundings);
  }
  if (/^(?:help|--help|-h)$/.test(name)) {
    await surroundings.print(usage());
    return exitCodes.asked;
  }
  surroundings.complain(`sendonce has no verb ${JSON.stringify(name)}.\n${usage()}`);
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
