// @ts-check
import { myPushname, userPrefsMeUser } from './me.js';
import { Model } from './model.js';

/** The account and the phone behind the connection. */
class ConnModel extends Model {
  /** The changing part of the QR code; undefined once linked. @type {string | undefined} */
  ref = undefined;
  platform = 'iphone';
  battery = 100;
  plugged = true;

  get wid() {
    return userPrefsMeUser.getMaybeMePnUser();
  }

  canSetMyPushname() {
    return false;
  }

  /** @override */
  serialize() {
    return { ...super.serialize(), pushname: myPushname() };
  }
}

export const Conn = new ConnModel({});
