/**
 * Every kind of reply, as the owner's phone shows them, in one file to be read from top to bottom. A change of words is
 * seen there; a line that no phone shows as one, or a reply that does not fit a screen, fails here.
 */
import { describe, expect, test } from 'vitest';
import { createHome, type HomeOptions } from '../sim/home.ts';
import { situations } from './gallery/situations.ts';

/** What one line of the bot's own words may have: an owner's words in quotes count as two. */
const longestLine = 48;
const mostLines = 8;
/** Lines that are longer for a reason: CHAT.md's own words, or a list of what may be said. */
const excused = [
  /^Which\? arrived \(it is there\) or again \(send once more\)\.$/,
  /^⌛ \d+ messages? overdue, nothing of it goes by itself:$/,
  /^🚫 You deleted the command: .* cancelled\. (?:It|They) never left\.$/,
  /^⚠️ .*: too late, WhatsApp took it at .*\.$/,
  /^❔ .*: too late to stop it and not yet confirmed\. You will hear\.$/,
  /^ℹ️ .* is already \S+: it never left, and I ask no more\.$/,
  /^Look in the chat with .*: arrived · again · drop$/,
  /^🛑 Stopped\. \d+ messages? (?:is|are) frozen\. \/resume shows them first\.$/,
  /^#\d+ may have left, I cannot tell\. \/resume goes on\.$/,
  /^"31\/02 9am" does not exist on a clock or in a calendar\.$/,
];
/** What is a list by nature, or has one in it. */
const lists =
  /^(?:📋|📊|🧪|What you can write here|🔎|\/\w+ ·|❗ \d+ messages need you|❓ Cancel these|❓ Not imported yet: )/;

async function gallery(): Promise<readonly { readonly title: string; readonly lines: readonly string[] }[]> {
  const shown: { title: string; lines: string[] }[] = [];
  for (const { title, options, talk } of situations) {
    const home = await createHome({ memory: true, ...(options as HomeOptions) });
    const lines: string[] = [];
    const show = (): void => {
      // How big an empty ledger is changes with its schema, and is nobody's words.
      for (const reply of home.heard()) lines.push(reply.replace(/\b\d+ kB\b/, '212 kB'));
    };
    if (title !== 'The welcome' && title !== 'The welcome without a zone') home.heard();
    await talk({
      home,
      also: (text) => void lines.push(text),
      async says(text, quote) {
        show();
        const written = text.length <= 300 ? text : `${text.slice(0, 60)}… (${text.length} characters)`;
        lines.push(`> ${written.replaceAll('\n', '\n> ')}`);
        home.world.ownerWrites(text, quote === undefined ? {} : { quote });
        await home.pass(2_000);
        show();
      },
    });
    show();
    await home.close();
    shown.push({ title, lines });
  }
  return shown;
}

describe('the gallery of replies', async () => {
  const shown = await gallery();
  const replies = shown.flatMap(({ title, lines }) =>
    lines.filter((line) => !line.startsWith('> ')).map((reply) => ({ title, reply })),
  );

  test('reads as it did', async () => {
    const text = shown.map(({ title, lines }) => `## ${title}\n\n${lines.join('\n\n')}\n`).join('\n');
    await expect(`# What Sendonce says\n\n${text}`).toMatchFileSnapshot('./gallery/replies.txt');
  });

  test('shows at least a hundred replies', () => {
    expect(replies.length).toBeGreaterThan(100);
  });

  test('has no line that a phone would break', () => {
    const long = replies.flatMap(({ title, reply }) =>
      reply
        .split('\n')
        .filter((line) => Array.from(line.replace(/"[^"]*"/g, '""')).length > longestLine)
        .filter((line) => !/^Try: \/|^\d+\) |^\/|^(?:⏰|✋|📤|✅|⚠️|❔|🚫|⌛|🎭) #/u.test(line))
        .filter((line) => !excused.some((excuse) => excuse.test(line)))
        .map((line) => `${title}: ${line}`),
    );
    expect(long).toEqual([]);
  });

  test('has no reply that does not fit a screen, but for lists', () => {
    const long = replies
      .filter(({ reply }) => !lists.test(reply))
      // What was lost or still needs the owner is said below, behind an empty line.
      .filter(({ reply }) => (reply.split('\n\n')[0] ?? '').split('\n').length > mostLines)
      .map(({ title, reply }) => `${title}: ${reply}`);
    expect(long).toEqual([]);
  });

  test('never speaks of the inside of the program', () => {
    const inside =
      /undefined|\[object|NaN|null|Error|\/work\/|node_modules|@c\.us|@lid|3EB0|in_doubt|not_caught/;
    expect(replies.filter(({ reply }) => inside.test(reply))).toEqual([]);
  });
});
