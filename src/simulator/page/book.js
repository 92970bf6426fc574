// @ts-check
import { learnGroupChat } from './chats.js';
import { Contact, learnContact } from './contacts.js';
import { learnGroup } from './groups.js';
import { cardWid, forgetLid } from './lids.js';
import { isMe } from './me.js';
import { Collection, Model } from './model.js';
import { createWid, Wid } from './wid.js';

/** @typedef {import('../protocol.ts').Book} Book */

class Blocked extends Model {
  /** @param {Wid} id */
  constructor(id) {
    super({});
    this.id = id;
  }
}

/** @type {Collection<Blocked>} */
export const Blocklist = new Collection();

/** Whom the account knows now; who is not in the address book any more has no name. @param {Book} book */
export function learnBook(book) {
  for (const { pn } of book.contacts) forgetLid(pn);
  const named = new Set(book.contacts.map((card) => cardWid(card).toString()));
  for (const contact of Contact.getModelsArray()) {
    if (contact.id.isUser() && !isMe(contact.id) && !named.has(contact.id.toString()))
      contact.set({ name: undefined });
  }
  for (const card of book.contacts) learnContact(card);
  for (const group of book.groups) {
    learnGroup(group);
    learnGroupChat(createWid(group.id));
  }
  for (const model of Blocklist.getModelsArray()) Blocklist.remove(model);
  for (const id of book.blocked) Blocklist.add(new Blocked(createWid(id)));
  for (const contact of Contact.getModelsArray())
    contact.set({ isContactBlocked: Blocklist.get(contact.id) !== undefined });
}
