/** The playground: the simulated WhatsApp, the bot as it ships linked to it, and a page to play with both. */
import { fileURLToPath } from 'node:url';
import { type Server, serve } from '../../adapters/http/serve.ts';
import type { Simulator } from '../simulator.ts';
import { startSimulator } from '../start.ts';
import { type Bot, botProcess, freePort } from './bot.ts';
import { killBrowsers } from './browser.ts';
import type { FaultGround, FaultState } from './faults.ts';
import { claimFolder } from './folder.ts';
import { bodyLimit, pageHeaders, routes } from './routes.ts';
import { statusOf, viewOf } from './view.ts';

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
  let up: { readonly simulator: Simulator; readonly bot: Bot; readonly faults: FaultGround } | null = null;
  let said = '';
  let closing = false;

  const zone = zoneFor(options.env);
  const changed = (): void => {
    for (const listener of listeners) listener();
    if (up === null || closing) return;
    const state = up.bot.state();
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
      world: () => up && { world: up.simulator.world, faults: up.faults },
      view: () => up && viewOf(up.simulator.world, up.faults, zone),
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

  const simulator = await startSimulator({ stateFile: folder.world }).catch(async (fault: unknown) => {
    await server.close();
    throw fault;
  });
  const port = await freePort(Number(options.env.HTTP_PORT) || botPort);
  const bot = botProcess({
    command: [process.execPath, fileURLToPath(new URL('../../cli.js', import.meta.url)), 'start'],
    env: botEnv(options.env, { folder: folder.bot, port, zone, simulator }),
    port,
    logFile: folder.log,
    onChange: changed,
  });
  const state: FaultState = { network: 'up', acks: 'normal' };
  const killBrowser = (): void => void killBrowsers(folder.bot);
  up = { simulator, bot, faults: { faults: simulator.world.faults, bot, killBrowser, state } };
  const off = simulator.world.onChange(changed);
  bot.start();

  return {
    url,
    async close() {
      closing = true;
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
