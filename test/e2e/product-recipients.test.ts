import { describe, expect, test } from 'vitest';
import { messagesOf } from './product-messages.ts';
import { builds, startedProduct, until } from './product-rig.ts';

describe.each(builds)(
  'recipients that change, on the $keyBuild build with the self chat by $selfChat',
  (build) => {
    const product = startedProduct(build);
    const world = () => product().simulator.world;
    const faults = () => world().faults;
    const times = (name: string, text: string) => world().timesReceived(name, text);

    test('a number that changed hands: held before it is due, asked, and nobody gets it', async () => {
      expect(await product().says('/schedule in 135 seconds to Łukasz: for Łukasz alone')).toMatch(
        /#1 scheduled/,
      );
      faults().passNumber('Łukasz', 'Ольга');
      const asked = await product().hears(/#1 to Łukasz held/, 60_000);
      expect(asked).toContain('the number …0007 and the account\nyou chose do not belong together');
      await product().says('#1 drop');
      await messagesOf(product()).another();
      for (const name of ['Łukasz', 'Ольга']) expect(times(name, 'for Łukasz alone')).toBe(0);
    });

    test('a number that changes hands in the last moment: it never left', async () => {
      const messages = messagesOf(product());
      const { id, text } = await messages.schedulesUnder('Chris Evans', 'for this Chris', (change) =>
        change.passNumber('Chris Evans', '李雷'),
      );
      const told = await messages.told(id, /to Chris Evans (?:was not sent|held)/);
      expect(told).toMatch(/changed hands|do not belong together/);
      for (const name of ['Chris Evans', '李雷']) expect(times(name, text)).toBe(0);
      await product().says(`#${id} drop`);
    });

    test('a group that was left is refused at once, and held when it is left later', async () => {
      faults().leaveGroup('Family');
      await until('the refusal', async () =>
        /no longer\nin the group "Family"/.test(await product().says('/schedule in 1 hour to Family: hello')),
      );
      faults().joinGroup('Family');
      await until('the question', async () =>
        /group of 4/.test(await product().says('/schedule in 20 seconds to Family: to all')),
      );
      await product().says('yes');
      faults().leaveGroup('Family');
      await product().hears(/to Family (?:held|was not sent):\nyou are no longer in that group/, 60_000);
      expect(times('Mum', 'to all')).toBe(0);
      faults().joinGroup('Family');
    });

    test('somebody blocked gets nothing, is named, and can be written to when unblocked', async () => {
      faults().blockContact('Anna', true);
      await until('the refusal', async () =>
        /you have blocked\n"Anna"/.test(await product().says('/schedule in 5 seconds to Anna: hi')),
      );
      faults().blockContact('Anna', false);
      await until('the arming', async () =>
        /scheduled\nto Anna/.test(await product().says('/schedule in 5 seconds to Anna: hi Anna')),
      );
      await until('the delivery', () => times('Anna', 'hi Anna') === 1);
      expect(times('Anna', 'hi')).toBe(0);
    });

    test('a LID that the page has lost is asked for before the hand-over', async () => {
      await product().says('/schedule in 6 seconds to Mum: found again');
      faults().noLid('Mum', 'until_asked');
      await until('the delivery', () => times('Mum', 'found again') > 0);
      await messagesOf(product()).another();
      expect(times('Mum', 'found again')).toBe(1);
    });

    test('a new name is told once, and the message goes', async () => {
      await product().says('/schedule in 8 seconds to Zoë Müller: hello Zoë');
      faults().renameContact('Zoë Müller', 'Zoë Smith');
      await until('the delivery', () => times('Zoë Müller', 'hello Zoë') === 1);
    });
  },
);
