/** `/help`: written from the definitions, so that it cannot promise what is not there. */
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { excerpt } from '../src/chat/naming.ts';

/** The page tells of no reaction that was given while nobody listened. */
const reactions = [
  '',
  '👍 on my question is yes, ❌ is no, and',
  '❌ on what I scheduled cancels it. One given',
  'while I am away is missed: then write it.',
  'On your commands I show: ⏰ still to go,',
  '✅ sent, ⚠️ not sent, ❔ in doubt, 🚫 cancelled.',
  'Of several the worst; cancelled ones last.',
];

export const help: CommandDefinition = {
  name: 'help',
  aliases: ['?'],
  usage: ['/help [command]'],
  summary: 'show the commands, or one of them',
  examples: ['/help', '/help schedule'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground, definitions } = context;
    const wanted = fold(input.words)
      .replace(/^[/!]\s*/, '')
      .replace(/[.!]+$/, '');
    if (wanted === '') {
      const lines = definitions.map((one) => `/${one.name} · ${one.summary}`);
      return say(
        ground,
        ['What you can write here:', ...lines, 'More: /help schedule', ...reactions].join('\n'),
      );
    }
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
