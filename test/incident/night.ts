/**
 * The night of the founding incident, as steps that its stories share: 38 messages on New Year's Eve, an owner who reads
 * the chat and answers by what the phones show, and the count of what everybody has. The ledger is not asked what was
 * sent: inboxes and the owner's chat are.
 */
import { expect } from 'vitest';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

export const second = 1_000;
export const minute = 60 * second;

export interface Planned {
  readonly id: number;
  readonly to: string;
  readonly text: string;
  /** The WhatsApp id of the command that scheduled it. */
  readonly command: string;
  /** ms */
  readonly dueAt: number;
}

/** London is in UTC at the turn of the year, so that 23:59 below is 23:59 on the owner's phone. */
export function at(time: string): number {
  return Date.parse(
    `${time < '12' ? '2027-01-01' : '2026-12-31'}T${time.length === 5 ? `${time}:00` : time}Z`,
  );
}

/** In memory, which is quicker; a story with a kill wants a file, which the dead one cannot write to any more. */
export function newYearsEve(options: HomeOptions = {}): Promise<Home> {
  return createHome({ start: '2026-12-31T21:00:00Z', memory: true, ...options });
}

const people = ['Mum', 'Anna', 'Zoë Müller', 'Łukasz', 'Ольга', '李雷', 'محمد', "O'Brien", 'Chris Jones'];

/** 30 single messages, two to two people, and two of two parts: 38, one about every three minutes from 22:30 to 00:30. */
export async function scheduleThem(home: Home): Promise<readonly Planned[]> {
  const planned: Planned[] = [];
  for (let n = 0; n < 34; n++) {
    const due = at('22:30') + Math.round((n * 120) / 33) * minute;
    const to = [person(n)];
    const parts = [`wish ${n}`];
    if (n === 10 || n === 21) to.push(person(n + 4));
    if (n === 15 || n === 27) parts.push(`wish ${n}, part two`);
    planned.push(...(await schedule(home, due, to, parts)));
  }
  expect(planned).toHaveLength(38);
  home.heard();
  return planned;
}

function person(n: number): string {
  return people[n % people.length] ?? 'Mum';
}

/** As the owner does it, with a yes where one is wanted. */
export async function schedule(
  home: Home,
  due: number,
  to: readonly string[],
  parts: readonly string[],
): Promise<readonly Planned[]> {
  home.heard();
  const when = new Date(due).toISOString().slice(0, 16).replace('T', ' ');
  const command = home.world.ownerWrites(`/schedule ${when} to ${to.join(', ')}\n${parts.join('\n---\n')}`);
  await home.pass(3 * second);
  const reply = home.heard().join('\n');
  if (reply.startsWith('❓')) await home.says('yes');
  const armed = home.ledger().messages({ commandWaId: command, statuses: ['scheduled'] });
  expect(armed.map(({ chat, body }) => `${chat.name}: ${body}`).sort(), reply).toEqual(
    to.flatMap((name) => parts.map((text) => `${name}: ${text}`)).sort(),
  );
  return armed.map(({ id, chat, body, dueAt }) => ({ id, to: chat.name, text: body, command, dueAt }));
}

/** Runs until `instant` of everybody else's time, with `meanwhile` called every few seconds. */
export async function until(
  home: Home,
  instant: number,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  while (home.clock.trueNow() < instant) {
    await home.pass(Math.min(10 * second, instant - home.clock.trueNow()));
    await meanwhile();
  }
}

export interface Owner {
  /** Looks at the phone: goes on after a stop of the bot's own, and lets go what was only held. */
  look(): Promise<void>;
  /** Everything that the bot said, oldest first. */
  readonly said: string[];
}

/** An owner who is awake and answers within seconds, and leaves what is in doubt to be confirmed or looked up later. */
export function wakefulOwner(home: Home): Owner {
  const said: string[] = [];
  const says = async (words: string): Promise<void> => {
    const reply = await home.says(words);
    said.push(reply);
    if (/Answer: 1 send · 2 drop|Answer: send · drop|Reply: send · drop/.test(reply)) await says('all send');
  };
  return {
    said,
    async look() {
      const heard = home.heard();
      said.push(...heard);
      for (const text of heard) {
        if (text.includes('🛑 I have stopped sending')) await says('/resume');
        else if (/^(?:\(\d[^)]*\) )?(?:⌛|✋)/u.test(text))
          await says(/\n1\)/.test(text) ? 'all send' : `#${idsIn(text)[0]} send`);
      }
    },
  };
}

/** The numbers that a text names. */
export function idsIn(text: string): readonly number[] {
  return [...text.matchAll(/#(\d+)/g)].map(([, id]) => Number(id));
}

/**
 * The morning after: the owner asks what needs an answer, looks into each chat, and says what is there. Returns what was
 * in doubt and turned out not to have arrived.
 */
export async function answerByThePhones(
  home: Home,
  planned: readonly Planned[],
): Promise<readonly Planned[]> {
  const notThere: Planned[] = [];
  for (let round = 0; round < 60; round++) {
    const reply = await home.says('/attention');
    if (reply.includes('Nothing needs you')) return notThere;
    const line = /(?:^|\n)1\) #(\d+) .*: (may have gone|held|missed|not sent)/.exec(reply);
    const id = Number(line?.[1]);
    const one = planned.find((message) => message.id === id);
    if (one === undefined) throw new Error(`the owner knows of no such message:\n${reply}`);
    const copies = home.world.timesReceived(one.to, one.text);
    if (line?.[2] !== 'may have gone' && copies > 0)
      throw new Error(`#${id} is ${line?.[2]}, and ${one.to} has it`);
    if (copies === 0) notThere.push(one);
    await home.says(`#${id} ${copies > 0 ? 'arrived' : 'drop'}`);
  }
  throw new Error('the questions do not end');
}

/** All that the bot ever said, as the owner scrolls through it. */
export function chat(home: Home): readonly string[] {
  return home.world
    .control()
    .filter((line) => line.from === 'page')
    .map((line) => line.text);
}

/** Each recipient has each message once, but for those the owner was told of, who have it not at all. */
export function expectOnce(home: Home, planned: readonly Planned[], but: readonly Planned[] = []): void {
  const missing = new Set(but.map(({ id }) => id));
  for (const { id, to, text } of planned) {
    const copies = home.world.timesReceived(to, text);
    expect(copies, `#${id} "${text}" to ${to}`).toBe(missing.has(id) ? 0 : 1);
  }
  // Nothing else reached anybody.
  const got = new Set(planned.map(({ to }) => to));
  for (const name of got)
    expect(home.world.inbox(name)).toHaveLength(
      planned.filter((one) => one.to === name && !missing.has(one.id)).length,
    );
}

/** Nobody has anything twice, whatever else became of the night. */
export function expectNothingTwice(home: Home, planned: readonly Planned[]): void {
  for (const { id, to, text } of planned)
    expect(home.world.timesReceived(to, text), `#${id} "${text}" to ${to}`).toBeLessThanOrEqual(1);
}

/** A text of the bot that names the message and matches: how the owner learned it. */
export function expectTold(home: Home, { id }: Pick<Planned, 'id'>, words: RegExp): void {
  const about = chat(home).filter((text) => idsIn(text).includes(id));
  expect(about.join('\n—\n'), `#${id}`).toMatch(words);
}

/** No notice comes twice, and no message is doubted aloud twice. */
export function expectNoQuestionTwice(home: Home): void {
  const asked = chat(home)
    .map((text) => text.replace(/^\(.*?\) /, ''))
    .filter((text) => /^(?:❔ #\d+ to .*: I can't tell|⌛|✋|⚠️ #\d+ .*was not)/u.test(text));
  expect(asked).toEqual([...new Set(asked)]);
  const doubted = asked.flatMap((text) => /^❔ #(\d+)/u.exec(text)?.[1] ?? []);
  expect(doubted).toEqual([...new Set(doubted)]);
}
