/**
 * The running process over any WhatsApp: configuration, then the ledger (whose lock keeps a second process out), then
 * HTTP, then WhatsApp. Signals end it in order; a fault of the program ends it too, because starting anew is safe. It
 * knows nothing of the library behind WhatsApp, so that it also runs, and is killed, where there is no browser.
 */
import { join } from 'node:path';
import { openExportShelf } from './adapters/disk/export-shelf.ts';
import { openMediaFolder } from './adapters/disk/media-folder.ts';
import { createAlert, createHeartbeat } from './adapters/http/alert.ts';
import { startHttp } from './adapters/http/http.ts';
import { tokenToServe } from './adapters/http/token.ts';
import { createLog } from './adapters/log.ts';
import { createChance } from './adapters/random.ts';
import type { openLedger } from './adapters/sqlite/open.ts';
import { LedgerLocked } from './adapters/sqlite/refusals.ts';
import { groupCodeText } from './chat/claim-text.ts';
import { type Config, type Environment, formatFaults, formatNotices, readConfig } from './config.ts';
import type { Chance, Clock } from './core/clock.ts';
import { LedgerFault, type LedgerFaultKind, type StopFile } from './core/ledger.ts';
import { type Log, placeOf } from './core/log.ts';
import type { Painter } from './core/picture.ts';
import { lastSelftest } from './core/selftest.ts';
import type { WhatsApp } from './core/whatsapp.ts';
import { openDataFolder } from './data-folder.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { lateWhatsApp } from './late-whatsapp.ts';
import { linkLine, pairingText } from './link-line.ts';
import { terminalQr } from './qr.ts';
import { compose } from './root.ts';
import { healthOf, readyOf, type StandingGround, standingOf, statusOf } from './standing.ts';

import { version } from './version.ts';
import { watching } from './watched-link.ts';

export interface StartOptions {
  readonly env: Environment;
  /** Progress and refusals, a line or a block each; the log goes to standard output. */
  readonly say: (text: string) => void;
  /** End with its own exit code instead of showing a QR code. */
  readonly noLink: boolean;
}

/** What an adapter of WhatsApp is made of. */
export interface ConnectGround {
  /** The browser's profile. */
  readonly sessionFolder: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly browserPath: string | null;
  readonly chromiumArgs: readonly string[];
  /** E.164; null: link by QR code. */
  readonly pairingPhone: string | null;
}

/** What the process stands on: the product's adapters, or the same behind a switch that kills it. */
export interface Footing {
  readonly clock: Clock;
  readonly openLedger: typeof openLedger;
  readonly openStopFile: (path: string) => StopFile;
  /** Asked once, after the ledger is open and what an earlier process left in it is settled. */
  readonly connect: (ground: ConnectGround) => WhatsApp | Promise<WhatsApp>;
  /** Draws pictures for replies; default: nobody does. */
  readonly painter?: (ground: Omit<ConnectGround, 'sessionFolder' | 'chance' | 'pairingPhone'>) => Painter;
  /** Whether an unhandled rejection is the library's own affair, which the adapter answers by itself. */
  readonly isForeignRejection: (reason: unknown) => boolean;
}

/** Two messages of different commands to one chat closer than this may be one wish said twice. */
const closeMs = 5 * 60_000;

/** Runs until it is asked to stop; resolves with the exit code. */
export async function runBot(options: StartOptions, footing: Footing): Promise<ExitCode> {
  const { say } = options;
  const reading = readConfig(options.env);
  if (reading.notices.length > 0) say(formatNotices(reading.notices));
  if ('faults' in reading) {
    say(formatFaults(reading.faults));
    return exitCodes.badConfiguration;
  }
  const folder = openDataFolder(reading.ok.dataDir);
  if (folder.kind === 'refused') {
    say(folder.text);
    return exitCodes.badConfiguration;
  }
  try {
    return await run(reading.ok, options, footing);
  } catch (fault) {
    if (fault instanceof LedgerLocked) {
      say(`Another Sendonce is running on ${reading.ok.dataDir}: stop that one first. Nothing was started.`);
      return exitCodes.ledgerHeld;
    }
    say(`Sendonce ended: ${fault instanceof Error ? fault.message : 'for a reason it cannot name'}`);
    return exitCodes.fault;
  }
}

async function run(config: Config, options: StartOptions, footing: Footing): Promise<ExitCode> {
  const { say } = options;
  const { clock } = footing;
  const chance = createChance();
  const log = createLog(config.logLevel);
  const stopFile = footing.openStopFile(join(config.dataDir, 'STOP'));
  const media = openMediaFolder(join(config.dataDir, 'media'));
  let ledgerFault: LedgerFaultKind | null = null;
  const ledger = footing.openLedger({
    file: join(config.dataDir, 'ledger.db'),
    stopFile,
    now: () => clock.now(),
    onFault: (fault) => {
      ledgerFault = fault.kind;
      log.error({ fault: fault.kind }, 'ledger fault');
    },
  });
  let failure: (fault: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    failure = reject;
  });
  const whatsapp = lateWhatsApp(
    () =>
      footing.connect({
        sessionFolder: join(config.dataDir, 'session'),
        clock,
        chance,
        log,
        browserPath: config.browserPath,
        chromiumArgs: config.chromiumArgs,
        pairingPhone: config.pairingPhone,
      }),
    failure,
  );
  let linkFailed: (code: ExitCode) => void = () => undefined;
  const linkEnded = new Promise<ExitCode>((resolve) => {
    linkFailed = resolve;
  });
  const watched = watching(whatsapp, (link) => {
    say(linkLine(link, config.pairingPhone !== null));
    if (options.noLink && (link.state === 'linking' || link.state === 'logged_out'))
      linkFailed(exitCodes.loggedOut);
  });
  const startedAt = clock.now();
  const standing: StandingGround = {
    ledger,
    whatsapp,
    caughtUp: () => root.bot.caughtUp(),
    ledgerFault: () => ledgerFault,
    startedAt,
    version,
    zone: () => root.preferences.zone(),
    dryRun: config.sending.dryRun,
    now: () => clock.now(),
  };
  const root = compose({
    adapters: { ledger, whatsapp: watched, clock, chance, stopFile, media, settings: config.sending, log },
    owners: config.owners,
    zone: config.timezone,
    locale: config.locale,
    // Who does not want to be asked about the same text does not want to be asked about its neighbours.
    asking: {
      dedupeWindowMs: config.dedupeWindowMs,
      closeMs: Math.min(closeMs, config.dedupeWindowMs),
    },
    alert: config.alertUrl === null ? null : createAlert({ url: config.alertUrl, log }),
    heartbeat: config.heartbeatUrl === null ? null : createHeartbeat({ url: config.heartbeatUrl, log }),
    testsItself: true,
    keepBodiesMs: config.keepBodiesMs,
    painter: footing.painter?.({ ...config, clock, log }) ?? null,
    shelf: openExportShelf(join(config.dataDir, 'exports')),
    standing: () => standingOf(standing),
    onQr: (code) =>
      void terminalQr(code).then((drawn) =>
        say(`Link: WhatsApp on the phone › Linked devices › Link a device\n${drawn}`),
      ),
    onPairingCode: (code) => say(pairingText(code)),
  });
  const { bot } = root;
  const http = await startHttp({
    host: config.http.host,
    port: config.http.port,
    token: tokenToServe(config.dataDir, config.http.token),
    log,
    health: () => {
      // A fault that has passed is forgotten by the first write that goes through.
      if (ledgerFault !== null) probe(ledger, () => (ledgerFault = null));
      return healthOf(standing);
    },
    ready: () => readyOf(standing),
    status: () => statusOf(standing),
    emergencyStop: async () => {
      stopFile.put();
      const report = await bot.emergencyStop();
      const ids = (messages: readonly { readonly id: number }[]): number[] => messages.map(({ id }) => id);
      return {
        frozen: report.frozen,
        left: ids(report.left),
        onTheirWay: ids(report.onTheirWay),
        keptBack: ids(report.keptBack),
      };
    },
    backup: () => ledger.backup(clock.now()),
    groupCode: () => {
      const made = bot.openGroupCode();
      // The one line of a running bot that holds a secret: whoever reads its output may claim a group with an owner's
      // help, for ten minutes, five tries and once.
      say(groupCodeText(made, clock.now()));
      return made;
    },
    doctor: async () => {
      const { findingsOf } = await import('./doctor/examine.ts');
      const inside = {
        ledger: () => ledger.examine(),
        zone: () => root.preferences.zone(),
        link: () => whatsapp.link(),
        tested: () => lastSelftest(ledger),
        caughtUp: () => bot.caughtUp(),
      };
      return { findings: await findingsOf({ config, clock, inside }) };
    },
  }).catch((fault: unknown) => {
    ledger.close();
    throw fault;
  });
  process.on('unhandledRejection', (reason) => {
    if (footing.isForeignRejection(reason))
      log.warn({}, 'WhatsApp Web failed inside the library; the connection is being watched');
    else failure(reason);
  });
  const hurry = new AbortController();
  let isAsked = false;
  const asked = new Promise<ExitCode>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        // Asked once more: what has no answer yet is in doubt, and written down as that.
        if (isAsked) hurry.abort();
        else say('Ending: finishing what is in hand… (once more: without waiting for it)');
        isAsked = true;
        resolve(exitCodes.asked);
      });
  });
  say(`Sendonce ${version} · data in ${config.dataDir} · http://${config.http.host}:${http.port}`);
  let code: ExitCode = exitCodes.fault;
  try {
    bot.start();
    log.info({ version }, 'started');
    code = await Promise.race([asked, linkEnded, bot.failed, failed]);
  } catch (fault) {
    log.error(placeOf(fault), 'fault');
    say(faultText(fault));
  }
  try {
    await bot.stop(hurry.signal);
  } catch (fault) {
    // A ledger that cannot be read must not leave a browser behind, or keep this process from ending.
    log.error(placeOf(fault), 'could not end in order');
    code = exitCodes.fault;
    await whatsapp.stop();
  }
  await http.close();
  try {
    ledger.write((tx) => tx.recordExit(clock.now(), code === exitCodes.fault ? 'fault' : 'asked'));
  } catch (fault) {
    // A start without a recorded end counts as a fault at the next one, which is the safe side.
    log.error(
      { fault: fault instanceof LedgerFault ? fault.kind : 'thrown' },
      'the end could not be recorded',
    );
  }
  ledger.close();
  log.info({ code }, 'ended');
  return code;
}

function faultText(fault: unknown): string {
  const what =
    fault instanceof LedgerFault
      ? `because its ledger failed (${fault.kind})`
      : 'by a fault of its own; the log says where';
  return `Sendonce ended ${what}. Starting it anew is safe.`;
}

function probe(ledger: ReturnType<typeof openLedger>, onSound: () => void): void {
  try {
    ledger.write((tx) => tx.setting('probe'));
    onSound();
  } catch (fault) {
    if (!(fault instanceof LedgerFault)) throw fault;
  }
}
