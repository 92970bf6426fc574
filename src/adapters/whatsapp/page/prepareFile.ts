import type { FileForm } from '../../../core/files.ts';
import type { PageWindow } from './window.ts';

export interface PagePreparing {
  readonly reservedId: string;
  readonly hash: string;
  readonly mimetype: string;
  readonly name: string;
  readonly form: FileForm;
  readonly keep: readonly string[];
  readonly document: string;
  /** The answer comes no later, ms; the upload goes on, and is asked for again. */
  readonly withinMs: number;
}

export type PagePrepared = 'prepared' | 'going' | 'upload_failed' | 'page_changed';

/**
 * Runs in the page: makes of what `passFile` brought the media that a message takes along, with the library's own way of
 * uploading it. It is kept for the hand-over under this reserved id alone, and nobody is sent anything.
 */
export async function prepareFile(request: PagePreparing): Promise<PagePrepared> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  const library = page.WWebJS;
  if (own === undefined || own.document !== request.document || library === undefined) return 'page_changed';
  const { reservedId, hash, mimetype, name: filename, form } = request;
  for (const id of Object.keys(own.prepared))
    if (id !== reservedId && !request.keep.includes(id)) delete own.prepared[id];
  const data = own.passing[reservedId];
  if (data !== undefined) {
    delete own.passing[reservedId];
    delete own.prepared[reservedId];
    const uploading = library
      .processMediaData(
        { data, mimetype, filename },
        { forceVoice: form === 'voice', forceDocument: form === 'document', forceGif: form === 'gif' },
      )
      .then(
        (media): PagePrepared => {
          own.prepared[reservedId] = { hash, media };
          return 'prepared';
        },
        (): PagePrepared => 'upload_failed',
      );
    own.uploading[reservedId] = uploading;
    void uploading.then(() => delete own.uploading[reservedId]);
  }
  const uploading = own.uploading[reservedId];
  if (uploading === undefined) return own.prepared[reservedId]?.hash === hash ? 'prepared' : 'upload_failed';
  const late = new Promise<PagePrepared>((resolve) => setTimeout(() => resolve('going'), request.withinMs));
  return Promise.race([uploading, late]);
}
