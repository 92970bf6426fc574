/**
 * The bot: what WhatsApp reports goes to the part that it concerns, and loops carry out what is due. They share
 * nothing but the ledger, so that each may be cut off anywhere and begin again.
 */
import { maySend } from './able.ts';
import type { AlertPort, HeartbeatPort } from './alarm.ts';
import { createAlarms } from './alarms.ts';
import type { CanaryWords } from './canary.ts';
import { type CatchUp, createCatchUp } from './catch-up.ts';
import { createClockWatch } from './clock-watch.ts';
import { createCommandMarks } from './command-marks.ts';
import type { Conversation } from './conversation.ts';
import { type ConnectedLink, createDispatcher, type Dispatcher } from './dispatcher.ts';
import { finishSending } from './ending.ts';
import { createErasing } from './erasing.ts';
import { createFailureWatch } from './failure-watch.ts';
import { createFileWatch } from './file-watch.ts';
import type { Ground } from './ground.ts';
import type { GroupCode } from './group-claim.ts';
import { createHearing } from './hearing.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createIntake } from './intake.ts';
import { createLane } from './lane.ts';
import { LedgerFault } from './ledger.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Notice } from './notice.ts';
import { createNoticeChat } from './notice-chat.ts';
import { createOutages } from './outages.ts';
import { controlChats, mayTakeBack } from './owner.ts';
import { createRecipientWatch } from './recipient-watch.ts';
import { recover } from './recovery.ts';
import { createSelftests } from './selftests.ts';
import { latchStop, type StopReport, stoppedOutsideAtKey, stopSending } from './stop.ts';
import { createTeller } from './teller.ts';
import { createUnsends } from './unsends.ts';
import { createWatchdog } from './watchdog.ts';
import type { Deletion, HandOver, WhatsApp } from './whatsapp.ts';

export interface BotParts {
  /** E.164 numbers that may command; empty: the linked account itself. */
  readonly owners: readonly string[];
  readonly converse: (dispatcher: Dispatcher, catchUp: Pick<CatchUp, 'link'>) => Conversation;
  /** The body of a notice as it is told at `now`. */
  readonly dress: (notice: Notice, now: number) => string;
  /** What the line that a selftest sends says; `atFirstLink`: one is made of each account that was never tested. */
  readonly selftest: { readonly words: CanaryWords; readonly atFirstLink: boolean };
  readonly onQr: (code: string) => void;
  /** To be typed on the phone; null: WhatsApp gave none. */
  readonly onPairingCode: (code: string | null) => void;
  /** ALERT_URL; null: no alarm is raised. */
  readonly alert: AlertPort | null;
  /** HEARTBEAT_URL; null: no heartbeat. */
  readonly heartbeat: HeartbeatPort | null;
  /** KEEP_BODIES. */
  readonly keepBodiesMs: number;
}

export interface Bot {
  /** Settles what an earlier process left, then connects. */
  start(): void;
  /** Finishes what is in hand, records it, and closes the browser. `hurry` ends the waiting for acks. */
  stop(hurry?: AbortSignal): Promise<void>;
  /** Rejects with a programmer fault of any loop. */
  readonly failed: Promise<never>;
  readonly caughtUp: () => boolean;
  /** Something new stands in the ledger for somebody to find. */
  readonly nudge: () => void;
  /** The group that commands beside the owner's own chat, `<digits>@g.us`; null: none does. */
  controlGroup(): string | null;
  /** A new code by which an owner makes a group a control chat: to be shown to whoever asked, and to nobody else. */
  openGroupCode(): GroupCode;
  /** The stop from outside: the latch is committed when this returns its promise. */
  emergencyStop(): Promise<StopReport>;
}

/** What at the end still waits for the receiver of alarms gets this long. */
const lastCallMs = 3_000;

export function createBot(given: Ground, parts: BotParts): Bot {
  const ground: Ground = {
    ...given,
    // Its other verbs stay where they are.
    whatsapp: Object.create(given.whatsapp, {
      handOver: { value: (request: HandOver) => watchdog.during(request, given.whatsapp.handOver(request)) },
    }) as WhatsApp,
    // News are for the teller at once, whoever has them.
    tell(tx, news, at) {
      given.tell(tx, news, at);
      nudge();
    },
  };
  const { ledger, whatsapp, clock, log } = ground;
  const lane = createLane();
  const clockWatch = createClockWatch(ground);
  const outages = createOutages(ground);
  const watchdog = createWatchdog(ground, { lane, caughtUp: () => catchUp.link() !== null, outages });
  let sending: readonly Loop[] = [];
  let calling: readonly Loop[] = [];
  let loops: readonly Loop[] = [];
  let fail: (fault: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);

  /** What every loop goes by besides its clock, as it was when they were last woken. */
  let known = { writes: -1, connection: 0 };
  const present = () => ({ writes: ledger.writes(), connection: catchUp.link()?.connection ?? 0 });
  /** `but`: the one that says so. */
  const nudge = (but?: Loop): void => {
    known = present();
    for (const loop of loops) if (loop !== but) loop.nudge();
  };
  /** Most of what is heard changes nothing, and half of all steps were for such. */
  const nudgeIfChanged = (but?: Loop): void => {
    const { writes, connection } = present();
    if (writes !== known.writes || connection !== known.connection) nudge(but);
  };
  const intake = createIntake(ground, parts.owners, {
    account: () => hearing.account(),
    conversation: () => conversation,
    clockWatch,
  });
  const chats = (): readonly (readonly string[])[] => {
    const ownership = intake.ownership();
    return ownership === null ? [] : controlChats(ownership);
  };
  const ownerMayTakeBack = (deletion: Deletion): boolean => {
    const ownership = intake.ownership();
    return ownership !== null && mayTakeBack(deletion, ownership);
  };
  const dispatcher = createDispatcher(ground, {
    lane,
    clockWatch,
    caughtUp: (): ConnectedLink | null => catchUp.link(),
    isReady: (message, link) => files.isReady(message, link),
    livingPage: () => hearing.livingPage(),
    outageAt: outages.at,
    onChange: () => nudge(),
  });
  const conversation = parts.converse(dispatcher, { link: () => catchUp.link() });
  const files = createFileWatch(ground, {
    caughtUp: (): ConnectedLink | null => catchUp.link(),
    controlChats: () => chats().flat(),
    onChange: () => nudge(),
  });
  const recipients = createRecipientWatch(ground);
  const catchUp = createCatchUp(ground, {
    conversation,
    takeIn: (message) => intake.take(message, false),
    mayBecomeOwners: intake.mayBecomeOwners,
    mayTakeBack: ownerMayTakeBack,
    controlChats: chats,
    recipients,
    onChange: () => nudge(),
  });
  const teller = createTeller(ground, {
    lane,
    catchUp,
    chatFor: createNoticeChat(ground, intake),
    dress: parts.dress,
    onChange: () => nudge(),
  });
  const alarms = createAlarms(ground, parts.alert);
  const failures = createFailureWatch(ground, () => catchUp.link());
  const unsends = createUnsends(ground, () => catchUp.link() !== null);
  const marks = createCommandMarks(ground, { link: () => catchUp.link(), controlChats: chats });
  /** Caught up, and with all that sending wants. */
  const isOfUse = (): boolean => {
    const link = catchUp.link();
    return link !== null && maySend(link);
  };
  const selftests = createSelftests(ground, { lane, link: () => catchUp.link(), ...parts.selftest });
  const heartbeat = createHeartbeat(ground, parts.heartbeat, isOfUse);
  const erasing = createErasing(ground, {
    keepBodiesMs: parts.keepBodiesMs,
    caughtUp: () => catchUp.link() !== null,
    sweepFiles: files.sweep,
  });
  const hearing = createHearing(ground, {
    intake,
    controlChats: chats,
    mayTakeBack: ownerMayTakeBack,
    conversation,
    catchUp,
    teller,
    outages,
    watchdog,
    unsends,
    selftests,
    onQr: parts.onQr,
    onPairingCode: parts.onPairingCode,
    unrecorded,
  });

  return {
    failed,
    nudge,
    caughtUp: () => catchUp.link() !== null,
    controlGroup: () => intake.ownership()?.group ?? null,
    start() {
      // Before anything can happen that wants an alarm.
      if (ledger.alarming() !== (parts.alert !== null))
        ledger.write((tx) => tx.setAlarming(parts.alert !== null, clock.now()));
      outages.begin();
      recover(ground);
      whatsapp.start((event) => {
        try {
          if (hearing.hear(event)) nudge();
          else nudgeIfChanged();
        } catch (fault) {
          unrecorded(fault);
        }
      });
      const dispatching = startLoop('dispatcher', ground, () => dispatcher.tick());
      const telling = startLoop('teller', ground, () => teller.step());
      const alarming = startLoop('alarms', ground, () => alarms.step(), 'roughly');
      const unsending = startLoop('unsends', ground, () => unsends.step(), 'roughly');
      const marking = startLoop('marks', ground, () => marks.step(), 'roughly');
      const looking = startLoop(
        'recipients',
        ground,
        () => recipients.step(catchUp.link()?.connection ?? null),
        'roughly',
      );
      const testing = startLoop('selftest', ground, () => selftests.step());
      const filing = startLoop('files', ground, () => files.step());
      const conversing = startLoop('conversation', ground, async () => {
        hearing.recordPages();
        await intake.meetOwners();
        const again = await catchUp.step();
        // Commands look things up, and their replies want a way out: without a link they wait in the ledger.
        const lapse = whatsapp.link().state === 'connected' ? await conversation.drain() : null;
        // What was armed, cancelled, stopped or answered is for the others.
        nudgeIfChanged(conversing);
        return again === null || lapse === null ? (again ?? lapse) : Math.min(again, lapse);
      });
      const beating = startLoop('heartbeat', ground, () => heartbeat.step(), 'roughly');
      const watching = startLoop(
        'watch',
        ground,
        async () => {
          const again = [
            outages.step(isOfUse()),
            await failures.step(),
            await watchdog.step(),
            erasing.step(),
          ];
          const wakes = again.filter((wake) => wake !== null);
          return wakes.length === 0 ? null : Math.min(...wakes);
        },
        'roughly',
      );
      sending = [dispatching, conversing, telling, watching];
      // An answer of WhatsApp about a deletion, a reaction, a recipient or a file is not waited for: the end of the page
      // ends it.
      calling = [alarming, beating, unsending, marking, looking, testing, filing];
      loops = [...sending, ...calling];
      for (const loop of loops) loop.done.catch(fail);
    },
    async stop(hurry = new AbortController().signal) {
      for (const loop of loops) loop.stop();
      heartbeat.stop();
      await finishSending(ground, sending, hurry);
      outages.end(isOfUse());
      // What the end itself raised is posted beside the closing of the browser: nobody may start this bot again.
      const lastCall = Promise.allSettled(calling.map((loop) => loop.done))
        .then(() => alarms.step())
        .catch(unrecorded);
      await whatsapp.stop();
      await Promise.race([lastCall, clock.sleepUntil(clock.now() + lastCallMs)]);
      alarms.stop();
      await lastCall;
    },
    openGroupCode: () => intake.openGroupCode(),
    emergencyStop() {
      const at = clock.now();
      ledger.write((tx) => {
        tx.set(stoppedOutsideAtKey, String(at));
        if (tx.latch('stopped') !== null) return;
        latchStop(tx, 'outside', at);
        ground.tell(tx, { kind: 'latched', why: 'outside' }, at);
      });
      nudge();
      return stopSending(ground, dispatcher);
    },
  };

  /** What could not be written is read again: the connection counts as not caught up. */
  function unrecorded(fault: unknown): void {
    if (!(fault instanceof LedgerFault)) {
      fail(fault);
      return;
    }
    log.error({ fault: fault.kind }, 'an event could not be recorded; it will be read again');
    catchUp.forget();
    nudge();
  }
}
