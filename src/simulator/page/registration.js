// @ts-check
import { Conn } from './conn.js';
import { ask, tell } from './link.js';

/** Keys of this browser, as the QR code carries them, and the ways to be linked. */

/** @param {number} length */
function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** @param {Uint8Array} bytes */
function encodeB64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

const noise = { staticKeyPair: { pubKey: random(32), privKey: random(32) } };
const registration = { registrationId: 1, identityKeyPair: { pubKey: random(32), privKey: random(32) } };
const advSecret = encodeB64(random(32));

export const base64Module = { encodeB64 };
export const companionRegClientUtils = { DEVICE_PLATFORM: '1' };
export const advSignatureApi = { generateADVSecretKey: () => advSecret };
export const userPrefsInfoStore = { waNoiseInfo: { get: async () => noise } };
export const signalStoreApi = { waSignalStore: { getRegistrationInfo: async () => registration } };

export const userPrefsMultiDevice = {
  /** The last piece that a QR code needs: whoever asks for it shows one. */
  getADVSecretKey() {
    tell({ type: 'qr_shown', ref: Conn.ref ?? '' });
    return advSecret;
  },
};

export const altDeviceLinking = {
  /** @param {string} _type */
  setPairingType(_type) {},
  async initializeAltDeviceLinking() {},
  async initializeQRLinking() {},
  /** @param {string} phone @param {boolean} _notify @returns {Promise<string>} the code to type on that phone */
  async startAltLinkingFlow(phone, _notify) {
    const { code } = await ask({ kind: 'pairing_code', phone });
    if (code === null) throw new Error('startAltLinkingFlow: this number has no account here');
    return code;
  },
};

export const launchSocketUtils = {
  refreshQR() {
    tell({ type: 'fresh_ref' });
  },
};
