// @ts-check
import { build } from './build.js';
import { createWid, Wid } from './wid.js';

/** Which LID belongs to which phone number: known for the address book, group members, writers, and whoever was queried. */

/** @typedef {import('../protocol.ts').Card} Card */

/** @type {Map<string, Wid>} */
const lidByPn = new Map();
/** @type {Map<string, Wid>} */
const pnByLid = new Map();

/** @param {Card} card */
export function learnLid(card) {
  if (card.lid === null) return;
  lidByPn.set(card.pn, createWid(card.lid));
  pnByLid.set(card.lid, createWid(card.pn));
}

/** What was known of this number is true no more. @param {string} pn */
export function forgetLid(pn) {
  const lid = lidByPn.get(pn)?.toString();
  lidByPn.delete(pn);
  if (lid !== undefined && pnByLid.get(lid)?.toString() === pn) pnByLid.delete(lid);
}

/** @param {Wid} wid */
export function toLid(wid) {
  return wid.isLid() ? wid : lidByPn.get(wid.toString());
}

/** @param {Wid} wid */
export function toPn(wid) {
  return wid.isLid() ? pnByLid.get(wid.toString()) : wid;
}

/** The id under which this build keeps somebody's chat and messages. @param {Wid} wid */
export function nativeWid(wid) {
  if (!wid.isUser()) return wid;
  return (build.lidChats ? toLid(wid) : toPn(wid)) ?? wid;
}

/** @param {Card} card */
export function cardWid(card) {
  return createWid(build.lidChats && card.lid !== null ? card.lid : card.pn);
}

export const apiContact = {
  /** @param {Wid} pn */
  getCurrentLid: (pn) => toLid(pn),
  /** @param {Wid} lid */
  getPhoneNumber: (lid) => toPn(lid),
  /** @param {Wid} wid */
  getAlternateUserWid: (wid) => (wid.isLid() ? toPn(wid) : toLid(wid)),
};

export const lidMigrationUtils = { toPn, toLid };
