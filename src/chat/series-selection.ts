/** Which series a command is about: `S2`, `S2, S3`, or the one that the quoted reply begins with. */
import type { Series } from '../core/series.ts';
import type { CommandContext } from './command.ts';
import { limits } from './limits.ts';

/** Their numbers in the order said, each once; null where the words are not only such. */
export function readSeriesIds(words: string): readonly number[] | null {
  const said = words
    .normalize('NFKC')
    .replace(/[\s.!…]+$/, '')
    .trim();
  if (said.length > limits.whenCharacters) return null;
  if (!/^#?s ?[1-9]\d{0,8}(?:(?:\s*,\s*|\s+(?:and\s+)?)#?s ?[1-9]\d{0,8})*$/i.test(said)) return null;
  return [...new Set((said.match(/\d+/g) ?? []).map(Number))];
}

/** The series that the reply is about to which the owner answers; null: about none. */
export function quotedSeries({ command, ground }: Pick<CommandContext, 'command' | 'ground'>): Series | null {
  if (command.quotedWaId === null) return null;
  const body = ground.ledger.noticeByWaId(command.quotedWaId)?.body ?? '';
  const id = /^(?:\([^)]*\) )?🔁 S(\d{1,9})\b/u.exec(body)?.[1];
  return id === undefined ? null : ground.ledger.series(Number(id));
}
