/** The playground: the simulated WhatsApp, the bot as it ships linked to it, and a page to play with both. */
import { fileURLToPath } from 'node:url';
import { type Server, serve } from '../../adapters/http/serve.ts';
import type { Simulator } from '../simulator.ts';
import { startSimulator } from '../start.ts';
import type { Up } from './acts.ts';
import { botProcess, freePort } from './bot.ts';
import { killBrowsers } from './browser.ts';
import { keepAhead, keptAhead, playgroundClock } from './clock.ts';
import type { FaultState } from './faults.ts';
import { claimFolder } from './folder.ts';
import { bodyLimit, pageHeaders, routes } from './routes.ts';
import { statusOf } from './status.ts';
import { makeStory } from './story.ts';

export interface PlaygroundOptions {
  /** Its own: made when absent, refused when others made it. */
  readonly dataFolder: string;
  /** 0: any free one. */
  readonly port: number;
  /** What the bot inherits, as far as it fits a simulated owner. */
  readonly env: NodeJS.ProcessEnv;
  /** A line for the terminal. */
  readonly say: (line: string) => void;
}

export interface Playground {
  readonly url: string;
  /** Ends the bot, its browser and the simulator. */
  close(): Promise<void>;
}

export const defaultPort = 8421;
const botPort = 8420;

/** Starts everything. Throws `NotOurFolder` and `CannotListen`, before anything else has begun. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const folder = claimFolder(options.dataFolder);
  const listeners = new Set<() => void>();
  let up: Up | null = null;
  let said = '';
  let closing = false;

  const zone = zoneFor(options.env);
  const aheadMs = keptAhead(folder.clock);
  const changed = (): void => {
    for (const listener of listeners) listener();
    if (up === null || closing) return;
    const state = up.faults.bot.state();
    const { sentence } = statusOf(state, up.faults.state.network);
    if (sentence !== said) {
      options.say(`  ${sentence}`);
      if (state.state === 'down' && state.how === 'ended' && state.code !== 0)
        options.say(`  What it said last is in ${folder.log}`);
    }
    said = sentence;
  };
  const server: Server = await serve({
    host: '127.0.0.1',
    port: options.port,
    token: null,
    routes: routes({
      up: () => up,
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      changed,
    }),
    bodyLimit,
    headers: pageHeaders,
    log: terminalLog(options.say),
  });
  const url = `http://127.0.0.1:${server.port}`;
  options.say(`Sendonce playground: ${url}`);
  options.say('  Starting the simulated phones…');

  const simulator = await startSimulator({
    stateFile: folder.world,
    reads: 'by_hand',
    time: { real: 0, sim: aheadMs, speed: 1 },
  }).catch(async (fault: unknown) => {
    await server.close();
    throw fault;
  });
  const port = await freePort(Number(options.env.HTTP_PORT) || botPort);
  const bot = botProcess({
    command: [process.execPath, fileURLToPath(new URL('../../playground-bot.js', import.meta.url))],
    aheadMs: () => clock.aheadMs(),
    env: botEnv(options.env, { folder: folder.bot, port, zone, simulator }),
    port,
    logFile: folder.log,
    onChange() {
      clock.botChanged();
      changed();
    },
  });
  const { world } = simulator;
  const clock = playgroundClock({
    simulator,
    bot,
    aheadMs,
    keep: (ahead) => keepAhead(folder.clock, ahead),
    changed,
  });
  const state: FaultState = { network: 'up', acks: 'normal' };
  const killBrowser = (): void => void killBrowsers(folder.bot);
  const faults = { faults: world.faults, bot, killBrowser, state };
  const story = makeStory({ world, clock, faults, zone, changed });
  up = { world, faults, clock, story, zone };
  const off = world.onChange(changed);
  bot.start();

  return {
    url,
    async close() {
      closing = true;
      story.stop();
      clock.halt();
      off();
      await bot.stop();
      // A bot that was killed cannot close its browser; by then it has none, but this is the last one to look.
      killBrowser();
      await server.close();
      await simulator.close();
    },
  };
}

/** Runs until SIGINT, SIGTERM or SIGHUP; resolves when all is ended. Throws as `startPlayground` does. */
export async function runPlayground(options: PlaygroundOptions): Promise<void> {
  const asked = new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
  });
  const playground = await startPlayground(options);
  await asked;
  options.say('  Ending…');
  await playground.close();
  options.say('  Ended.');
}

/** Where the machine has no zone of its own, the owner lives where the simulated numbers are from. */
function zoneFor(env: NodeJS.ProcessEnv): string {
  if (env.TIMEZONE !== undefined && env.TIMEZONE !== '') return env.TIMEZONE;
  const machine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return /^(?:Etc\/)?(?:UTC|GMT|Universal|Zulu)$/.test(machine) ? 'Europe/London' : machine;
}

/** These speak of a real owner and of real alarms; in a world that does not exist they would be false. */
const notInherited = ['OWNERS', 'PAIRING_PHONE', 'ALERT_URL', 'HEARTBEAT_URL'] as const;

function botEnv(
  env: NodeJS.ProcessEnv,
  own: {
    readonly folder: string;
    readonly port: number;
    readonly zone: string;
    readonly simulator: Simulator;
  },
): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(
    Object.entries(env).filter(([name]) => !(notInherited as readonly string[]).includes(name)),
  );
  return {
    ...inherited,
    DATA_DIR: own.folder,
    TIMEZONE: own.zone,
    HTTP_PORT: String(own.port),
    CHROMIUM_ARGS: `${env.CHROMIUM_ARGS ?? ''} ${own.simulator.chromiumArgsText}`.trim(),
  };
}

function terminalLog(say: (line: string) => void) {
  const silent = (): void => {};
  return {
    debug: silent,
    info: silent,
    warn: silent,
    error(fields: Readonly<Record<string, unknown>>, message: string) {
      say(`  ${message} ${fields.error instanceof Error ? (fields.error.stack ?? '') : ''}`);
    },
  };
}
