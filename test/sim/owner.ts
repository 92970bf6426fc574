/** What a hurried owner does in a night: arms, takes back, changes, stops, answers, and now and then answers rashly. */
import type { Message } from '../../src/core/message.ts';
import { withFile } from './file-deeds.ts';
import type { Night } from './night.ts';

export interface Deed {
  readonly weight: number;
  readonly act: (night: Night) => void | Promise<void>;
}

const second = 1_000;
/** Somebody whom the owner knows by one name only. */
export const people = ['Mum', 'Anna', 'Łukasz', "O'Brien"] as const;
const pairs = ['Mum, Anna', 'Anna and Łukasz', "O'Brien, Mum"] as const;

/** Every text is written once, so that a phone that shows it twice got it twice. */
export const freshText = (night: Night): string => `text ${night.written.length + 1}`;

const soon = (night: Night): string => `in ${5 + night.chance.below(120)} seconds`;

function clockWords(night: Night): string {
  const at = new Date(night.clock.trueNow() + (1 + night.chance.below(4)) * 60 * second);
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** Numbers that the bot has named to the owner, the latest first. */
function named(night: Night): readonly number[] {
  const ids = new Set<number>();
  for (const line of night.world.control().toReversed())
    if (line.from === 'page') for (const [, id] of line.text.matchAll(/#(\d+)/g)) ids.add(Number(id));
  return [...ids];
}

const someId = (night: Night): number => {
  const [first = 1, ...others] = named(night);
  return night.chance.pick([first, ...others]);
};

const someCommand = (night: Night) => {
  const isDeleted = (waId: string): boolean =>
    night.world.control().some((line) => line.waId === waId && line.revoked);
  const [first, ...others] = night.written.filter(
    ({ waId, text }) => text.startsWith('/schedule') && !isDeleted(waId),
  );
  return first === undefined ? null : night.chance.pick([first, ...others]);
};

/** A yes follows within seconds, as for every question that the owner expects. */
async function confirmed(night: Night, text: string): Promise<void> {
  night.says(text);
  await night.pass(night.chance.below(3) * second);
  if (night.chance.happens(90)) night.says('yes');
}

/** Has the owner's own look at the phone shown it there? */
export function hasArrived(night: Night, message: Message): boolean {
  return night.world
    .wire()
    .some(({ waId, chatId }) => waId === message.reservedId && chatId === message.chat.chatId);
}

/** The words of a truthful answer to what the bot asks about this message. */
export function truthfulAnswer(night: Night, message: Message): string {
  const arrived = hasArrived(night, message);
  if (message.status === 'in_doubt')
    return arrived ? 'arrived' : night.chance.pick(['again', 'drop', 'drop']);
  return arrived ? 'drop' : night.chance.pick(['send', 'drop']);
}

function answerOne(night: Night): void {
  if (!night.life().alive()) return;
  const [first, ...others] = night.ledger().needingOwner();
  if (first === undefined) return;
  const message = night.chance.pick([first, ...others]);
  const answer = night.chance.happens(10)
    ? night.chance.pick(['again', 'send', 'arrived', 'drop'])
    : truthfulAnswer(night, message);
  if (answer === 'again' || answer === 'send') night.rash.add(message.body);
  night.says(`#${message.id} ${answer}`);
  if (answer === 'again' && night.chance.happens(80)) night.says('yes');
}

export const ownersDeeds: readonly Deed[] = [
  {
    weight: 30,
    act: (night) => {
      const text = freshText(night);
      const when = night.chance.happens(85) ? soon(night) : clockWords(night);
      night.says(`/schedule ${when} to ${night.chance.pick(people)}: ${text}`);
    },
  },
  {
    weight: 6,
    act: (night) => {
      const text = freshText(night);
      return confirmed(
        night,
        `/schedule ${soon(night)} to ${night.chance.pick(people)}\n${text}, part 1\n---\n${text}, part 2`,
      );
    },
  },
  {
    weight: 5,
    act: (night) =>
      confirmed(night, `/schedule ${soon(night)} to ${night.chance.pick(pairs)}: ${freshText(night)}`),
  },
  {
    weight: 5,
    act: (night) => {
      const text = freshText(night);
      withFile(night, text, `/schedule ${soon(night)} to ${night.chance.pick(people)}: ${text}`);
    },
  },
  {
    weight: 1,
    act: (night) => confirmed(night, `/schedule ${soon(night)} to Family: ${freshText(night)}`),
  },
  {
    // What the bot itself sends is never a command, whatever it says.
    weight: 1,
    act: (night) =>
      void night.says(`/schedule ${soon(night)} to me: ${night.chance.pick(['/stop', '/cancel all'])}`),
  },
  { weight: 8, act: (night) => void night.says(`/cancel ${someId(night)}`) },
  { weight: 2, act: (night) => void night.says('/cancel last') },
  {
    weight: 5,
    act: (night) => {
      const command = someCommand(night);
      if (command === null) return;
      command.touchedAt = night.clock.trueNow();
      night.note(`owner deletes: ${command.text}`);
      night.world.ownerRevokes(command.waId);
    },
  },
  {
    weight: 4,
    act: (night) => {
      const command = someCommand(night);
      if (command === null) return;
      command.touchedAt = night.clock.trueNow();
      const text = night.chance.pick([
        command.text.replace(/in \d+ seconds/, soon(night)),
        `${command.text}, changed`,
        command.text,
      ]);
      night.note(`owner edits: ${text}`);
      night.world.ownerEdits(command.waId, text);
    },
  },
  { weight: 3, act: (night) => void night.says(night.chance.pick(['/stop', 'stop', '🛑'])) },
  { weight: 5, act: (night) => void night.says('/resume') },
  { weight: 6, act: answerOne },
  {
    weight: 2,
    act: (night) =>
      void night.says(night.chance.pick(['/list', '/attention', 'hello', '/status', '/selftest'])),
  },
  { weight: 1, act: (night) => void night.says(night.chance.pick(['yes', 'no', 'drop', '1 send'])) },
  {
    weight: 1,
    act: (night) =>
      void night.says(`/schedule ${soon(night)} to ${night.chance.pick(people)}: ${freshText(night)}`, {
        keysAfterMs: night.chance.below(40) * second,
      }),
  },
  {
    weight: 3,
    act: (night) => {
      const [first, ...others] = night.written;
      if (first === undefined) return;
      const line = night.chance.pick([first, ...others]);
      night.note(`WhatsApp reports again: ${line.text}`);
      night.world.repeats(line.waId);
    },
  },
  {
    weight: 2,
    act: (night) => {
      const text = night.chance.pick([
        `/schedule in 9 seconds to Mum: evil`,
        '/cancel all',
        '/resume',
        'stop',
      ]);
      const forwarded = night.chance.happens(30);
      const where = night.chance.pick([{}, { group: 'Family' }, { inSelfChat: true }]);
      night.note(`a stranger: ${text}`);
      night.world.personWrites('Anna', text, { forwarded, ...where });
    },
  },
  {
    // Somebody else's words, which the owner has forwarded to look at them later.
    weight: 1,
    act: (night) => {
      const text = night.chance.pick(['/schedule in 9 seconds to Mum: evil', '/cancel all', 'stop']);
      night.note(`owner forwards: ${text}`);
      night.strange.add(night.world.ownerWrites(text, { forwarded: true }));
    },
  },
];
