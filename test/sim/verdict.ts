/**
 * A night judged by its number of invariant: the wire, which asks no ledger, against the ledger, the notices and what
 * the owner was told. It runs when everything has come to rest.
 */
import type { EventRow } from '../../src/core/ledger.ts';
import type { Message, Status } from '../../src/core/message.ts';
import type { Notice } from '../../src/core/notice.ts';
import { judgeUnsend } from './afterwards.ts';
import { judgeConduct } from './conduct.ts';
import { judgeChanges } from './editing.ts';
import { judgeFile } from './file-deeds.ts';
import type { Night } from './night.ts';
import { hasArrived } from './owner.ts';
import { judgeRecipient } from './recipients.ts';
import { judgeSelftests } from './selftests.ts';
import { isOfSeries, judgeSeries } from './series.ts';
import { wasToldUnread } from './unread.ts';

/** What the owner must be told of, whatever happened to the bot meanwhile. */
const toBeTold: readonly Status[] = ['held', 'missed', 'failed', 'in_doubt'];
const ends: readonly Status[] = ['sent', 'failed', 'cancelled', 'missed', 'rehearsed'];
/** On its way when its grace passed, and the turn of the loop that ends the page. */
const slackMs = 5_000;
const minuteMs = 60_000;

export function judge(night: Night): void {
  const messages = night.ledger().messages({});
  handOvers(night, messages);
  judgeConduct(night, messages);
  for (const message of messages) {
    outcome(night, message);
    judgeFile(night, message);
    judgeRecipient(night, message);
    judgeUnsend(night, message);
    judgeChanges(night, message);
    told(night, message);
    truths(night, message);
  }
  takenBack(night, messages);
  copies(night, messages);
  order(night, messages);
  judgeSeries(night);
  commands(night, messages);
  notices(night);
  judgeSelftests(night);
  outages(night, messages);
  alarms(night, messages);
}

/** 1, 11: a page never takes one id twice; 10: nor leaves it later than it may. */
function handOvers(night: Night, messages: readonly Message[]): void {
  const seen = new Map<string, number>();
  for (const { waId } of night.world.taken()) seen.set(waId, (seen.get(waId) ?? 0) + 1);
  for (const [waId, times] of seen) if (times > 1) night.wrong(1, `${waId} was handed over ${times} times`);
  if (night.disturbed) return;
  for (const message of messages) {
    const arrived = night.world.wire().find(({ waId }) => waId === message.reservedId);
    const taken = night.world.taken().find(({ waId }) => waId === message.reservedId);
    if (arrived === undefined || taken === undefined) continue;
    const late = arrived.at - message.plannedAt - message.graceMs;
    if (late > slackMs) night.wrong(10, `#${message.id} left ${late} ms after its grace`);
    if (taken.at < message.dueAt) night.wrong(10, `#${message.id} left before it was due`);
  }
}

/** 4, 5: a named end, and "sent" only with evidence. */
function outcome(night: Night, message: Message): void {
  const what = `#${message.id} (${message.body}) is ${message.status}`;
  // One in doubt that another has taken the place of stays what it is, and asks for nothing.
  const settled = ends.includes(message.status) || night.ledger().replacementOf(message.id) !== null;
  if (!settled) night.wrong(4, `${what} when all was answered`);
  const arrived = hasArrived(night, message);
  const events = night.ledger().events(message.id);
  const byOwner = events.some(({ to, evidence }) => to === 'sent' && evidence === 'owner_answer');
  if (message.status === 'sent' && !arrived && !byOwner) night.wrong(5, `${what} and never reached WhatsApp`);
  if (message.ack !== null && !arrived) night.wrong(5, `${what} with an ack, and never reached WhatsApp`);
  if (message.status === 'rehearsed' && arrived) night.wrong(1, `${what} and went`);
  const attempt = night.ledger().attempt(message.id);
  if (arrived && attempt === null) night.wrong(1, `${what} and went without an attempt`);
}

/** 4: told means that a line about it stands in the owner's chat. */
function told(night: Night, message: Message): void {
  const mention = new RegExp(`#${message.id}(?!\\d)`);
  const lines = night.world.control().filter(({ from }) => from === 'page');
  for (const event of night.ledger().events(message.id)) {
    if (!toBeTold.includes(event.to as Status)) continue;
    const said = saidOf(night, message.id, event);
    // Both tries to tell may have been refused by WhatsApp.
    const isTold = lines.some(({ text }) => mention.test(text) && speaksOf(text, event.to));
    // A change that is itself asked about says what is held for it in its question.
    const isSaid = said.length > 0 || event.evidence === 'command_edited';
    if (!isSaid || !(isTold || said.some(({ state }) => state === 'given_up')))
      night.wrong(4, `#${message.id} became ${event.to} (${event.evidence}), and nobody was told`);
  }
}

/** What the bot found to say when that happened, by itself or as the answer to a command: a list read later is neither. */
function saidOf(night: Night, id: number, { at, to }: EventRow): Notice[] {
  const said: Notice[] = [];
  for (let next = 1; ; next++) {
    const notice = night.ledger().notice(next);
    if (notice === null) return said;
    const isOfThen = notice.createdAt >= at && notice.createdAt <= at + slackMs;
    if (isOfThen && notice.about.includes(id) && speaksOf(notice.body, to)) said.push(notice);
  }
}

/** The words under which each state is told, at once or in a later list. */
function speaksOf(text: string, to: string): boolean {
  switch (to) {
    case 'in_doubt':
      return /can't tell|cannot tell|may have|in doubt|not yet confirmed|now confirmed|on its way/.test(text);
    case 'missed':
      return /missed|overdue|needs? you/.test(text);
    case 'held':
      return /held|overdue|needs? you/.test(text);
    case 'failed':
      return /was not sent|was not delivered|kept back|overdue|needs? you/.test(text);
    default:
      return true;
  }
}

/** 2: what a cancel said of a message is what the phones show. */
function truths(night: Night, message: Message): void {
  const arrived = hasArrived(night, message);
  const taken = night.world.taken().find(({ waId }) => waId === message.reservedId);
  const mention = new RegExp(`#${message.id}(?!\\d)`);
  for (const { from, text } of night.world.control()) {
    if (from !== 'page' || !mention.test(text)) continue;
    const says = text
      .split('\n')
      .filter((line) => mention.test(line))
      .join('\n');
    if (/(?:cancelled\. (?:It|They)|kept back, it) never left/.test(says) && taken !== undefined)
      night.wrong(2, `WhatsApp Web had #${message.id}, and the owner was told "${says}"`);
    if (/too late, WhatsApp took it/.test(says) && !arrived && message.status === 'sent')
      night.wrong(5, `#${message.id} never reached WhatsApp, and the owner was told "${says}"`);
    if (/now confirmed|did go out/.test(says) && !arrived && !says.includes('cancelled'))
      night.wrong(5, `#${message.id} never reached WhatsApp, and the owner was told "${says}"`);
  }
}

/** 1: a phone shows each text at most once, unless its owner asked for another without looking. */
function copies(night: Night, messages: readonly Message[]): void {
  const wire = night.world.wire();
  const seen = new Set<string>();
  for (const message of messages) {
    // A series says one text many times.
    if (isOfSeries(message.body)) continue;
    const key = `${message.chat.chatId} ${message.body}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const came = wire.filter(({ chatId, text }) => chatId === message.chat.chatId && text === message.body);
    const same = messages.filter(
      (one) => one.chat.chatId === message.chat.chatId && one.body === message.body,
    );
    // What is written to oneself to look like a command is the one text that the owner writes more than once.
    const commands = new Set(
      // What took the place of one with other words is the first with these.
      same
        .filter(({ replaces }) => !same.some(({ id }) => id === replaces))
        .map(({ commandWaId }) => commandWaId),
    );
    const twice = same.find(
      (one) =>
        one.replaces === null &&
        !isTouched(night, one) &&
        same.some(
          (other) => other.id > one.id && other.replaces === null && other.commandWaId === one.commandWaId,
        ),
    );
    if (twice !== undefined) night.wrong(6, `"${message.body}" was armed twice by one command`);
    if (came.length <= commands.size) continue;
    // A replacement goes only when nothing old can come any more.
    for (const { id, replaces } of same) {
      const old = messages.find((one) => one.id === replaces);
      const before = wire.find(({ waId }) => waId === old?.reservedId);
      const taken = night.world
        .taken()
        .find(({ waId }) => waId === messages.find((one) => one.id === id)?.reservedId);
      if (before !== undefined && taken !== undefined && before.at > taken.at)
        night.wrong(1, `#${old?.id} came after #${id}, which had taken its place`);
    }
    if (!night.rash.has(message.body)) night.wrong(1, `"${message.body}" came ${came.length} times`);
  }
}

const isTouched = (night: Night, { commandWaId }: Message): boolean =>
  night.written.some(({ waId, touchedAt }) => waId === commandWaId && touchedAt !== null);

/** 2: nothing begins whose command the owner has taken back, unless the owner was asked about that and said so. */
function takenBack(night: Night, messages: readonly Message[]): void {
  for (const taken of night.world.taken()) {
    const message = messages.find(({ reservedId }) => reservedId === taken.waId);
    const command = night.written.find(({ waId }) => waId === message?.commandWaId);
    if (message === undefined || command?.touchedAt == null) continue;
    const touchedAt = command.touchedAt;
    // A page that is cut off cannot hear of it. The time of arming is of no use where the clock stepped.
    if (taken.at <= touchedAt || taken.cutOff) continue;
    const line = night.world.control().find(({ waId }) => waId === command.waId);
    if (line?.revoked !== true && (night.disturbed || message.armedAt >= touchedAt - slackMs)) continue;
    // An edit comes too late for all of a command when some of it has gone, and the owner is told so.
    const partlyGone = messages.some(
      ({ id, commandWaId }) =>
        id !== message.id && commandWaId === message.commandWaId && wasClaimedBefore(night, id, message.id),
    );
    if (line?.revoked !== true && partlyGone) continue;
    const released = night
      .ledger()
      .events(message.id)
      .some(({ from, to }) => from === 'held' && to === 'scheduled');
    if (!released && (line?.revoked === true || line?.text !== command.text))
      night.wrong(
        2,
        `#${message.id} was handed over ${taken.at - touchedAt} ms after its command was taken back`,
      );
  }
}

/** Of these two messages, both of one command, the one was on its way first, or perhaps. */
function wasClaimedBefore(night: Night, one: number, other: number): boolean {
  const claimOf = (id: number): number =>
    night
      .ledger()
      .events(id)
      .find(({ to }) => to === 'sending')?.seq ?? Number.POSITIVE_INFINITY;
  return claimOf(one) < claimOf(other);
}

/** 8: of two parts that came, the first came first. */
function order(night: Night, messages: readonly Message[]): void {
  const wire = night.world.wire();
  const firstTime = (message: Message): number => wire.findIndex(({ waId }) => waId === message.reservedId);
  for (const one of messages)
    for (const other of messages) {
      if (one.batchId !== other.batchId || one.chat.chatId !== other.chat.chatId || one.part >= other.part)
        continue;
      const [first, second] = [firstTime(one), firstTime(other)];
      if (first > second && second >= 0)
        night.wrong(8, `part ${other.part} (#${other.id}) came before part ${one.part} (#${one.id})`);
    }
}

/** 6, 9: each of the owner's commands once, nobody else's, and each of them answered. */
function commands(night: Night, messages: readonly Message[]): void {
  for (const message of messages) {
    if (message.body === 'evil') night.wrong(9, `a stranger armed #${message.id}`);
    if (!night.written.some(({ waId }) => waId === message.commandWaId))
      night.wrong(9, `#${message.id} was armed by no line of the owner's`);
  }
  const own = night.world.control().filter(({ from }) => from === 'page');
  for (const waId of [...night.world.strangers(), ...night.strange, ...own.map((line) => line.waId)])
    if (night.ledger().command(waId).length > 0)
      night.wrong(9, `${waId} counts as a command, and is not the owner's`);
  for (const { waId, text, at, touchedAt } of night.written) {
    if (touchedAt !== null || !text.startsWith('/')) continue;
    const rows = night.ledger().command(waId);
    if (rows.length === 0 && wasToldUnread(night, at)) continue;
    if (rows.length !== 1) night.wrong(6, `"${text}" stands ${rows.length} times in the ledger`);
    if (rows.some(({ state }) => state !== 'done')) night.wrong(6, `"${text}" was never carried out`);
  }
}

/** 4, 11: every notice told, as its ack and the owner's chat both show, and at most twice. */
function notices(night: Night): void {
  const ledger = night.ledger();
  const lines = new Set(
    night.world
      .control()
      .filter(({ from }) => from === 'page')
      .map(({ waId }) => waId),
  );
  for (const notice of ledger.noticesWaiting())
    night.wrong(4, `notice ${notice.id} was not told: ${notice.body.slice(0, 60)}`);
  for (let id = 1; ; id++) {
    const notice = ledger.notice(id);
    if (notice === null) return;
    const arrived = ledger.tellings(id).filter(({ reservedId }) => lines.has(reservedId));
    if (arrived.length > 2) night.wrong(11, `notice ${id} came ${arrived.length} times`);
    if (notice.state === 'told' && arrived.length === 0)
      night.wrong(4, `notice ${id} counts as told, and never came: ${notice.body.slice(0, 60)}`);
  }
}

/** 5: of an outage in which a message was missed nobody is told that nothing was. */
function outages(night: Night, messages: readonly Message[]): void {
  if (night.disturbed) return;
  const ledger = night.ledger();
  const misses = messages.flatMap(({ id }) => ledger.events(id).filter(({ to }) => to === 'missed'));
  for (let id = 1; ; id++) {
    const notice = ledger.notice(id);
    if (notice === null) return;
    const times = /^📶 I was offline (\d\d):(\d\d) to (\d\d):(\d\d):[\s\S]*Nothing was missed\./.exec(
      notice.body,
    );
    if (times === null) continue;
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = times.slice(1).map(Number);
    const minutes = ((toHour - fromHour) * 60 + toMinute - fromMinute + 24 * 60) % (24 * 60);
    // Both ends are whole minutes.
    const from = notice.createdAt - (minutes - 1) * minuteMs;
    const [missed] = misses.filter(({ at }) => at > from && at < notice.createdAt);
    if (missed !== undefined)
      night.wrong(5, `#${missed.messageId} was missed, and the owner was told "${notice.body}"`);
  }
}

/** 4: with a receiver, each of these is in a line that it took, and no line says more than states and ids. */
function alarms(night: Night, messages: readonly Message[]): void {
  if (night.receiver === null) return;
  const { lines } = night.receiver;
  for (const alarm of night.ledger().alarmsWaiting())
    night.wrong(4, `the alarm ${alarm.state} of ${alarm.messageId ?? 'a latch'} was not taken`);
  for (const message of messages)
    for (const { to } of night.ledger().events(message.id)) {
      if (!toBeTold.includes(to as Status)) continue;
      if (!lines.some((line) => names(line, message.id)))
        night.wrong(4, `#${message.id} became ${to}, without an alarm`);
    }
  for (const line of lines)
    if (/text \d|Mum|Anna|Łukasz|Brien|\+44|@/.test(line)) night.wrong(4, `an alarm says too much: ${line}`);
}

/** `#12` alone, or within `#10-14`. */
function names(line: string, id: number): boolean {
  for (const [, from, to] of line.matchAll(/#(\d+)(?:-(\d+))?/g))
    if (id >= Number(from) && id <= Number(to ?? from)) return true;
  return false;
}
