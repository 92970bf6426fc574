/** What is judged of each hand-over: asked for once, by itself, in its order, and by nobody but the owner's leave. */
import type { EventRow } from '../../src/core/ledger.ts';
import type { Message } from '../../src/core/message.ts';
import type { Night } from './night.ts';
import type { Taken } from './record.ts';

/** A tick and a turn of the page behind SEND_TIMEOUT, ms. */
const ackSlackMs = 10_000;
/** A cancel that is read at once takes this long at most, ms; its reply may be later. */
const cancelMs = 5_000;

export function judgeConduct(night: Night, messages: readonly Message[]): void {
  calls(night);
  for (const message of messages) {
    const events = night.ledger().events(message.id);
    const taken = night.world.taken().find(({ waId }) => waId === message.reservedId);
    replaced(night, message);
    waited(night, message, events);
    behind(night, message, events, messages);
    if (taken === undefined) continue;
    afterACancel(night, message, taken);
    jumpedOver(night, message, taken);
    blasted(night, message, taken);
  }
}

/** 11: the library is asked once for each id, and for one at a time. */
function calls(night: Night): void {
  const seen = new Set<string>();
  for (const { waId, others } of night.world.calls()) {
    if (seen.has(waId)) night.wrong(11, `WhatsApp Web was asked twice to send ${waId}`);
    if (others > 0) night.wrong(1, `${waId} was handed over while another one was`);
    seen.add(waId);
  }
}

/** 11: nothing takes the place of another but by the owner's word. */
function replaced(night: Night, { id, replaces }: Message): void {
  if (replaces === null) return;
  const asked = night.written.some(({ text }) => /\b(?:again|send|move|snooze|now|undo)\b/.test(text));
  if (!asked) night.wrong(11, `#${id} took the place of #${replaces}, and nobody had asked for it`);
}

/** 4: without a word about it a message is in doubt when SEND_TIMEOUT is over. */
function waited(night: Night, message: Message, events: readonly EventRow[]): void {
  const claimed = events.find(({ to }) => to === 'sending');
  const settled = events.find(({ from }) => from === 'sending');
  if (night.disturbed || claimed === undefined || settled?.evidence === 'found_sending_at_start') return;
  const until = settled?.at ?? night.clock.now();
  const waitedMs = until - claimed.at - night.settings.sendTimeoutMs;
  if (waitedMs > ackSlackMs)
    night.wrong(4, `#${message.id} stood in sending for ${waitedMs} ms longer than anybody waits`);
}

/** 8: a part is claimed when all before it have gone, or never will by the owner's own word. */
function behind(night: Night, message: Message, events: readonly EventRow[], all: readonly Message[]): void {
  const claim = events.find(({ to }) => to === 'sending');
  if (claim === undefined || message.part === 1) return;
  for (const earlier of all) {
    const isBefore =
      earlier.batchId === message.batchId &&
      earlier.chat.chatId === message.chat.chatId &&
      earlier.part < message.part;
    if (!isBefore || all.some(({ replaces }) => replaces === earlier.id)) continue;
    const last = night
      .ledger()
      .events(earlier.id)
      .findLast(({ seq }) => seq < claim.seq);
    if (last !== undefined && !['sent', 'cancelled', 'rehearsed', 'dropped'].includes(last.to))
      night.wrong(8, `part ${message.part} (#${message.id}) was claimed while #${earlier.id} was ${last.to}`);
  }
}

/** 2: nothing begins after its cancel was written, but for the moment that reading it takes. */
function afterACancel(night: Night, { id }: Message, taken: Taken): void {
  const scheduled = new RegExp(`#${id}(?!\\d).* scheduled`);
  const named = night.world.control().find(({ from, text }) => from === 'page' && scheduled.test(text));
  const cancel = night.written.find(
    ({ text, at }) => text === `/cancel ${id}` && at > (named?.at ?? at) && at < taken.at - cancelMs,
  );
  if (cancel !== undefined && !taken.cutOff)
    night.wrong(2, `#${id} was handed over ${taken.at - cancel.at} ms after its cancel was written`);
}

/** 10: what a jump of the clock made due waits for the owner's word, and is then planned anew. */
function jumpedOver(night: Night, message: Message, taken: Taken): void {
  const jump = night.jumps.find(
    ({ at, from, by, generation }) =>
      taken.generation === generation &&
      taken.at >= at &&
      // Set right again meanwhile, it goes at its own time.
      taken.wall - taken.at > from - at + by / 2 &&
      by > 0 &&
      message.armedAt < from &&
      message.plannedAt > from + 60_000 &&
      message.plannedAt <= from + by,
  );
  const released = night
    .ledger()
    .events(message.id)
    .some(({ from, to }) => from === 'held' && to === 'scheduled');
  if (jump !== undefined && !released)
    night.wrong(10, `#${message.id} went because the clock had jumped over its time`);
}

/** 3: what came due under a stop waits for the owner's word, and is then planned anew. */
function blasted(night: Night, message: Message, taken: Taken): void {
  if (night.disturbed) return;
  const said = night.world.control();
  for (const [place, line] of said.entries()) {
    if (line.from !== 'page' || !/Going on\. Stopped since/.test(line.text)) continue;
    const before = said.slice(0, place);
    const stop = before.findLast(({ from, text }) => from === 'phone' && /^\/?stop$|^🛑$/.test(text));
    const resume = before.find(
      ({ from, text, at }) => from === 'phone' && text === '/resume' && at > (stop?.at ?? at),
    );
    if (resume !== undefined && message.plannedAt < resume.at && taken.at > resume.at)
      night.wrong(3, `#${message.id} had come due under a stop, and went at the resume`);
  }
}
