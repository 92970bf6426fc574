/** What the owner wants to have sent: commands of one to three people and one to three parts, until there are enough. */
import type { Chance } from './chance.ts';

/** One `/schedule`. Its code begins every text of it, and no other text has it. */
export interface Letter {
  readonly code: string;
  /** Names as the owner writes them. */
  readonly recipients: readonly string[];
  readonly parts: readonly string[];
  /** From its being written, seconds. */
  readonly inSeconds: number;
}

const people = [
  'Mum',
  'Anna',
  'Chris Jones',
  'Chris Evans',
  'Zoë Müller',
  'Łukasz',
  'Ольга',
  '李雷',
  "O'Brien",
  'Family',
];
const words = ['Happy New Year!', 'See you soon 🎉', 'On my way', 'До встречи', 'Don’t forget: 3 €', 'שלום'];
/** Singles are the rule, as with a real owner; every shape comes up in a campaign of fifty. */
const shapes = [
  { recipients: 1, parts: 1 },
  { recipients: 1, parts: 1 },
  { recipients: 1, parts: 2 },
  { recipients: 1, parts: 3 },
  { recipients: 2, parts: 1 },
  { recipients: 3, parts: 1 },
  { recipients: 2, parts: 2 },
] as const;

export function writeLetter(code: string, chance: Chance, withinSeconds: number): Letter {
  const shape = chance.pick(shapes);
  const recipients = chance.shuffled(people).slice(0, shape.recipients);
  return {
    code,
    recipients,
    parts: Array.from({ length: shape.parts }, (_, index) => `${code}/${index + 1} ${chance.pick(words)}`),
    inSeconds: 4 + chance.below(withinSeconds),
  };
}

export function sizeOf({ recipients, parts }: Letter): number {
  return recipients.length * parts.length;
}

export function commandOf({ recipients, parts, inSeconds }: Letter): string {
  const head = `/schedule in ${inSeconds} seconds to ${recipients.join(', ')}:`;
  const [only] = parts;
  return parts.length === 1 ? `${head} ${only}` : `${head}\n${parts.join('\n---\n')}`;
}

/** Its messages in the order in which the bot numbers them. */
export function messagesOf({ recipients, parts }: Letter): readonly { to: string; text: string }[] {
  return recipients.flatMap((to) => parts.map((text) => ({ to, text })));
}
