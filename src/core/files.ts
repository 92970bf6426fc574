/**
 * Files: what came with the owner's message, kept on disk under the hash of its bytes, and sent later as it was. A row in
 * the ledger names the hash and never a path; the bytes are looked at again before anything is sent.
 */

/** As what WhatsApp shows it: the bytes and the owner's own sending decide, never the name. */
export const fileForms = ['picture', 'gif', 'video', 'sound', 'voice', 'document'] as const;
export type FileForm = (typeof fileForms)[number];

/** A file as it is to be sent. */
export interface FileRef {
  /** SHA-256 of its bytes, 64 lower-case hex digits. */
  readonly hash: string;
  readonly bytes: number;
  /** Of its bytes; parameters as they came (`audio/ogg; codecs=opus`). */
  readonly mimetype: string;
  /** What the recipient sees; never a part of a path. */
  readonly name: string;
  readonly form: FileForm;
  /** The bare WhatsApp id of the owner's message that it hung on. */
  readonly from: string;
}

/** A file as it hangs on a message, by what WhatsApp says of it. */
export interface FileSeen {
  readonly form: FileForm | 'sticker';
  readonly mimetype: string;
  readonly name: string | null;
}

export type FileReading =
  | { readonly kind: 'file'; readonly seen: FileSeen; readonly bytes: Uint8Array }
  /** The message has no file, or is not there. */
  | { readonly kind: 'none' }
  | { readonly kind: 'too_large'; readonly bytes: number }
  /** WhatsApp no longer has it. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable' };

/** One file for the one hand-over of one message. */
export interface Preparing {
  readonly reservedId: string;
  readonly file: FileRef;
  readonly bytes: Uint8Array;
  /** The page generation that it is for. */
  readonly generation: string;
  /** Reserved ids of what else was prepared and is still to be sent: the page forgets every other one. */
  readonly keep: readonly string[];
}

export type Prepared =
  | { readonly kind: 'prepared' }
  | { readonly kind: 'failed'; readonly because: 'upload_failed' | 'page_changed' | 'timeout' };

export interface FileVerbs {
  /** The file on a message, by any id of its chat and its bare id. Never rejects. */
  readFile(chatIds: readonly string[], waId: string, mostBytes: number): Promise<FileReading>;
  /**
   * Uploads it and keeps it in the page for the hand-over under that reserved id, which takes it along and never uploads
   * by itself. Nothing reaches the recipient; it may be done again. Never rejects.
   */
  prepareFile(preparing: Preparing): Promise<Prepared>;
}

/** The bytes on disk, each file under its hash. Synchronous, as the ledger is; throws `FileFault` where the disk fails. */
export interface MediaFolder {
  /** Durable when it returns; the hash of the bytes. */
  keep(bytes: Uint8Array, now: number): string;
  check(file: Pick<FileRef, 'hash' | 'bytes'>): 'whole' | 'missing' | 'altered';
  /** Null unless it is whole. */
  read(file: Pick<FileRef, 'hash' | 'bytes'>): Uint8Array | null;
  /** Deletes what was last kept before `before`, ms, and is not used; returns how many. */
  sweep(before: number, isUsed: (hash: string) => boolean): number;
}

/** The disk does not take it. */
export class FileFault extends Error {
  constructor(cause: unknown) {
    super('media: expected to keep a file, and the disk refused', { cause });
    this.name = 'FileFault';
  }
}
