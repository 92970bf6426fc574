/** `/locale`: the order of day and month, the language of times, the region of telephone numbers. */
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { localeKey } from '../src/chat/preferences.ts';
import { dayOrder } from '../src/chat/welcome.ts';

export const locale: CommandDefinition = {
  name: 'locale',
  aliases: [],
  usage: ['/locale [tag]'],
  summary: 'show or set how I read dates',
  examples: ['/locale', '/locale en-US', '/locale de-DE'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground } = context;
    if (input.words === '')
      return say(
        ground,
        `🔤 I read dates as ${context.locale}: ${dayOrder(context.locale)}\nChange it: /locale en-US`,
      );
    const tag = canonical(input.words.replace(/_/g, '-').replace(/[.!]+$/, ''));
    if (tag === null)
      return say(
        ground,
        `🚫 I know no language ${excerpt(input.words)}.\nWrite it with its country, like\n/locale en-GB · en-US · de-DE · fr-FR`,
      );
    return decide(ground, (tx) => {
      tx.set(localeKey, tag);
      return { text: `🔤 I read dates as ${tag} now: ${dayOrder(tag)}` };
    });
  },
};

function canonical(tag: string): string | null {
  try {
    const [found] = Intl.DateTimeFormat.supportedLocalesOf([tag]);
    return found !== undefined && new Intl.Locale(found).region !== undefined ? found : null;
  } catch {
    // Malformed tags throw; they are answered like unknown ones.
    return null;
  }
}
