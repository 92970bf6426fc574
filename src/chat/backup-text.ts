/** What became of a backup, in words. */
import type { BackupOutcome } from '../core/backup.ts';
import type { LedgerFaultKind } from '../core/ledger.ts';
import { dateLabel, shortMoment } from '../core/time/format.ts';
import { counted } from './naming.ts';

/** `files`: messages that may still go and have files, which lie beside the ledger and are not copied. */
export function backupText(outcome: BackupOutcome, zone: string, files: number): string {
  if (outcome.kind === 'failed') return `⚠️ Not backed up: ${failures[outcome.why]}`;
  const { at, messages, bytes } = outcome;
  return [
    `💾 Backed up: ${dateLabel(at, zone, at)}, ${shortMoment(at, zone).slice(0, 5)},`,
    `${counted(messages, 'message')}, ${sizeText(bytes)}.`,
    'It lies in my data folder: copy it elsewhere.',
    ...(files === 0
      ? []
      : [`Its files are not in it (${counted(files, 'message')}):`, 'copy the folder media along.']),
    'The link to your phone is not in it.',
  ].join('\n');
}

/** `212 kB`, `3.4 MB`, in thousands. */
export function sizeText(bytes: number): string {
  return bytes < 999_500 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const failures: Readonly<Record<LedgerFaultKind, string>> = {
  full: 'my disk is full.\nEverything else is as it was.\nMake room, then /backup.',
  io: 'my disk failed.\nEverything else is as it was.\nLook after the disk, then /backup.',
  busy: 'the disk was in use.\nEverything else is as it was. /backup tries it anew.',
  corrupt: 'the copy is damaged,\nso what I have may be too.\nKeep the earlier backups.',
  superseded: 'another Sendonce\nhas taken over my data folder.',
};
