/** What a change of zone means: messages keep their moment. */
import type { LedgerReads } from '../core/ledger.ts';
import { bothZones, clockTime } from '../core/time/format.ts';
import { cityOf } from '../core/time/zone.ts';
import { counted } from './naming.ts';

export function zoneSetText(
  ledger: LedgerReads,
  zone: string,
  before: string | null,
  now: number,
  shown = 3,
): string {
  const city = cityOf(zone);
  const lines = [`🌍 I read times as ${city} now: it is ${clockTime(now, zone).slice(0, 5)}.`];
  const open = ledger.messages({ statuses: ['scheduled', 'held'], order: 'planned', limit: shown });
  const count = ledger.count({ statuses: ['scheduled', 'held'] });
  if (count > 0 && before !== null && before !== zone) {
    lines.push(`${counted(count, 'message')} keep${count === 1 ? 's its' : ' their'} moment:`);
    for (const message of open)
      lines.push(`#${message.id} goes ${bothZones(message.plannedAt, zone, before).replace(' = ', '\n= ')}`);
    if (count > open.length) lines.push(`… and ${count - open.length} more: /list`);
  }
  return lines.join('\n');
}
