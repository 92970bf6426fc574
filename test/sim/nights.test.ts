import { expect, test } from 'vitest';
import { createHome, type Home } from './home.ts';

/**
 * Bad nights from a seed: an owner who schedules, cancels, stops and answers truthfully, while the network is cut loudly
 * and silently, acks are lost, late and repeated, and the bot is killed and started anew. Afterwards the phones, which
 * count every copy, are held against what the owner was told. SEED=n runs one night alone, NIGHTS=n as many.
 */
const nights =
  process.env.SEED === undefined
    ? Array.from({ length: Number(process.env.NIGHTS ?? 24) }, (_, index) => index + 1)
    : [Number(process.env.SEED)];
const people = ['Mum', 'Anna', 'Łukasz', "O'Brien"];
const second = 1_000;

/** Mulberry32: small, and the same on every machine. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Night {
  readonly home: Home;
  readonly story: string[];
  alive: boolean;
  texts: number;
}

async function act(night: Night, below: (limit: number) => number): Promise<void> {
  const { home, story } = night;
  const note = (what: string): void =>
    void story.push(`${new Date(home.clock.now()).toISOString().slice(11, 23)} ${what}`);
  const { faults } = home.world;
  const open = night.alive
    ? home
        .ledger()
        .messages({})
        .map(({ id }) => id)
    : [];
  const some = open.length === 0 ? 1 : (open[below(open.length)] ?? 1);
  const deeds: readonly (() => void | Promise<void>)[] = [
    () => {
      const text = `text ${++night.texts}`;
      const words = `/schedule in ${5 + below(120)} seconds to ${people[below(people.length)]}: ${text}`;
      home.world.ownerWrites(words);
      note(words);
    },
    () => {
      home.world.ownerWrites(`/cancel ${some}`);
      note(`/cancel ${some}`);
    },
    () => {
      const words = below(3) === 0 ? '/stop' : '/resume';
      home.world.ownerWrites(words);
      note(words);
    },
    () => {
      const how = below(2) === 0;
      faults.cutNetwork(how ? { silently: true } : {});
      note(how ? 'network swallows everything' : 'network cut');
    },
    () => {
      faults.restoreNetwork();
      note('network back');
    },
    () => {
      const mode =
        (['normal', 'lost', 'twice', 'out_of_order', { delayMs: 60 * second }] as const)[below(5)] ??
        'normal';
      faults.acks(mode);
      note(`acks ${JSON.stringify(mode)}`);
    },
    () => {
      faults.releaseAcks();
      note('acks released');
    },
    async () => {
      if (!night.alive) return;
      await home.kill();
      night.alive = false;
      note('bot killed');
    },
    async () => {
      if (night.alive) return;
      await home.boot();
      night.alive = true;
      note('bot started');
    },
    () => {
      faults.nack(1);
      note('one refusal');
    },
    () => {
      if (night.alive) home.whatsapp().crashPage();
      note('page crashes');
    },
  ];
  // Scheduling comes up more often than the rest: a night with nothing to send proves nothing.
  const [schedule] = deeds;
  await (below(3) === 0 ? schedule : deeds[below(deeds.length)])?.();
  const wait = below(20) * second + below(1000);
  if (night.alive) await home.pass(wait);
  else await home.clock.advance(wait);
}

/** The owner looks at the phones and answers for everything that is open, truthfully. */
async function answerAll(night: Night): Promise<void> {
  const { home } = night;
  for (let round = 0; round < 60; round++) {
    const [open] = home.ledger().needingOwner();
    if (open === undefined) return;
    const arrived = home.world.timesReceived(open.chat.name, open.body) > 0;
    await home.says(`#${open.id} ${open.status === 'in_doubt' ? (arrived ? 'arrived' : 'drop') : 'drop'}`);
    await home.pass(3 * second);
  }
}

test.each(nights)(
  'night %i: nobody gets anything twice, and what the owner was told is what the phones show',
  async (seed) => {
    const below = chanceOf(seed);
    const home = await createHome({ settings: { breakerAfter: 5, maxPerDay: 1_000, graceMs: 120 * second } });
    const night: Night = { home, story: [], alive: true, texts: 0 };
    const context = (): string => `seed ${seed}\n${night.story.join('\n')}`;
    for (let deed = 0; deed < 50; deed++) await act(night, below);
    if (!night.alive) await home.boot();
    night.alive = true;
    home.world.faults.calm();
    await home.pass(5 * 60 * second);
    await home.says('/resume');
    await home.pass(5 * 60 * second);
    await answerAll(night);
    await home.pass(10 * 60 * second);
    const said = home.world
      .control()
      .filter((line) => line.from === 'page')
      .map((line) => line.text);
    for (const message of home.ledger().messages({})) {
      const copies = home.world.timesReceived(message.chat.name, message.body);
      const what = `#${message.id} ${message.body} is ${message.status}, ${copies} received\n${context()}`;
      expect(copies, what).toBeLessThanOrEqual(1);
      if (message.status === 'sent') expect(copies, what).toBe(1);
      if (message.status === 'scheduled' || message.status === 'sending')
        throw new Error(`left open: ${what}`);
      const neverLeft = said.some((text) =>
        text.includes(`#${message.id} to ${message.chat.name} cancelled. It never left.`),
      );
      if (neverLeft) expect(copies, `told that it never left: ${what}`).toBe(0);
      expect(
        said.some((text) => text.includes(`#${message.id}`)),
        `never told: ${what}`,
      ).toBe(true);
    }
    await home.close();
  },
  60_000,
);
