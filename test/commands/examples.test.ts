import { afterEach, describe, expect, test } from 'vitest';
import { definitions } from '../../commands/index.ts';
import { createHome, type Home } from '../sim/home.ts';
import { createFurnishedHome, type Twelfth } from './furnished.ts';

let home: Home;
afterEach(() => home.close());

/** What #12 must be for the example to make sense. */
function twelfthFor(example: string): Twelfth {
  if (/^\/resolve 12 (?:arrived|again|drop)/.test(example)) return 'in_doubt';
  if (example.startsWith('/unsend')) return 'sent';
  return example === '/resolve 12 send' ? 'missed' : 'scheduled';
}

/** Two series where an example names one, and that one paused where it is to go on. */
async function furnishSeries({ says }: Home, example: string): Promise<void> {
  if (!example.includes('S2')) return;
  await says('/every day 9:00 to Mum: first');
  await says('/every day 10:00 to Anna: second');
  if (example.startsWith('/resume')) await says('/pause S2');
}

const carriesText = ['schedule', 'every', 'remind'];
const examples = definitions.flatMap(({ name, examples }) => examples.map((example) => ({ name, example })));

describe('every example does what it shows', () => {
  test.each(examples)('$example', async ({ example }) => {
    home = await createFurnishedHome(twelfthFor(example));
    if (example.startsWith('/undo')) await home.says('/move 12 +1h');
    await furnishSeries(home, example);
    const reply = await home.says(example);
    expect(reply).not.toBe('');
    expect(reply).not.toMatch(/🚫 (?:Nothing|There is no|I |Which)|I know no|I failed|Which\?/);
  });

  test.each(definitions.flatMap(({ name, examples }) => (carriesText.includes(name) ? examples : [])))(
    '%s arms, if need be after a yes',
    async (example) => {
      home = await createFurnishedHome();
      const reply = await home.says(example);
      const armed = reply.startsWith('❓') ? await home.says('yes') : reply;
      expect(armed).toMatch(/^(?:⏰ #16|🔁 S1)/u);
      expect(home.message(16).status).toBe('scheduled');
    },
  );
});

describe('every command', () => {
  test.each(definitions)('$name is shown by /help with its usage and all of its examples', async (one) => {
    home = await createHome({ memory: true });
    const help = await home.says(`/help ${one.name}`);
    for (const line of [...one.usage, ...one.examples, one.summary]) expect(help).toContain(line);
  });

  test('has an example and a name of its own', async () => {
    home = await createHome({ memory: true });
    const words = definitions.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(words).size).toBe(words.length);
    expect(definitions.filter(({ examples }) => examples.length === 0)).toEqual([]);
    const help = await home.says('/help');
    for (const { name } of definitions) expect(`${help} `).toMatch(new RegExp(`/${name}\\s`));
  });
});
