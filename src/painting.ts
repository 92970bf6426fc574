/** From figures to a file that a notice can carry: drawn, kept among the files, and gone from there in a day. */
import type { Clock } from './core/clock.ts';
import { FileFault, type MediaFolder } from './core/files.ts';
import type { LedgerReads } from './core/ledger.ts';
import type { Paint, Painter } from './core/picture.ts';
import { wallOf } from './core/time/zone.ts';
import { documentOf } from './pictures/picture.ts';
import { widthPx } from './pictures/sheet.ts';

export interface PaintingGround {
  readonly painter: Painter | null;
  readonly ledger: Pick<LedgerReads, 'nextPlanned'>;
  readonly media: Pick<MediaFolder, 'keep'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly zone: () => string | null;
}

/** So close to a message no browser is started. */
const quietMs = 60_000;
/** Hours of the owner's day in which a phone is mostly light. */
const light = { from: 7, to: 19 };

export function createPaint({ painter, ledger, media, clock, zone }: PaintingGround): Paint {
  return async (picture, name, from) => {
    if (painter === null) return { kind: 'failed' };
    const now = clock.now();
    const next = ledger.nextPlanned(0);
    if (next !== null && next < now + quietMs) return { kind: 'busy' };
    const { hour } = wallOf(now, zone() ?? 'UTC');
    const theme = hour >= light.from && hour < light.to ? 'light' : 'dark';
    const png = await painter.paint(documentOf(picture, theme), widthPx);
    if (png === null) return { kind: 'failed' };
    try {
      const hash = media.keep(png, clock.now());
      const file = {
        hash,
        bytes: png.length,
        mimetype: 'image/png',
        name: `${name}.png`,
        form: 'picture',
        from,
      } as const;
      return { kind: 'painted', file };
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      return { kind: 'failed' };
    }
  };
}
