/** The environment as one frozen value. Every fault of every variable is found in one reading. */
import { z } from 'zod';
import type { Fault } from './config/fault.ts';

import { misspelt, type Notice } from './config/spelling.ts';
import { type LogLevel, type Variable, variables } from './config/variables.ts';
import type { Settings } from './core/settings.ts';

export { quoteArguments } from './config/arguments.ts';
export { type Fault, formatFaults } from './config/fault.ts';
export { formatNotices, type Notice } from './config/spelling.ts';

export interface Config {
  /** Absolute. */
  readonly dataDir: string;
  /** E.164; empty: the linked account. */
  readonly owners: readonly string[];
  /** IANA zone until /tz changes it; null where the machine does not tell one: the bot asks before the first arming. */
  readonly timezone: string | null;
  /** BCP 47. */
  readonly locale: string;
  readonly sending: Settings;
  readonly dedupeWindowMs: number;
  /** Secret: whoever knows it may post there. */
  readonly alertUrl: string | null;
  readonly heartbeatUrl: string | null;
  readonly keepBodiesMs: number;
  /** E.164; null: link by QR code. */
  readonly pairingPhone: string | null;
  /** The browser's program; null: the one that is found. */
  readonly browserPath: string | null;
  readonly chromiumArgs: readonly string[];
  readonly http: { readonly host: string; readonly port: number; readonly token: string | null };
  readonly logLevel: LogLevel;
}

type VariableName = keyof typeof variables;
type Values = { readonly [Name in VariableName]: (typeof variables)[Name]['unset'] };

/** Compose files pass what is unset as an empty text, so that counts as unset too. */
function schemaOf<T>(variable: Variable<T>) {
  return z
    .string()
    .optional()
    .transform((text, context): T => {
      const said = text?.trim() ?? '';
      if (said === '') return variable.unset;
      const value = variable.read(said);
      if (value !== null) return value;
      context.issues.push({ code: 'custom', message: variable.expected, input: text });
      return z.NEVER;
    });
}

const schema = z.object(
  Object.fromEntries(
    Object.entries<Variable<unknown>>(variables).map(([name, variable]) => [name, schemaOf(variable)]),
  ),
);

export type Environment = Readonly<Record<string, string | undefined>>;

/** `notices` name variables that are probably slips; they stop nothing. */
export type ConfigReading =
  | { readonly ok: Config; readonly notices: readonly Notice[] }
  | { readonly faults: readonly Fault[]; readonly notices: readonly Notice[] };

/** `machineZone` is what the system says of itself; a machine in UTC says nothing about its owner. */
export function readConfig(
  env: Environment,
  machineZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone,
): ConfigReading {
  const names = Object.keys(variables);
  const notices = misspelt(Object.keys(env), names);
  const read = schema.safeParse(env);
  if (!read.success) {
    const wrong = new Set(read.error.issues.map((issue) => String(issue.path[0])));
    const faults = names.filter((name) => wrong.has(name)).map((name) => faultOf(name as VariableName, env));
    return { faults, notices };
  }
  const values = read.data as Values;
  return { ok: freeze(configOf(values, machineZone)), notices };
}

function faultOf(name: VariableName, env: Environment): Fault {
  const variable: Variable<unknown> = variables[name];
  const { expected, example } = variable;
  return { name, value: variable.secret === true ? null : (env[name] ?? ''), expected, example };
}

function configOf(values: Values, machineZone: string): Config {
  return {
    dataDir: values.DATA_DIR,
    owners: values.OWNERS,
    timezone: values.TIMEZONE ?? (saysNothing(machineZone) ? null : machineZone),
    locale: values.LOCALE,
    sending: {
      graceMs: values.GRACE,
      minGapMs: values.MIN_GAP,
      jitterMs: values.JITTER,
      typing: values.TYPING,
      maxPerMinute: values.MAX_PER_MINUTE,
      maxPerDay: values.MAX_PER_DAY,
      breakerAfter: values.BREAKER_AFTER,
      sendTimeoutMs: values.SEND_TIMEOUT,
      dryRun: values.DRY_RUN,
      quietHours: values.QUIET_HOURS,
    },
    dedupeWindowMs: values.DEDUPE_WINDOW,
    alertUrl: values.ALERT_URL,
    heartbeatUrl: values.HEARTBEAT_URL,
    keepBodiesMs: values.KEEP_BODIES,
    pairingPhone: values.PAIRING_PHONE,
    browserPath: values.PUPPETEER_EXECUTABLE_PATH,
    chromiumArgs: values.CHROMIUM_ARGS,
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT, token: values.HTTP_TOKEN },
    logLevel: values.LOG_LEVEL,
  };
}

/** Servers and containers run in UTC wherever their owner lives. */
function saysNothing(zone: string | undefined): boolean {
  return (
    zone === undefined || /^(?:Etc\/)?(?:UTC|UCT|GMT[+-]?0?|Greenwich|Universal|Zulu|Unknown)$/i.test(zone)
  );
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) freeze(inner);
  }
  return Object.freeze(value);
}
