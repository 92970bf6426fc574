// @ts-check

import { cardWid, learnLid, nativeWid } from './lids.js';
import { isMe } from './me.js';
import { Collection, Model } from './model.js';
import { createWid, Wid } from './wid.js';

/** @typedef {import('../protocol.ts').Card} Card */

export class ContactModel extends Model {
  /** @type {string | undefined} */
  name = undefined;
  /** @type {string | undefined} */
  pushname = undefined;
  /** The number behind a LID. @type {Wid | undefined} */
  phoneNumber = undefined;
  onWhatsApp = true;
  isBusiness = false;
  isEnterprise = false;
  isContactBlocked = false;

  /** @param {Wid} id */
  constructor(id) {
    super({});
    this.id = id;
  }

  get formattedName() {
    return this.name ?? this.pushname ?? `+${(this.phoneNumber ?? this.id).user}`;
  }
}

/** @extends {Collection<ContactModel>} */
class ContactCollection extends Collection {
  /** A contact, made if it is unknown: WhatsApp Web has one for every id. @param {unknown} id */
  async find(id) {
    const wid = nativeWid(createWid(id));
    return this.get(wid) ?? this.add(new ContactModel(wid));
  }

  /** @param {Wid} wid @param {object} [_options] */
  gadd(wid, _options) {
    return this.get(wid) ?? this.add(new ContactModel(wid));
  }
}

export const Contact = new ContactCollection();

/** Learns of somebody, or learns more. @param {Card} card */
export function learnContact(card) {
  learnLid(card);
  const id = cardWid(card);
  const contact = Contact.get(id) ?? Contact.add(new ContactModel(id));
  contact.set({
    name: card.name ?? undefined,
    pushname: card.pushname,
    phoneNumber: id.isLid() ? createWid(card.pn) : undefined,
    onWhatsApp: card.lid !== null,
  });
}

/** Groups are contacts too. @param {Wid} id @param {string} name */
export function learnGroupContact(id, name) {
  const contact = Contact.get(id) ?? Contact.add(new ContactModel(id));
  contact.set({ name });
}

export const contactGetters = {
  /** @param {ContactModel} contact */
  getIsMe: (contact) => isMe(contact.id),
  /** @param {ContactModel} contact */
  getIsUser: (contact) => contact.id.isUser(),
  /** @param {ContactModel} contact */
  getIsGroup: (contact) => contact.id.isGroup(),
  /** @param {ContactModel} contact */
  getIsWAContact: (contact) => contact.onWhatsApp,
  /** @param {ContactModel} contact */
  getUserid: (contact) => (contact.phoneNumber ?? contact.id).user,
  /** @param {ContactModel} contact */
  getName: (contact) => contact.name,
  /** @param {ContactModel} contact */
  getShortName: (contact) => contact.name?.split(' ')[0],
  /** @param {ContactModel} contact */
  getPushname: (contact) => contact.pushname,
  /** @param {ContactModel} contact */
  getIsEnterprise: (contact) => contact.isEnterprise,
  getVerifiedName: () => undefined,
  getVerifiedLevel: () => undefined,
  getStatusMute: () => false,
};

export const frontendContactGetters = {
  /** @param {ContactModel} contact */
  getIsMyContact: (contact) => contact.name !== undefined && contact.id.isUser(),
};
