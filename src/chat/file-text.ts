/** Files in words. */
import type { FileForm, FileRef } from '../core/files.ts';
import type { Message } from '../core/message.ts';
import { sizeText } from './backup-text.ts';
import { excerpt, plain } from './naming.ts';

const formText: Readonly<Record<Exclude<FileForm, 'document'>, string>> = {
  picture: 'picture',
  gif: 'GIF',
  video: 'video',
  sound: 'sound',
  voice: 'voice note',
};

/** `📎 beach plan.pdf (120 kB)`, `📎 picture (2.1 MB)`: only a document shows its name in WhatsApp. */
export function fileLine({ form, name, bytes }: FileRef): string {
  return `📎 ${form === 'document' ? plain(name, 32) : formText[form]} (${sizeText(bytes)})`;
}

/** What a message says, for one line of a list. */
export function gist(
  { body, file, erasedAt }: Pick<Message, 'body' | 'file' | 'erasedAt'>,
  length: number,
): string {
  if (erasedAt !== null) return '(text erased)';
  if (file === null) return excerpt(body, length);
  const what = file.form === 'document' ? plain(file.name, length) : formText[file.form];
  return body === '' ? `📎 ${what}` : `📎 ${excerpt(body, length)}`;
}

/** Why a message is held: what was kept of its file is not there, or is not what was kept. */
export const fileMissing = 'its file is gone from my disk.\n"send" looks for it in your message again';

const refused = (why: string): string => `🚫 Nothing scheduled: ${why}`;

export const fileUnable = refused(
  'this WhatsApp Web\ncannot send files any more. Texts it can:\n/schedule tomorrow 9:00 to Mum: hello',
);
export const stickerText = refused(
  'I cannot send stickers.\nPictures, videos, sounds and documents\nI can: send one with your command.',
);
export const fileEmpty = refused('that file is empty.\nSend the right one with your command.');
export const fileGone = refused(
  'WhatsApp does not have\nthat file any more.\nSend it again, with your command.',
);
export const fileUnreachable = refused(
  'I could not get the file\nfrom WhatsApp. Its text alone is not\nwhat you meant. Please send it again.',
);
export const fileNotKept = refused('my disk did not take\nthe file. Make room there,\nthen send it again.');
export const fileLost = refused('the file is gone\nfrom my disk. Send it again,\nwith your command.');
export const captionWithSound = refused(
  'WhatsApp shows no words\nwith a sound. Schedule it without a text,\nand the text by itself.',
);
export const captionTooLong = refused(
  'with a file go at most\n1024 characters. Divide the text\nby a line of ---: its first part goes along.',
);

export function fileNotTaken(command: string): string {
  return `🚫 Nothing done: /${command} takes words alone,\nnot what hangs on your message.\nA file goes with a /schedule.`;
}

export function fileTooLarge(bytes: number, most: number): string {
  return refused(
    `that file is too large,\n${sizeText(bytes)}. I can send up to ${Math.floor(most / 1_000_000)} MB.`,
  );
}
