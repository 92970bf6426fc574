/** `/tz`: the owner's time zone, by IANA name or by city. */
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { dropQuestions } from '../src/chat/dropping.ts';
import { excerpt } from '../src/chat/naming.ts';
import { zoneKey } from '../src/chat/preferences.ts';
import { staysLine } from '../src/chat/series-text.ts';
import { zoneSetText } from '../src/chat/zone-text.ts';
import { findZones } from '../src/chat/zones.ts';
import type { LedgerReads } from '../src/core/ledger.ts';
import { clockTime } from '../src/core/time/format.ts';
import { cityOf } from '../src/core/time/zone.ts';

export const tz: CommandDefinition = {
  name: 'tz',
  aliases: ['timezone', 'zone'],
  usage: ['/tz [zone]'],
  summary: 'show or set your time zone',
  examples: ['/tz', '/tz London', '/tz Europe/Paris', '/tz new york'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground, zone, now } = context;
    if (input.words === '')
      return say(
        ground,
        zone === null
          ? '❓ I do not know your time zone.\nTry: /tz London'
          : `🌍 I read times as ${cityOf(zone)}: it is ${clockTime(now, zone).slice(0, 5)}.\n(${zone})\nChange it: /tz New York`,
      );
    const found = findZones(input.words);
    const [only] = found;
    if (only === undefined)
      return say(
        ground,
        `🚫 I know no zone ${excerpt(input.words)}.\nTry a large city near you:\n/tz London · /tz Europe/Paris`,
      );
    if (found.length > 1)
      return say(ground, ['❓ Which one?', ...found.slice(0, 5).map((one) => `/tz ${one}`)].join('\n'));
    return decide(ground, (tx) => {
      tx.set(zoneKey, only);
      // What is still asked about was read in the zone before.
      const ids = zone === null || zone === only ? [] : staying(tx, zone);
      const text = [
        zoneSetText(tx, only, zone, now, ids.length === 0 ? 3 : 1),
        ...(ids.length === 0 ? [] : [staysLine(ids, zone ?? only)]),
      ];
      return {
        text: [text.join('\n'), ...dropQuestions(tx, context)].join('\n\n'),
        ...(ids.length === 0
          ? {}
          : { ask: { kind: 'rezone', draft: { kind: 'rezone', ids, zone: only }, lapses: true } }),
      };
    });
  },
};

/** Series whose wall clock is the owner's old one; elapsed time has none. */
function staying(tx: LedgerReads, zone: string): readonly number[] {
  return tx
    .seriesIn(['active', 'paused'])
    .filter((series) => series.zone === zone && series.rule.kind === 'calendar')
    .map(({ id }) => id);
}
