// @ts-check
import { ask } from './link.js';
import { Model } from './model.js';

/** Files: prepared in the page, uploaded before the message is made, and fetched again by their path. */

export class OpaqueData {
  /** @param {Blob} blob @param {string} mimetype */
  constructor(blob, mimetype) {
    this.blob = blob;
    this.mimetype = mimetype;
  }

  /** @param {Blob} blob @param {string} mimetype */
  static async createFromData(blob, mimetype) {
    return new OpaqueData(blob, mimetype);
  }

  url() {
    return URL.createObjectURL(this.blob);
  }

  autorelease() {}

  formData() {
    return this.blob;
  }
}

/** The browser's own way: sixteen megabytes character by character take seconds. @param {Blob} blob @returns {Promise<string>} */
function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** @param {string} text base64 @returns {ArrayBuffer} */
function bytesOf(text) {
  const decoded = atob(text);
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at += 1) bytes[at] = decoded.charCodeAt(at);
  return bytes.buffer;
}

/** @param {Blob} blob */
async function sha256(blob) {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

/** @param {string} mimetype @param {{ asSticker?: boolean, asDocument?: boolean, isPtt?: boolean }} options */
function typeOf(mimetype, options) {
  const [family] = mimetype.split('/');
  if (options.asSticker) return 'sticker';
  if (options.asDocument) return 'document';
  if (family === 'audio') return options.isPtt ? 'ptt' : 'audio';
  return family === 'image' || family === 'video' ? family : 'document';
}

class MediaData extends Model {
  /** The rendered thumbnail; none is made here. */
  preview = '';

  /** @override As a message takes it up: values alone. */
  toJSON() {
    const { preview: _preview, mediaBlob: _blob, ...attributes } = this.serialize();
    return attributes;
  }
}

export const prepRawMedia = {
  /** @param {OpaqueData} opaque @param {{ asSticker?: boolean, asGif?: boolean, isPtt?: boolean, asDocument?: boolean }} options */
  prepRawMedia: (opaque, options) => ({
    async waitForPrep() {
      const type = typeOf(opaque.mimetype, options);
      return new MediaData({
        type,
        mimetype: opaque.mimetype,
        filehash: await sha256(opaque.blob),
        isGif: options.asGif ?? false,
        mediaBlob: opaque,
        size: opaque.blob.size,
        ...(type === 'document' && opaque.blob instanceof File ? { filename: opaque.blob.name } : {}),
      });
    },
  }),
};

class MediaObject {
  /** @param {string} filehash */
  constructor(filehash) {
    this.filehash = filehash;
    this.contentInfo = {};
    this.type = '';
    this.size = 0;
  }

  /** @param {object} attributes */
  consolidate(attributes) {
    Object.assign(this, attributes);
  }
}

/** @type {Map<string, MediaObject>} */
const mediaObjects = new Map();
/** @type {Map<string, Blob>} what is to be uploaded, by its hash */
const blobs = new Map();

export const mediaStorage = {
  /** @param {string} filehash */
  getOrCreateMediaObject(filehash) {
    const known = mediaObjects.get(filehash) ?? new MediaObject(filehash);
    mediaObjects.set(filehash, known);
    return known;
  },
};

export const inMemoryBlobCache = {
  InMemoryMediaBlobCache: {
    /** @param {string} filehash @param {Blob} blob */
    put: (filehash, blob) => blobs.set(filehash, blob),
  },
};

export const mmsMediaTypes = {
  /** @param {{ type: string }} media */
  msgToMediaType: (media) => media.type,
  /** @param {string} type */
  castToV4: (type) => type,
};

export const mediaDataUtils = { shouldUseMediaCache: () => true };

/** @param {{ mimetype: string, mediaObject: MediaObject }} media */
async function uploadMedia({ mimetype, mediaObject }) {
  const blob = blobs.get(mediaObject.filehash);
  if (!blob) return { mediaEntry: undefined };
  const { path } = await ask({ kind: 'upload', base64: await base64(blob), mimetype });
  blobs.delete(mediaObject.filehash);
  if (path === null) return { mediaEntry: undefined };
  const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  return {
    mediaEntry: {
      mmsUrl: `https://mmg.whatsapp.net${path}`,
      deprecatedMms3Url: `https://mmg.whatsapp.net${path}`,
      directPath: path,
      mediaKey: key,
      mediaKeyTimestamp: Math.floor(Date.now() / 1000),
      encFilehash: mediaObject.filehash,
      uploadHash: mediaObject.filehash,
      sidecar: undefined,
      firstFrameSidecar: undefined,
      handle: undefined,
    },
  };
}

/** Channels take files unencrypted; the library reads both names before it knows which it needs. */
export const mmsV4Upload = { uploadMedia, uploadUnencryptedMedia: uploadMedia };

export const downloadManager = {
  downloadManager: {
    /** @param {{ directPath: string }} media @returns {Promise<ArrayBuffer>} rejects with status 404 where the server has no such file */
    async downloadAndMaybeDecrypt({ directPath }) {
      const found = await ask({ kind: 'download', path: directPath });
      if (found.base64 === null) throw Object.assign(new Error('media not found'), { status: 404 });
      return bytesOf(found.base64);
    },
  },
};
