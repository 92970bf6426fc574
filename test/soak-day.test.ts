import { describe, expect, test } from 'vitest';
import type { WorldFaults } from '../src/simulator/simulator.ts';
import { chanceFrom } from './kills/chance.ts';
import type { Evidence } from './kills/evidence.ts';
import { type Trouble, troubles } from './soak/faults.ts';
import { growthOf, type Held } from './soak/memory.ts';
import { withoutRetransmissions } from './soak/retransmissions.ts';
import { makeWeather } from './soak/weather.ts';

const minute = 60_000;
const mb = 2 ** 20;

describe('what Node holds over a day', () => {
  const day = 20 * minute;
  const readings = (heap: (share: number) => number): Held[] =>
    Array.from({ length: 120 }, (_, n) => ({
      at: (n * day) / 120,
      heapUsed: heap(n / 120) * mb,
      rss: 200 * mb,
    }));

  test('is steady when it only swings, and was small before the warm-up', () => {
    const growth = growthOf(
      readings((share) => (share < 0.15 ? 20 : 40 + ((share * 1000) % 2))),
      day,
    );
    expect(growth.broke).toBeNull();
    expect(growth.text).toMatch(
      /^heap 4\d\.\d MB after the warm-up, 4\d\.\d MB at the end \([+−]\d\.\d %\), memory 200/,
    );
  });

  test('is too much when it has grown by more than a tenth since the warm-up', () => {
    expect(
      growthOf(
        readings((share) => 40 + 10 * share),
        day,
      ).broke,
    ).toMatch(/holds more and more: heap/);
  });

  test('is not judged by a few readings', () => {
    expect(growthOf(readings(() => 40).slice(0, 8), day).broke).toMatch(/read 8 times, too few/);
    expect(growthOf([], day).broke).toMatch(/read 0 times/);
  });
});

describe("WhatsApp Web's own repetitions", () => {
  const stanza = (page: string): Evidence['wire'][number] => ({
    kind: 'message',
    waId: '3EB0A',
    chatId: 'c',
    text: 'once',
    at: 0,
    page,
  });
  const copy = { waId: '3EB0A', text: 'once' } as Evidence['inboxes'] extends ReadonlyMap<
    string,
    readonly (infer R)[]
  >
    ? R
    : never;
  const story = (...pages: readonly string[]): Evidence =>
    ({
      wire: pages.map(stanza),
      control: [],
      inboxes: new Map([['Mum', pages.map(() => copy)]]),
    }) as unknown as Evidence;
  const copiesOf = (evidence: Evidence): readonly (number | undefined)[] => [
    evidence.wire.length,
    evidence.inboxes.get('Mum')?.length,
  ];

  test('are counted, and are no second delivery', () => {
    const { evidence, repeated } = withoutRetransmissions(story('a', 'a', 'a'));
    expect(repeated).toBe(2);
    expect(copiesOf(evidence)).toEqual([1, 1]);
  });

  test('are what the same page sent again: from another page it is a second delivery', () => {
    const { evidence, repeated } = withoutRetransmissions(story('a', 'a', 'b'));
    expect(repeated).toBe(1);
    expect(copiesOf(evidence)).toEqual([2, 2]);
  });
});

describe('the weather of a day', () => {
  const began: string[] = [];
  const going = new Set<string>();
  const made = (name: string, way: Trouble['way']): Trouble => ({
    name,
    way,
    seconds: [5, 10],
    begin: () => {
      expect([...going].filter((other) => other.split(' ')[0] === way)).toEqual([]);
      going.add(`${way} ${name}`);
      began.push(name);
      return () => void going.delete(`${way} ${name}`);
    },
  });
  const some = [made('one', 'link'), made('two', 'link'), made('three', 'acks')];
  const ground = { faults: {} as WorldFaults, folder: '', chance: chanceFrom(1) };

  test('each trouble comes as often as asked, never two of one way at once, and none while the bot is down', () => {
    const weather = makeWeather(some, 4, 1_000, ground, () => undefined);
    weather.step(0, false);
    expect(began).toEqual([]);
    for (let now = 0; weather.left() > 0; now += 500) {
      expect(now).toBeLessThan(10 * minute);
      weather.step(now, true);
    }
    weather.calm();
    expect(going.size).toBe(0);
    expect([...weather.counts]).toEqual([
      ['one', 4],
      ['two', 4],
      ['three', 4],
    ]);
    expect(began).toHaveLength(12);
  });

  test('no two troubles have one name, under which they are counted', () => {
    expect(new Set(troubles.map(({ name }) => name)).size).toBe(troubles.length);
  });
});
