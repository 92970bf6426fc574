/** Why a table is not imported, and what helps. */
import { sizeText } from '../backup-text.ts';

const refused = (why: string): string => `🚫 Nothing imported: ${why}`;

export const howTo = [
  '📄 /import reads a table, a CSV file:',
  'send it with the words /import,',
  'or reply to it with /import. Like this:',
  'when,to,text',
  '2026-12-31 23:59,Mum,Happy New Year!',
  'I ask before anything is scheduled.',
].join('\n');

export const importRefusals = {
  unable: refused('this WhatsApp Web\ncannot read files any more.'),
  unreachable: refused('I could not get the file\nfrom WhatsApp. Please send it again.'),
  gone: refused('WhatsApp does not have\nthat file any more. Send it again.'),
  workbook: refused('that is a workbook.\nIn Excel: Save As, CSV UTF-8,\nand send that file.'),
  no_text: refused('that file is no text.\nSend a CSV table. /help import'),
  alphabet: refused('I cannot tell\nin which alphabet it is written.\nIn Excel: Save As, CSV UTF-8.'),
  no_rows: refused('it has a header and no rows.'),
  not_kept: refused('my disk is full or failed.\nMake room there, then send it again.'),
  lost: refused('I do not have\nwhat I read of it any more.\nSend the file again.'),
  looked_up: refused(
    'WhatsApp did not answer\nwhile I looked up the names.\nReply /import to the file again.',
  ),
  stopped: refused('you stopped me\nwhile I read it. After /resume:\nreply /import to the file again.'),
  interrupted: refused(
    'you wrote something else\nwhile I read it, which came first.\nReply /import to the file again.',
  ),
  edited: refused('an edited /import\nis not read again. Send the file anew.'),
  declined: '👌 Not imported. Nothing will be sent.',
} as const;

export function broken(sentence: string): string {
  return refused(sentence);
}

export function tooLarge(bytes: number, most: number): string {
  return refused(
    `that file is too large,\n${sizeText(bytes)}. I read up to ${Math.floor(most / 1_000_000)} MB.`,
  );
}

export function tooManyRows(count: number, most: number): string {
  return refused(`it has ${count} rows.\nI take up to ${most}: divide it.`);
}

export function wordsLeft(words: string): string {
  return refused(`/import takes no words,\nfound ${words}. Send the file with /import.`);
}
