/** `sendonce doctor`: the running bot looks into itself and is asked for what it found; where none runs, this looks. */
import type { Finding } from '../adapters/http/answers.ts';
import { askBot, type BotAnswer } from '../adapters/http/client.ts';
import { tokenToShow } from '../adapters/http/token.ts';
import { type Config, formatFaults, readConfig } from '../config.ts';
import { findingLine, readFindings } from '../doctor/finding.ts';
import { exitCodes } from '../exit.ts';
import type { CliVerb } from './surroundings.ts';

const usage = 'sendonce doctor [--json]';
/** Each of its looks outside may take ten seconds. */
const answerWithinMs = 30_000;

export const verb: CliVerb = {
  async run(args, { env, print, complain }) {
    const json = args.length === 1 && args[0] === '--json';
    if (args.length > 0 && !json) {
      complain(`Usage: ${usage}`);
      return exitCodes.badConfiguration;
    }
    const reading = readConfig(env);
    if ('faults' in reading) {
      complain(formatFaults(reading.faults));
      return exitCodes.badConfiguration;
    }
    const { dataDir, http } = reading.ok;
    const bot = { ...http, token: tokenToShow(dataDir, http.token) };
    const answer = await askBot(bot, 'GET', '/api/doctor', answerWithinMs);
    const told = answer.kind === 'answer' ? readFindings(answer.body) : null;
    if (told === null) complain(nobodySaid(answer, http.port));
    let ill = false;
    const all: Finding[] = [];
    for await (const finding of told ?? looks(reading.ok)) {
      if (finding.verdict === 'ill') ill = true;
      if (json) all.push(finding);
      else await print(findingLine(finding));
    }
    if (json) await print(JSON.stringify({ running: told !== null, findings: all }));
    return ill ? exitCodes.fault : exitCodes.asked;
  },
};

/** Loaded only here: a bot that answers has done it all. */
async function* looks(config: Config): AsyncGenerator<Finding> {
  const [{ examineAll }, { createClock }] = await Promise.all([
    import('../doctor/examine.ts'),
    import('../adapters/clock.ts'),
  ]);
  yield* examineAll({ config, clock: createClock(), inside: null });
}

function nobodySaid(answer: BotAnswer, port: number): string {
  if (answer.kind === 'refused') return `The bot refused to answer: ${answer.error} I look from outside.`;
  if (answer.kind === 'unreachable' && answer.why === 'nobody_listens')
    return 'No bot runs here; I look at what it would stand on.';
  return `What is on port ${port} does not answer as a bot does; I look from outside.`;
}
