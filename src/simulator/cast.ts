import type { Person } from './simulator.ts';

/**
 * Who lives in the simulated world. Numbers are from ranges that regulators reserve for fiction (UK 07700 900000 to
 * 900999, US 555-0100 to 555-0199), so that no line here can ever ring. Names are chosen for what they break: the same
 * first name twice, accents, other scripts and directions, an apostrophe, a colon, a comma.
 */
function person(n: number, name: string, more: Partial<Person> = {}): Person {
  return {
    name,
    phone: `+447700900${String(n).padStart(3, '0')}`,
    lid: `${27_300_000_000_000 + n}@lid`,
    registered: true,
    inBook: true,
    ...more,
  };
}

export const owner: Person = person(1, 'Alex Owner');

const parents = Array.from({ length: 28 }, (_, i) => person(20 + i, `Parent ${i + 1}`, { inBook: false }));

export const people: readonly Person[] = [
  person(2, 'Mum'),
  person(3, 'Chris Jones'),
  person(4, 'Chris Evans'),
  person(5, 'Anna'),
  person(6, 'Zoë Müller'),
  person(7, 'Łukasz'),
  person(8, 'Ольга'),
  person(9, '李雷'),
  person(10, 'محمد'),
  person(11, "O'Brien"),
  person(12, 'Bob: work'),
  person(13, 'Smith, John'),
  person(14, 'Old Phone', { registered: false }),
  person(15, 'Stranger', { inBook: false }),
  person(16, 'Dana', { phone: '+12025550116', inBook: false }),
  ...parents,
];

export interface Group {
  readonly name: string;
  readonly id: string;
  readonly members: readonly string[];
}

export const groups: readonly Group[] = [
  {
    name: '7B parents',
    id: '120363000000000001@g.us',
    members: [owner.name, 'Anna', 'Chris Jones', ...parents.map((parent) => parent.name)],
  },
  {
    name: 'Family',
    id: '120363000000000002@g.us',
    members: [owner.name, 'Mum', 'Anna', 'Łukasz'],
  },
];
