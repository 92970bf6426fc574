import type { FileSeen } from '../../../core/files.ts';
import type { PageWindow } from './window.ts';

export type PageFileReading =
  | { readonly kind: 'file'; readonly seen: FileSeen }
  | { readonly kind: 'none' }
  | { readonly kind: 'too_large'; readonly bytes: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable' };

/** Runs in the page: fetches the file that hangs on a message, and keeps its base64 for `takeFile` under `key`. */
export async function readFile(
  chatIds: readonly string[],
  waId: string,
  mostBytes: number,
  key: string,
): Promise<PageFileReading> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  if (own === undefined) return { kind: 'unreachable' };
  const forms: Readonly<Record<string, FileSeen['form']>> = {
    ...{ image: 'picture', video: 'video', gif: 'gif', ptv: 'video', audio: 'sound', ptt: 'voice' },
    ...{ document: 'document', sticker: 'sticker' },
  };
  const found = await own.find(chatIds, waId);
  const model = found.find(({ type, directPath }) => directPath && forms[type] !== undefined);
  const form = model?.isGif === true ? 'gif' : forms[model?.type ?? ''];
  if (model === undefined || form === undefined) return { kind: 'none' };
  if ((model.size ?? 0) > mostBytes) return { kind: 'too_large', bytes: model.size ?? 0 };
  try {
    const stage = model.mediaData?.mediaStage;
    // The phone is asked to upload it anew where the server has it no more.
    if (stage !== undefined && stage !== 'RESOLVED')
      await model.downloadMedia?.({ downloadEvenIfExpensive: true, rmrReason: 1 });
  } catch {
    // What can be had is seen below.
  }
  let bytes: ArrayBuffer;
  try {
    const measure = { addAnnotations: () => measure, addPoint: () => measure };
    bytes = await page.require('WAWebDownloadManager').downloadManager.downloadAndMaybeDecrypt({
      directPath: model.directPath,
      encFilehash: model.encFilehash,
      filehash: model.filehash,
      mediaKey: model.mediaKey,
      mediaKeyTimestamp: model.mediaKeyTimestamp,
      type: model.type,
      signal: new AbortController().signal,
      downloadQpl: measure,
    });
  } catch (thrown) {
    const status = (thrown as { readonly status?: number } | null)?.status;
    return { kind: status === 404 || status === 410 ? 'gone' : 'unreachable' };
  }
  if (bytes.byteLength > mostBytes) return { kind: 'too_large', bytes: bytes.byteLength };
  own.passing[key] = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([bytes]));
  });
  const name = model.type === 'document' ? (model.filename ?? null) : null;
  return { kind: 'file', seen: { form, mimetype: model.mimetype ?? '', name } };
}
