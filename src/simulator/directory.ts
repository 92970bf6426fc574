import { groups, owner, people } from './cast.ts';
import type { Card } from './protocol.ts';
import type { Person } from './simulator.ts';

/** Looking people and groups up by name or by any of their ids. */

export function pnOf(person: Person): string {
  return `${person.phone.slice(1)}@c.us`;
}

/** `known`: strangers are shown by the name they chose, others as the address book has them. */
export function cardOf(person: Person): Card {
  return {
    pn: pnOf(person),
    lid: person.registered ? person.lid : null,
    name: person.inBook ? person.name : null,
    pushname: person.name,
  };
}

const everybody = [owner, ...people];
const byId = new Map<string, Person>();
for (const person of everybody) {
  byId.set(pnOf(person), person);
  byId.set(person.lid, person);
}
const byName = new Map(everybody.map((person) => [person.name, person]));
const groupById = new Map(groups.map((group) => [group.id, group]));
const groupByName = new Map(groups.map((group) => [group.name, group]));

export function personById(id: string): Person | undefined {
  return byId.get(id.replace('@s.whatsapp.net', '@c.us'));
}

export function personNamed(name: string): Person {
  const person = byName.get(name);
  if (!person) {
    throw new Error(
      `nobody called ${JSON.stringify(name)} lives here; there are ${[...byName.keys()].join(' · ')}`,
    );
  }
  return person;
}

/** The server's id of the chat with this person or group. */
export function chatNamed(name: string): string {
  return groupByName.get(name)?.id ?? pnOf(personNamed(name));
}

/** The phones, the owner's left out, that a message to this chat reaches. */
export function audienceOf(chat: string): readonly Person[] {
  const group = groupById.get(chat);
  if (group) return group.members.filter((name) => name !== owner.name).map(personNamed);
  const person = personById(chat);
  return person && person !== owner ? [person] : [];
}

export function groupNameOf(chat: string): string | null {
  return groupById.get(chat)?.name ?? null;
}
