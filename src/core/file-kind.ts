/** What a file is, by its bytes. Its name and what was claimed of it come from outside and decide nothing by themselves. */
import { fileExtension, shownName } from './file-name.ts';
import type { FileForm, FileSeen } from './files.ts';

interface Signature {
  readonly mimetype: string;
  /** The first is the usual one. */
  readonly extensions: readonly string[];
  readonly fits: (bytes: Uint8Array) => boolean;
}

function text(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

const starts =
  (start: string, at = 0) =>
  (bytes: Uint8Array): boolean =>
    text(bytes, at, start.length) === start;

/** The brand of an ISO media file, which is what tells a film from a song or a photograph. */
const branded =
  (...brands: readonly string[]) =>
  (bytes: Uint8Array): boolean =>
    starts('ftyp', 4)(bytes) && brands.some((brand) => text(bytes, 8, brand.length) === brand);

const riff =
  (kind: string) =>
  (bytes: Uint8Array): boolean =>
    starts('RIFF')(bytes) && starts(kind, 8)(bytes);

/** An MPEG audio frame: eleven set bits, then a layer that exists. */
const frame =
  (layers: readonly number[]) =>
  ([first = 0, second = 0]: Uint8Array): boolean =>
    first === 0xff && (second & 0xe0) === 0xe0 && layers.includes((second >> 1) & 3);

/** In the order in which they are tried. */
const signatures: readonly Signature[] = [
  { mimetype: 'image/jpeg', extensions: ['jpg', 'jpeg'], fits: starts('\xff\xd8\xff') },
  { mimetype: 'image/png', extensions: ['png'], fits: starts('\x89PNG\r\n\x1a\n') },
  { mimetype: 'image/gif', extensions: ['gif'], fits: (bytes) => /^GIF8[79]a/.test(text(bytes, 0, 6)) },
  { mimetype: 'image/webp', extensions: ['webp'], fits: riff('WEBP') },
  { mimetype: 'image/heic', extensions: ['heic', 'heif'], fits: branded('heic', 'heix', 'mif1', 'msf1') },
  { mimetype: 'image/avif', extensions: ['avif'], fits: branded('avif') },
  { mimetype: 'image/bmp', extensions: ['bmp'], fits: (bytes) => starts('BM')(bytes) && bytes[5] === 0 },
  { mimetype: 'image/tiff', extensions: ['tif', 'tiff'], fits: starts('II*\0') },
  { mimetype: 'image/tiff', extensions: ['tif', 'tiff'], fits: starts('MM\0*') },
  { mimetype: 'audio/mp4', extensions: ['m4a', 'mp4'], fits: branded('M4A', 'M4B') },
  { mimetype: 'video/quicktime', extensions: ['mov'], fits: branded('qt') },
  { mimetype: 'video/3gpp', extensions: ['3gp'], fits: branded('3gp', '3g2') },
  { mimetype: 'video/mp4', extensions: ['mp4', 'm4v'], fits: branded('') },
  { mimetype: 'video/webm', extensions: ['webm', 'mkv'], fits: starts('\x1a\x45\xdf\xa3') },
  { mimetype: 'video/x-msvideo', extensions: ['avi'], fits: riff('AVI ') },
  { mimetype: 'audio/ogg', extensions: ['ogg', 'opus', 'oga'], fits: starts('OggS') },
  { mimetype: 'audio/wav', extensions: ['wav'], fits: riff('WAVE') },
  { mimetype: 'audio/flac', extensions: ['flac'], fits: starts('fLaC') },
  { mimetype: 'audio/amr', extensions: ['amr'], fits: starts('#!AMR') },
  { mimetype: 'audio/mpeg', extensions: ['mp3'], fits: starts('ID3') },
  { mimetype: 'audio/aac', extensions: ['aac'], fits: frame([0]) },
  { mimetype: 'audio/mpeg', extensions: ['mp3'], fits: frame([1, 2, 3]) },
  { mimetype: 'application/pdf', extensions: ['pdf'], fits: starts('%PDF-') },
  { mimetype: 'application/rtf', extensions: ['rtf'], fits: starts('{\\rtf') },
  { mimetype: 'application/gzip', extensions: ['gz', 'tgz'], fits: starts('\x1f\x8b') },
  { mimetype: 'application/x-7z-compressed', extensions: ['7z'], fits: starts('7z\xbc\xaf\x27\x1c') },
  { mimetype: 'application/vnd.rar', extensions: ['rar'], fits: starts('Rar!\x1a\x07') },
  { mimetype: 'application/x-msdownload', extensions: ['exe', 'dll'], fits: starts('MZ') },
  { mimetype: 'application/x-executable', extensions: [], fits: starts('\x7fELF') },
];

/** Containers of many kinds: which of them it is only its name can say, and each is a document either way. */
const containers: readonly (Signature & { readonly holds: RegExp })[] = [
  {
    mimetype: 'application/zip',
    extensions: ['zip'],
    fits: starts('PK\x03\x04'),
    holds: /^application\/(?:vnd\.(?:openxmlformats|oasis|android)|epub|java-archive|x-zip|vnd\.ms-)/,
  },
  {
    mimetype: 'application/x-ole-storage',
    extensions: [],
    fits: starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    holds: /^application\/(?:msword|vnd\.ms-|vnd\.visio)/,
  },
];

/** As what WhatsApp itself shows such bytes; anything else goes as a document, whole. */
const shows: Readonly<Record<Exclude<FileForm, 'document'>, readonly string[]>> = {
  picture: ['image/jpeg', 'image/png', 'image/webp'],
  gif: ['video/mp4'],
  video: ['video/mp4', 'video/3gpp', 'video/quicktime'],
  sound: ['audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/amr', 'audio/ogg', 'audio/wav'],
  voice: ['audio/ogg', 'audio/mp4', 'audio/mpeg'],
};

export interface FileKindRead {
  readonly mimetype: string;
  readonly name: string;
  readonly form: FileForm;
}

/** `seen` with everything in it brought down to what the bytes show. */
export function readKind(bytes: Uint8Array, seen: FileSeen & { readonly form: FileForm }): FileKindRead {
  const claimed = claimOf(seen.mimetype);
  const found = signatures.find(({ fits }) => fits(bytes));
  const container = found === undefined ? containers.find(({ fits }) => fits(bytes)) : undefined;
  if (found !== undefined) {
    const form =
      seen.form !== 'document' && shows[seen.form].includes(found.mimetype) ? seen.form : 'document';
    // A voice note says by a parameter how it is coded, and is not played without it.
    const mimetype = claimed.type === found.mimetype ? claimed.whole : found.mimetype;
    return { mimetype, form, name: shownName(seen.name, form, found.extensions) };
  }
  if (container !== undefined) {
    const isOne = container.holds.test(claimed.type);
    const mimetype = isOne ? claimed.type : container.mimetype;
    const extension = fileExtension(seen.name ?? '');
    const kept = isOne && extension !== '' ? [extension] : container.extensions;
    return { mimetype, form: 'document', name: shownName(seen.name, 'document', kept) };
  }
  return {
    mimetype: unsigned(bytes, claimed.type),
    form: 'document',
    name: shownName(seen.name, 'document', []),
  };
}

/** Without a signature: words, or bytes of a kind that has none either. */
function unsigned(bytes: Uint8Array, claimed: string): string {
  const named = [...signatures, ...containers].some(({ mimetype }) => mimetype === claimed);
  if (isText(bytes))
    return /^(?:text\/|application\/(?:json|xml|x-sh|javascript))/.test(claimed) ? claimed : 'text/plain';
  return !named && /^application\//.test(claimed) && !claimed.includes('vnd.')
    ? claimed
    : 'application/octet-stream';
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function claimOf(mimetype: string): { readonly type: string; readonly whole: string } {
  const whole = mimetype.trim().toLowerCase();
  const wellFormed = /^([a-z]+\/[a-z0-9][a-z0-9.+-]{0,99})(?:;\s?[a-z]+=[a-z0-9.,-]{1,40})?$/.exec(whole);
  return { type: wellFormed?.[1] ?? '', whole: wellFormed === null ? '' : whole };
}
