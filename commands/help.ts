/** `/help`: written from the definitions, so that it cannot promise what is not there. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { excerpt } from '../src/chat/naming.ts';

/** A phone shows one page of these; what a command does is said by its own page, or by the list of all. */
const topics: readonly (readonly [what: string, names: readonly string[]])[] = [
  ['Send', ['schedule', 'every', 'remind', 'import']],
  ['Look', ['list', 'show', 'why', 'attention']],
  ['Change', ['edit', 'move', 'snooze', 'copy', 'now', 'late']],
  ['Take back', ['cancel', 'undo', 'unsend', 'skip', 'pause']],
  ['Freeze', ['stop', 'resume', 'resolve']],
  ['Try', ['dry', 'rehearse', 'selftest']],
  ['People', ['who', 'alias', 'unclaim']],
  ['Me', ['status', 'stats', 'alerts', 'tz', 'locale']],
  ['Keep', ['export', 'backup']],
];

/** The page tells of no reaction that was given while nobody listened. */
const signs = [
  '👍 on my question is yes, ❌ is no, and',
  '❌ on what I scheduled cancels it. One given',
  'while I am away is missed: then write it.',
  'On your commands I show: ⏰ still to go,',
  '✅ sent, ⚠️ not sent, ❔ in doubt, 🚫 cancelled.',
  'Of several the worst; cancelled ones last.',
];

function overview(definitions: readonly CommandDefinition[]): string {
  const topical = new Set(topics.flatMap(([, names]) => names));
  const others = definitions.flatMap(({ name }) => (topical.has(name) || name === 'help' ? [] : [name]));
  const lines = [...topics, ['More', others] as const].flatMap(([what, names]) => {
    const known = names.filter((name) => definitions.some((one) => one.name === name));
    return known.length === 0 ? [] : [`${what}: ${known.map((name) => `/${name}`).join(' ')}`];
  });
  return [
    'What you can write here:',
    ...lines,
    'How one is written: /help schedule',
    'What each does: /help all · /help signs',
  ].join('\n');
}

export const help: CommandDefinition = {
  name: 'help',
  aliases: ['?'],
  usage: ['/help [command | all | signs]'],
  summary: 'show the commands, or one of them',
  examples: ['/help', '/help schedule', '/help all'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground, definitions } = context;
    const wanted = fold(input.words)
      .replace(/^[/!]\s*/, '')
      .replace(/[.!]+$/, '');
    if (wanted === '') return say(ground, overview(definitions));
    if (wanted === 'signs') return say(ground, signs.join('\n'));
    if (wanted === 'all')
      return say(ground, definitions.map((one) => `/${one.name} · ${one.summary}`).join('\n'));
    const found = definitions.find((one) => one.name === wanted || one.aliases.includes(wanted));
    if (found === undefined)
      return say(ground, `🚫 I know no command ${excerpt(input.words)}. /help lists them all.`);
    const aliases =
      found.aliases.length === 0 ? [] : [`Also: ${found.aliases.map((alias) => `/${alias}`).join(', ')}`];
    return say(
      ground,
      [
        `/${found.name} · ${found.summary}`,
        ...found.usage.filter((line) => line !== `/${found.name}`),
        ...aliases,
        'For example:',
        ...found.examples,
      ].join('\n'),
    );
  },
};
