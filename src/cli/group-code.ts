/** `sendonce group-code`: the running bot makes a code, which an owner writes into the group that is to command it. */
import { createClock } from '../adapters/clock.ts';
import type { GroupCodeReport } from '../adapters/http/answers.ts';
import { askBot } from '../adapters/http/client.ts';
import { tokenToShow } from '../adapters/http/token.ts';
import { groupCodeText } from '../chat/claim-text.ts';
import { formatFaults, readConfig } from '../config.ts';
import { exitCodes } from '../exit.ts';
import type { CliVerb } from './surroundings.ts';

export const verb: CliVerb = {
  async run(args, { env, print, complain }) {
    if (args.length > 0) {
      complain('Usage: sendonce group-code');
      return exitCodes.badConfiguration;
    }
    const reading = readConfig(env);
    if ('faults' in reading) {
      complain(formatFaults(reading.faults));
      return exitCodes.badConfiguration;
    }
    const { dataDir, http } = reading.ok;
    const token = tokenToShow(dataDir, http.token);
    const answer = await askBot({ ...http, token }, 'POST', '/api/group-code');
    if (answer.kind === 'answer' && isReport(answer.body)) {
      await print(groupCodeText(answer.body, createClock().now()));
      return exitCodes.asked;
    }
    complain(
      answer.kind === 'refused'
        ? `No code. The bot refused: ${answer.error}`
        : `No code: no bot answers on port ${http.port}. Start it first.`,
    );
    return exitCodes.fault;
  },
};

/** Another program may listen on that port, and answer as it likes. */
function isReport(body: unknown): body is GroupCodeReport {
  const { code, until } = body as Partial<GroupCodeReport>;
  return typeof code === 'string' && typeof until === 'number';
}
