/** `sendonce status`: how the running bot stands, asked over its HTTP. */
import { createClock } from '../adapters/clock.ts';
import type { Status } from '../adapters/http/answers.ts';
import { askBot } from '../adapters/http/client.ts';
import { tokenToShow } from '../adapters/http/token.ts';
import { formatFaults, readConfig } from '../config.ts';
import { momentLine } from '../core/time/format.ts';
import { exitCodes } from '../exit.ts';
import type { CliVerb } from './surroundings.ts';

export const verb: CliVerb = {
  async run(args, { env, print, complain }) {
    const reading = readConfig(env);
    if ('faults' in reading) {
      complain(formatFaults(reading.faults));
      return exitCodes.badConfiguration;
    }
    const { dataDir, http } = reading.ok;
    const answer = await askBot({ ...http, token: tokenToShow(dataDir, http.token) }, 'GET', '/api/status');
    switch (answer.kind) {
      case 'answer':
        await print(
          args.includes('--json')
            ? JSON.stringify(answer.body)
            : inWords(answer.body as Status, createClock().now()),
        );
        return exitCodes.asked;
      case 'refused':
        complain(`The bot refused to answer: ${answer.error}`);
        return exitCodes.fault;
      case 'unreachable':
        complain(
          answer.why === 'not_the_bot'
            ? `Something else than Sendonce answers on port ${http.port}. Set HTTP_PORT to the bot's.`
            : `No bot answers on port ${http.port}: it is not running, or hangs.`,
        );
        return exitCodes.fault;
      default:
        return answer satisfies never;
    }
  },
};

function inWords(status: Status, now: number): string {
  const { ready, messages, latches, nextPlannedAt } = status;
  const zone = status.timezone ?? 'UTC';
  return [
    `Sendonce ${status.version}: ${ready.state === 'ready' ? 'ready' : `not ready (${ready.because.replace(/_/g, ' ')})`}`,
    ...latches.map(({ name, why }) => `${name}: ${why.replace(/_/g, ' ')}`),
    `${messages.scheduled} scheduled · ${messages.held} held · ${messages.sent} sent`,
    ...(nextPlannedAt === null ? [] : [`Next: ${momentLine(nextPlannedAt, zone, now)}`]),
    ...(status.needingOwner === 0 ? [] : [`${status.needingOwner} need the owner: /attention in the chat`]),
  ].join('\n');
}
