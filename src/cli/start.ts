/** `sendonce start`: the bot itself, until it is asked to stop. */
import { exitCodes } from '../exit.ts';
import { start } from '../main.ts';
import type { CliVerb } from './surroundings.ts';

const usage = 'sendonce start [--no-link]';

export const verb: CliVerb = {
  async run(args, { env, complain }) {
    const noLink = args.length === 1 && args[0] === '--no-link';
    if (args.length > 0 && !noLink) {
      complain(`Usage: ${usage}`);
      return exitCodes.badConfiguration;
    }
    return start({ env, noLink, say: complain });
  },
};
