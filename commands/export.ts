/** `/export`: every message as a table, in a file beside the ledger. */
import { sizeText } from '../src/chat/backup-text.ts';
import { type CommandContext, type CommandDefinition, say } from '../src/chat/command.ts';
import { counted, excerpt } from '../src/chat/naming.ts';
import { csvOf, type ExportOutcome, type ExportRow, exportName } from '../src/core/export.ts';

export const exportAll: CommandDefinition = {
  name: 'export',
  aliases: ['csv'],
  usage: ['/export'],
  summary: 'write all messages into a table',
  examples: ['/export'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground } = context;
    if (input.words.replace(/[.!…]+$/, '') !== '')
      return say(
        ground,
        `🚫 Nothing done: /export takes no words,\nfound ${excerpt(input.words)}.\n/export writes all messages into a table.`,
      );
    const { shelf } = context.outside();
    if (shelf === null) return say(ground, '🚫 Not exported: I have no folder for files.');
    const rows = rowsOf(context);
    const outcome = shelf.put(exportName(ground.clock.now()), csvOf(rows, context.zone ?? 'UTC'));
    return say(ground, exportText(outcome, rows.length));
  },
};

function rowsOf({ ground: { ledger } }: CommandContext): readonly ExportRow[] {
  return ledger
    .messages({ order: 'planned' })
    .map((message) => ({ message, attempt: message.status === 'sent' ? ledger.attempt(message.id) : null }));
}

function exportText(outcome: ExportOutcome, count: number): string {
  if (outcome.kind === 'failed')
    return outcome.why === 'full'
      ? '⚠️ Not exported: my disk is full.\nMake room, then /export.'
      : '⚠️ Not exported: my disk failed.\nLook after the disk, then /export.';
  return [
    `📄 Exported: ${counted(count, 'message')}, ${sizeText(outcome.bytes)}.`,
    outcome.name,
    'It lies in my data folder, in "exports".',
    'All texts and numbers are in it:',
    'delete it when you have what you need.',
  ].join('\n');
}
