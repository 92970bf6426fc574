// @ts-check
import { learnContact } from './contacts.js';
import { MsgKey } from './key.js';
import { nativeWid } from './lids.js';
import { ask } from './link.js';
import { Wid } from './wid.js';

/** Questions about others that the server answers. */

export const existsQuery = {
  /** Teaches the page the LID behind a number. Null where the number is not on WhatsApp. @param {Wid} wid */
  async queryWidExists(wid) {
    const { card } = await ask({ kind: 'exists', wid: wid.toString() });
    if (!card) return null;
    learnContact(card);
    return { wid: nativeWid(wid), biz: false, bizInfo: undefined };
  },
};

export const apiMessageInfoStore = {
  /** @param {MsgKey} key */
  async queryMsgInfo(key) {
    const { delivered, read } = await ask({ kind: 'deliveries', chat: key.remote.toString(), waId: key.id });
    return {
      delivery: delivered,
      read,
      played: [],
      deliveryRemaining: 0,
      readRemaining: 0,
      playedRemaining: 0,
    };
  },
};

export const phoneUtils = {
  /** @param {string} id */
  formattedPhoneNumber: (id) => `+${id.split('@')[0]}`,
};

export const phoneFindCC = {
  /** Country codes of the simulated numbers. @param {string} number */
  findCC: (number) => (number.startsWith('1') ? '1' : number.slice(0, 2)),
};
