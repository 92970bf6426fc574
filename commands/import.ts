/** `/import`: a table of messages, read whole, shown, and armed only after a yes. */
import { type CommandContext, type CommandDefinition, say } from '../src/chat/command.ts';
import { decode } from '../src/chat/import/encoding.ts';
import { askAbout } from '../src/chat/import/proceed.ts';
import { mostRows, readCampaign } from '../src/chat/import/read.ts';
import {
  broken,
  howTo,
  importRefusals,
  tooLarge,
  tooManyRows,
  wordsLeft,
} from '../src/chat/import/refusals.ts';
import { readTable } from '../src/chat/import/table.ts';
import { excerpt } from '../src/chat/naming.ts';
import { readEither } from '../src/chat/schedule/file.ts';
import { askZone } from '../src/chat/zone-first.ts';
import { lacks } from '../src/core/able.ts';
import { FileFault } from '../src/core/files.ts';

/** Five thousand rows of a thousand letters and more. */
const mostTableBytes = 8_000_000;

export const importTable: CommandDefinition = {
  name: 'import',
  aliases: ['campaign'],
  usage: ['/import (with a CSV file: when,to,text)'],
  summary: 'schedule all rows of a table',
  examples: ['/import'],
  mayLeadToSend: true,
  dropsQuestions: true,
  async plan(context, input) {
    const { ground, command, zone } = context;
    const words = input.words.replace(/[.!…]+$/, '');
    if (words !== '' || input.below !== null)
      return say(ground, wordsLeft(excerpt(input.words || (input.below ?? ''))));
    if (command.file === null) return say(ground, howTo);
    // What an edit has armed before is held by then: the same rows would be found standing.
    if (context.editOf.length > 0) return say(ground, importRefusals.edited);
    if (zone === null) return askZone(context);
    const bytes = await fetchTable(context);
    if (typeof bytes === 'string') return say(ground, bytes);
    const decoded = decode(bytes);
    if (decoded.kind === 'refuse') return say(ground, importRefusals[decoded.why]);
    const table = readTable(decoded.text);
    if (table.kind === 'refuse') return say(ground, broken(table.text));
    if (table.rows.length === 0) return say(ground, importRefusals.no_rows);
    if (table.rows.length > mostRows) return say(ground, tooManyRows(table.rows.length, mostRows));
    const reading = await readCampaign(
      context,
      table,
      zone,
      decoded.guessed ? foreignWord(decoded.text) : null,
    );
    if (reading.kind !== 'campaign')
      return say(ground, importRefusals[reading.kind === 'unreachable' ? 'looked_up' : reading.kind]);
    const { campaign } = reading;
    const kept = new TextEncoder().encode(JSON.stringify(campaign));
    try {
      const hash = ground.media.keep(kept, ground.clock.now());
      const draft = { commandWaId: command.waId, kept: { hash, bytes: kept.length } };
      return askAbout({ ...context, now: ground.clock.now() }, campaign, draft, zone);
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      return say(ground, importRefusals.not_kept);
    }
  },
};

/** A word that would read otherwise in another alphabet. */
function foreignWord(text: string): string {
  return /[\p{L}\p{M}]*[^\0-\x7f][\p{L}\p{M}]*/u.exec(text)?.[0] ?? '';
}

async function fetchTable(context: CommandContext): Promise<Uint8Array | string> {
  if (lacks(context.ground.whatsapp.link(), 'files')) return importRefusals.unable;
  const [reading] = await readEither(context);
  switch (reading.kind) {
    case 'file':
      return reading.bytes.length > mostTableBytes
        ? tooLarge(reading.bytes.length, mostTableBytes)
        : reading.bytes;
    case 'too_large':
      return tooLarge(reading.bytes, mostTableBytes);
    case 'gone':
      return importRefusals.gone;
    case 'none':
    case 'unreachable':
      return importRefusals.unreachable;
    default:
      return reading satisfies never;
  }
}
