// @ts-check
import { createWid, Wid } from './wid.js';

/** @typedef {import('../protocol.ts').Card} Card */

/** @type {{ card: Card, pn: Wid, lid: Wid } | null} */
let me = null;

/** The account that this page is linked to, or null after a log-out. @param {Card | null} card */
export function setMe(card) {
  me = card && { card, pn: createWid(card.pn), lid: createWid(card.lid ?? card.pn) };
}

/** @param {unknown} wid */
export function isMe(wid) {
  return me !== null && (me.pn.equals(wid) || me.lid.equals(wid));
}

/** The own id in the addressing of a chat. @param {boolean} lid @returns {Wid} */
export function myWid(lid) {
  if (me === null) throw new Error('no account is linked');
  return lid ? me.lid : me.pn;
}

export function myPushname() {
  return me?.card.pushname ?? '';
}

export const userPrefsMeUser = {
  getMaybeMePnUser: () => me?.pn ?? null,
  getMaybeMeLidUser: () => me?.lid ?? null,
};
