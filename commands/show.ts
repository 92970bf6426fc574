/** `/show`: one message as it stands; with `text`, its whole text and nothing else. */

import { readAbout } from '../src/chat/about.ts';
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { erasedText, wordsOf } from '../src/chat/erased-text.ts';
import { whom } from '../src/chat/naming.ts';
import { momentLinesAt } from '../src/chat/schedule/armed-text.ts';
import { latestOf, seriesText } from '../src/chat/series-list.ts';
import { quotedSeries, readSeriesIds } from '../src/chat/series-selection.ts';
import { noSuchSeries } from '../src/chat/series-text.ts';
import { stateText } from '../src/chat/state-text.ts';
import { unsendLine } from '../src/chat/unsend-text.ts';

export const show: CommandDefinition = {
  name: 'show',
  aliases: [],
  usage: ['/show 12 [text]', '/show S2'],
  summary: 'show one message',
  examples: ['/show 12', '/show 12 text', '/show S2'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground } = context;
    const words = /^(?<which>.*?)(?:(?:^|\s)(?<text>text))?[.!…]*$/is.exec(input.words)?.groups;
    const named = readSeriesIds(input.words) ?? [];
    const [series = input.words === '' ? quotedSeries(context)?.id : undefined] = named;
    if (series !== undefined) {
      const found = ground.ledger.series(series);
      if (found === null) return say(ground, noSuchSeries([series]));
      return say(
        ground,
        seriesText(ground.ledger, found, context.zone, context.now),
        latestOf(ground.ledger, series),
      );
    }
    const about = readAbout(context, words?.which ?? '', '/show 12 · /show 12 text');
    if (about.kind === 'refuse') return say(ground, about.text);
    const { message } = about;
    if (words?.text !== undefined) return say(ground, erasedText(message) ?? message.body, [message.id]);
    const zone = context.zone ?? message.zone;
    const replaces = message.replaces === null ? [] : [`In place of #${message.replaces}.`];
    const deletion = unsendLine(ground.ledger.unsendOf(message.id), zone, context.now);
    const replacement = ground.ledger.replacementOf(message.id);
    return say(
      ground,
      [
        `#${message.id} · B${message.batchId}${message.parts > 1 ? ` · part ${message.part} of ${message.parts}` : ''}`,
        `to ${whom(message.chat)}`,
        ...momentLinesAt(message.plannedAt, zone, context.now),
        ...wordsOf(message),
        stateText(message, zone, context.now),
        ...(deletion === null ? [] : [deletion]),
        ...replaces,
        ...(replacement === null ? [] : [`#${replacement.id} takes its place.`]),
      ].join('\n'),
      [message.id],
    );
  },
};
