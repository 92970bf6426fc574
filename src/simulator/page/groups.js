// @ts-check
import { build } from './build.js';
import { learnContact, learnGroupContact } from './contacts.js';
import { cardWid, learnLid } from './lids.js';
import { Collection, Model } from './model.js';
import { createWid, Wid } from './wid.js';

/** @typedef {import('../protocol.ts').GroupCard} GroupCard */

export class GroupModel extends Model {
  subject = '';
  announce = false;
  isLidAddressingMode = build.lidChats;
  /** @type {{ id: Wid, isAdmin: boolean, isSuperAdmin: boolean }[]} */
  participants = [];

  /** @param {Wid} id */
  constructor(id) {
    super({});
    this.id = id;
    if (build.lacking.includes('WAWebCollections.GroupMetadata.serialize'))
      Object.defineProperty(this, 'serialize', { value: undefined });
  }

  /** @override The library writes into what it gets. */
  serialize() {
    return {
      ...super.serialize(),
      participants: this.participants.map((participant) => ({ ...participant })),
    };
  }
}

/** @extends {Collection<GroupModel>} */
class GroupCollection extends Collection {
  /** @param {Wid} wid */
  async update(wid) {
    return this.get(wid);
  }
}

export const GroupMetadata = new GroupCollection();

/** The first participant made the group and is its admin. @param {GroupCard} card */
export function learnGroup(card) {
  const id = createWid(card.id);
  learnGroupContact(id, card.name);
  for (const participant of card.participants) learnLid(participant);
  const group = GroupMetadata.get(id) ?? GroupMetadata.add(new GroupModel(id));
  group.set({
    subject: card.name,
    announce: card.announce,
    participants: card.participants.map((participant, i) => ({
      id: cardWid(participant),
      isAdmin: i === 1,
      isSuperAdmin: i === 1,
    })),
  });
  for (const participant of card.participants) learnContact(participant);
}
