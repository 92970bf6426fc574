/**
 * Whether ledger, chat and phones tell one story. Each rule looks at one thing that was promised, and answers with what
 * it found broken; `names` are the numbers, ids and texts by which the story of it is found.
 */
import type { Message, Status } from '../../src/core/message.ts';
import type { Received } from '../../src/simulator/simulator.ts';
import type { Evidence } from './evidence.ts';
import { sizeOf } from './letters.ts';
import { neverLeft } from './reading.ts';

export interface Fault {
  readonly what: string;
  readonly names: readonly string[];
}

type Rule = (evidence: Evidence, lagMs: number) => readonly Fault[];

/** What the page needs to encrypt and to be taken by the server, after the gate has looked at the clock. */
const wireLagMs = 5_000;

export function judge(evidence: Evidence, lagMs = wireLagMs): readonly Fault[] {
  return rules.flatMap((rule) => rule(evidence, lagMs));
}

/** The second of two copies, by whatever `key` tells them apart. */
export function doubles(received: readonly Received[], key: (one: Received) => string): readonly Received[] {
  const seen = new Set<string>();
  return received.filter((one) => {
    const known = seen.has(key(one));
    seen.add(key(one));
    return known;
  });
}

const onceById: Rule = ({ inboxes }) =>
  [...inboxes].flatMap(([name, received]) =>
    doubles(received, ({ waId }) => waId).map(({ waId }) => fault(`${name} has ${waId} twice`, waId)),
  );

const onceByText: Rule = ({ inboxes }) =>
  [...inboxes].flatMap(([name, received]) =>
    doubles(received, ({ text, from, group }) => JSON.stringify([from, group, text])).map(({ text }) =>
      fault(`${name} has "${text}" twice`, text),
    ),
  );

const onceOnTheWire: Rule = ({ wire }) => {
  const seen = new Set<string>();
  return wire
    .filter(({ kind }) => kind === 'message')
    .filter(({ waId }) => seen.has(waId) || !seen.add(waId))
    .map(({ waId }) => fault(`${waId} was sent twice`, waId));
};

const inTheLedger: Rule = ({ wire, messages, notices }) => {
  const ours = new Set([
    ...messages.map(({ reservedId }) => reservedId),
    ...notices.flatMap(({ tellings }) => tellings.map(({ reservedId }) => reservedId)),
  ]);
  return wire
    .filter(({ kind, waId }) => kind === 'message' && !ours.has(waId))
    .map(({ waId, text }) => fault(`the ledger knows nothing of ${waId}: ${text}`, waId));
};

/** How many copies each end leaves on each phone that the chat reaches; null for what is no end. */
function copiesAfter(evidence: Evidence, { id, status }: Message): number | null {
  switch (status) {
    case 'sent':
      return 1;
    case 'failed':
    case 'cancelled':
    case 'missed':
      return 0;
    case 'in_doubt':
      // "Again" leaves it in doubt for good: the owner had looked, and it was not there.
      return evidence.messages.some(({ replaces }) => replaces === id) ? 0 : null;
    case 'scheduled':
    case 'held':
    case 'sending':
    case 'rehearsed':
      return null;
  }
}

const asTheLedgerSays: Rule = (evidence) =>
  evidence.messages.flatMap((message) => {
    const expected = copiesAfter(evidence, message);
    if (expected === null) return [of(message, `was left ${message.status}`)];
    return copies(evidence, message)
      .filter(({ count }) => count !== expected)
      .map(({ name, count }) => of(message, `is ${message.status}, and ${name} has ${count} of it`));
  });

const atItsTime: Rule = ({ messages, wire }, lagMs) =>
  messages.flatMap((message) =>
    wire
      .filter(({ kind, waId }) => kind === 'message' && waId === message.reservedId)
      .flatMap(({ at }) => {
        const lateMs = at - message.plannedAt;
        if (lateMs < 0) return [of(message, `left ${-lateMs} ms early`)];
        return lateMs > message.graceMs + lagMs ? [of(message, `left ${lateMs} ms late`)] : [];
      }),
  );

/** States in which a message waits for the owner, who must hear of it. */
export const needsTelling: readonly string[] = ['held', 'missed', 'failed', 'in_doubt'] satisfies Status[];

/** In a line about the very thing: a list that the owner asked for proves nothing. */
const told: Rule = ({ messages, notices, control }) => {
  const shown = new Set(control.map(({ waId }) => waId));
  return messages.flatMap((message) =>
    message.events
      .filter(({ to }) => needsTelling.includes(to))
      .filter(
        (event) =>
          !notices.some(
            ({ about, createdAt, body, tellings }) =>
              about.includes(message.id) &&
              createdAt >= event.at - 1_000 &&
              !body.startsWith('❗') &&
              tellings.some(({ reservedId }) => shown.has(reservedId)),
          ),
      )
      .map(({ to }) => of(message, `was ${to}, and the owner was not told`)),
  );
};

const noticesAsTheLedgerSays: Rule = ({ notices, control }) =>
  notices.flatMap((notice) => {
    const ids = notice.tellings.map(({ reservedId }) => reservedId);
    const times = control.filter(({ waId }) => ids.includes(waId)).length;
    const names = [...ids, ...notice.about.map((id) => `#${id}`)];
    const say = (what: string): Fault => ({ what: `notice ${notice.id} ${what}`, names });
    if (notice.state === 'told' && times === 0) return [say('counts as told and is not in the chat')];
    if (times > 2) return [say(`stands in the chat ${times} times`)];
    return notice.state === 'waiting' ? [say('was left waiting')] : [];
  });

const saidNeverLeft: Rule = (evidence) =>
  evidence.control
    .filter(({ from }) => from === 'page')
    .flatMap(({ text }) => neverLeft(text))
    .flatMap((id) => evidence.messages.filter((message) => message.id === id))
    .filter((message) => copies(evidence, message).some(({ count }) => count > 0))
    .map((message) => of(message, 'was said never to have left, and it arrived'));

const commandsOnce: Rule = ({ written, messages, commandsLeft }) => [
  ...written.flatMap(({ letter, waId, told }) => {
    const armed = messages.filter(
      ({ commandWaId, replaces }) => commandWaId === waId && replaces === null,
    ).length;
    const expected =
      told === 'armed' ? [sizeOf(letter)] : told === 'not_scheduled' ? [0] : [0, sizeOf(letter)];
    return expected.includes(armed)
      ? []
      : [
          fault(
            `${letter.code} was said to be ${told}, and ${armed} messages of it were armed`,
            `${letter.code}/1`,
            waId,
          ),
        ];
  }),
  ...(commandsLeft > 0 ? [fault(`${commandsLeft} commands were never carried out`)] : []),
];

const rules: readonly Rule[] = [
  onceById,
  onceByText,
  onceOnTheWire,
  inTheLedger,
  asTheLedgerSays,
  atItsTime,
  told,
  noticesAsTheLedgerSays,
  saidNeverLeft,
  commandsOnce,
];

/** Copies under the message's own id, phone by phone: a replacement has the same text. */
function copies({ inboxes, audience }: Evidence, message: Message): { name: string; count: number }[] {
  return audience(message.chat.name).map((name) => ({
    name,
    count: (inboxes.get(name) ?? []).filter(({ waId }) => waId === message.reservedId).length,
  }));
}

function fault(what: string, ...names: readonly string[]): Fault {
  return { what, names };
}

function of(message: Message, what: string): Fault {
  return fault(`#${message.id} ${what}`, `#${message.id}`, message.reservedId, message.body);
}
