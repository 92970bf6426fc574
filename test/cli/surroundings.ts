/** A verb of the command line, run in this process as its own would run it. */
import { createServer } from 'node:net';
import type { CliVerb } from '../../src/cli/surroundings.ts';

export interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

export async function runVerb(
  verb: CliVerb,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await verb.run(args, {
    env,
    input: (async function* () {})(),
    print: async (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
  });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
