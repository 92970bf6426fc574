/**
 * The file of a /schedule: it hangs on the command or on the message that the command quotes. It is fetched and kept on
 * disk before anything is armed, so that a row in the ledger never names what is not there.
 */
import { lacks } from '../../core/able.ts';
import { readKind } from '../../core/file-kind.ts';
import { mostFileBytes } from '../../core/file-watch.ts';
import { FileFault, type FileReading, type FileRef } from '../../core/files.ts';
import type { CommandContext } from '../command.ts';
import {
  captionTooLong,
  captionWithSound,
  fileEmpty,
  fileGone,
  fileNotKept,
  fileTooLarge,
  fileUnable,
  fileUnreachable,
  stickerText,
} from '../file-text.ts';
import { characters } from '../limits.ts';
import type { ScheduleDraft } from '../question.ts';
import type { Built } from './build.ts';

/** WhatsApp's own limit: it cuts what is longer. */
const captionCharacters = 1_024;

/** The draft with its file, or why there is none: never the text alone. */
export async function attachFile(context: CommandContext, draft: ScheduleDraft): Promise<Built> {
  if (context.command.file === null) return { kind: 'draft', draft };
  const found = fileBefore(context) ?? (await fetchFile(context));
  if (typeof found === 'string') return { kind: 'refuse', text: found };
  return { kind: 'draft', draft: { ...draft, file: found } };
}

/** Why this text cannot go with this file; null: it can. */
export function captionFault({ form }: FileRef, [caption = '']: readonly string[]): string | null {
  if ((form === 'sound' || form === 'voice') && caption !== '') return captionWithSound;
  return characters(caption) > captionCharacters ? captionTooLong : null;
}

/** An edited command has other words; what hangs on it cannot be changed. */
function fileBefore({ ground, editOf }: CommandContext): FileRef | null {
  return editOf.flatMap((id) => ground.ledger.message(id)?.file ?? [])[0] ?? null;
}

async function fetchFile(context: CommandContext): Promise<FileRef | string> {
  const { ground, command } = context;
  if (lacks(ground.whatsapp.link(), 'files')) return fileUnable;
  const [reading, from] = await readEither(context);
  switch (reading.kind) {
    case 'file': {
      const { seen, bytes } = reading;
      if (seen.form === 'sticker') return stickerText;
      if (bytes.length === 0) return fileEmpty;
      const kind = readKind(bytes, { ...seen, form: seen.form });
      try {
        const hash = ground.media.keep(bytes, ground.clock.now());
        return { hash, bytes: bytes.length, ...kind, from };
      } catch (fault) {
        if (!(fault instanceof FileFault)) throw fault;
        ground.log.error({ waId: command.waId }, 'a file could not be kept');
        return fileNotKept;
      }
    }
    case 'too_large':
      return fileTooLarge(reading.bytes, mostFileBytes);
    case 'gone':
      return fileGone;
    case 'none':
    case 'unreachable':
      return fileUnreachable;
    default:
      return reading satisfies never;
  }
}

/** On the command itself, or on what it quotes. */
export async function readEither({
  ground,
  command,
}: CommandContext): Promise<readonly [reading: FileReading, waId: string]> {
  const read = (waId: string): Promise<FileReading> =>
    ground.whatsapp.readFile([command.chatId], waId, mostFileBytes);
  const own = await read(command.waId);
  const { quotedWaId } = command;
  return own.kind === 'none' && quotedWaId !== null
    ? [await read(quotedWaId), quotedWaId]
    : [own, command.waId];
}
