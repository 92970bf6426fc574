/** `sendonce playground`: the bot on a simulated WhatsApp, and a page to play with both. */
import { CannotListen } from '../adapters/http/serve.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { NotOurFolder } from '../simulator/playground/folder.ts';
import { defaultPort, runPlayground } from '../simulator/playground/playground.ts';
import type { CliVerb } from './surroundings.ts';

const usage = 'sendonce playground [--port 8421]';

export const verb: CliVerb = {
  async run(args, { env, print, complain }): Promise<ExitCode> {
    const port = args.length === 0 ? defaultPort : args[0] === '--port' ? Number(args[1]) : Number.NaN;
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || args.length > 2) {
      complain(`Usage: ${usage}`);
      return exitCodes.badConfiguration;
    }
    const dataFolder = env.DATA_DIR?.trim() || './data-playground';
    try {
      await runPlayground({ dataFolder, port, env: { ...env }, say: (line) => void print(line) });
      return exitCodes.asked;
    } catch (fault) {
      if (!(fault instanceof NotOurFolder) && !(fault instanceof CannotListen)) throw fault;
      complain(fault.message);
      if (fault instanceof CannotListen && fault.code === 'in_use')
        complain(
          'Is another playground running? Give this one its own port and folder: --port 8431, DATA_DIR=…',
        );
      return exitCodes.badConfiguration;
    }
  },
};
