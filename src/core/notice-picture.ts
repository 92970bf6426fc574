/**
 * The picture that a notice carries: uploaded into the page before the notice is claimed, and for its first telling only.
 * Where any of that fails the words go alone: they say everything, and nobody waits for a picture.
 */
import { lacks } from './able.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { FileRef } from './files.ts';
import type { Ground } from './ground.ts';
import type { Notice } from './notice.ts';

export interface NoticePictures {
  /** Uploads the picture of this notice, if it is to have one; returns when that is done or given up. */
  prepare(notice: Notice, link: ConnectedLink): Promise<void>;
  /** What goes with this telling, and the id under which it was uploaded; null: the words go alone. Asked once. */
  take(notice: Notice, link: ConnectedLink): { readonly reservedId: string; readonly file: FileRef } | null;
}

/** Behind it other notices wait, and some of them are urgent. */
const uploadMs = 15_000;
/** Files of messages that are due so soon may be in the page already, and have to stay there. */
const keptAheadMs = 10 * 60_000;

export function createNoticePictures(ground: Ground): NoticePictures {
  const { ledger, media, whatsapp, clock, chance, log } = ground;
  const tried = new Set<number>();
  let ready: { readonly notice: number; readonly connection: number; readonly reservedId: string } | null =
    null;

  return {
    async prepare({ id, picture }, link) {
      if (picture === null || tried.has(id) || ledger.tellings(id).length > 0) return;
      tried.add(id);
      if (lacks(link, 'files')) return;
      const bytes = media.read(picture);
      if (bytes === null) return;
      const reservedId = chance.reservedId();
      const { generation, connection } = link;
      const plannedBefore = clock.now() + keptAheadMs;
      const due = ledger.messages({ statuses: ['scheduled'], withFile: true, plannedBefore });
      const keep = due.map((message) => message.reservedId);
      const ended = new AbortController();
      const uploading = whatsapp.prepareFile({ reservedId, file: picture, bytes, generation, keep });
      const late = clock.sleepUntil(clock.now() + uploadMs, ended.signal).then(() => null);
      const outcome = await Promise.race([uploading, late]);
      ended.abort();
      if (outcome?.kind === 'prepared') ready = { notice: id, connection, reservedId };
      else log.warn({ notice: id }, 'no upload of a picture: its words go alone');
    },
    take({ id, picture }, link) {
      const mine = ready?.notice === id && ready.connection === link.connection ? ready : null;
      if (mine === null || picture === null) return null;
      ready = null;
      return { reservedId: mine.reservedId, file: picture };
    },
  };
}
