/** A verb of the command line, run in this process as its own would run it. */
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
