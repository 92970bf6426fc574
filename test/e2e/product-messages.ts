/** Many messages of one started product, told apart by their texts and numbers: what is said of one may come behind another. */
import type { WorldFaults } from '../../src/simulator/simulator.ts';
import { now, type Product, pass, reached, until } from './product-rig.ts';

export interface Under {
  /** How many seconds ahead the first one is due: 3 if nothing is said. */
  readonly first?: number;
  /** What the bot has to have seen of the change before the message is due. */
  readonly noticed?: () => Promise<boolean>;
}

export interface Messages {
  /** Arms it so many seconds ahead and waits until that is said; its number. */
  schedules(to: string, text: string, seconds?: number): Promise<number>;
  /**
   * Arms one, some seconds ahead, and changes the world between the answer to that and its hand-over. On a machine too busy for that the world
   * is calmed and another one armed, further ahead; the text of the one that it worked with, its number, and an instant at which it is due.
   */
  schedulesUnder(
    to: string,
    text: string,
    change: (faults: WorldFaults) => void,
    more?: Under,
  ): Promise<{ readonly id: number; readonly text: string; readonly due: number }>;
  /** For `schedulesUnder`: it knows that it has no connection, or cannot send. */
  isDown(): Promise<boolean>;
  /** Waits until its hand-over has ended, whatever came of it. */
  handed(id: number): Promise<unknown>;
  /** Waits until the bot has said something that matches and names this one. */
  told(id: number, what: RegExp, withinMs?: number): Promise<string>;
  /** Waits until /show says that of it. */
  shows(id: number, what: RegExp): Promise<unknown>;
  /** Waits for the first copy with this person. */
  arrives(to: string, text: string, withinMs?: number): Promise<unknown>;
  /** One more goes out and is confirmed: what the page still had in hand has had its time. */
  another(): Promise<void>;
  /** That instant passes, and what is due behind it goes out: what was due before and has not gone does not go by itself. */
  anotherAfter(instant: number): Promise<void>;
}

export function messagesOf(product: Product): Messages {
  const { world } = product.simulator;
  let others = 0;
  const said = (): readonly string[] =>
    world
      .control()
      .filter(({ from }) => from === 'page')
      .map(({ text }) => text);
  const messages: Messages = {
    schedules(to, text, seconds = 3) {
      world.ownerWrites(`/schedule in ${seconds} seconds to ${to}: ${text}`);
      return until(`"${text}" to be armed`, () => {
        const line = said().find((one) => one.includes(`\n${text}\n`) && / scheduled\n/.test(one));
        return Number(/#(\d+) scheduled/.exec(line ?? '')?.[1] ?? 0);
      });
    },
    async schedulesUnder(to, text, change, { first = 3, noticed = async () => true } = {}) {
      const { faults } = world;
      const known = () => until('the page to know', () => faults.known());
      for (const seconds of [1, 2, 4, 8].map((times) => times * first)) {
        const mine = seconds === first ? text : `${text}, ${seconds} s ahead`;
        const id = await messages.schedules(to, mine, seconds);
        const due = now() + seconds * 1000;
        change(faults);
        await known();
        await until('the bot to notice', noticed);
        if (!new RegExp(`"id":${id},.*handing over`).test(product.output())) return { id, text: mine, due };
        faults.calm();
        await known();
      }
      throw new Error(`expected a moment between arming and hand-over, found none in ${8 * first} s`);
    },
    isDown: async () => (await product.stands()) !== 'ready',
    handed: (id) =>
      until(`the hand-over of #${id}`, () =>
        new RegExp(`"id":${id},.*hand-over ended`).test(product.output()),
      ),
    told: (id, what, withinMs = 60_000) =>
      until(
        `the bot to say ${what} of #${id}`,
        () => said().find((one) => new RegExp(`#${id}(?!\\d)`).test(one) && what.test(one)),
        withinMs,
        () => `${said().slice(-8).join('\n\n')}\n${product.output()}`,
      ),
    // The next question waits for this one's answer: none is left under way when the world changes.
    shows: (id, what) =>
      until(`/show ${id} to say ${what}`, async () => {
        const before = said().length;
        world.ownerWrites(`/show ${id}`);
        const shown = await until(`an answer to /show ${id}`, () =>
          said()
            .slice(before)
            .find((one) => one.startsWith(`#${id}\n`) || one.startsWith(`#${id} `)),
        );
        if (what.test(shown)) return true;
        await pass(300);
        return false;
      }),
    arrives: (to, text, withinMs = 60_000) =>
      until(`"${text}" to arrive`, () => world.timesReceived(to, text) > 0, withinMs),
    async another() {
      others += 1;
      const id = await messages.schedules('Anna', `another, ${others}`, 2);
      await messages.shows(id, /sent: WhatsApp confirmed it/);
    },
    async anotherAfter(instant) {
      await reached(instant);
      await messages.another();
    },
  };
  return messages;
}
