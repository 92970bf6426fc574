/** /dry: says what the command itself then says, and changes nothing. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { definitions } from '../../commands/index.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import { createHome, type Home } from '../sim/home.ts';
import { createFurnishedHome } from './furnished.ts';

let home: Home;
afterEach(() => home.close());

const header = '🧪 Tried dry: nothing was changed.\nThe command itself would now say:\n\n';
/** What is typed, heard and reached for says that somebody asked; everything else says what became of it. */
const spoken = ['commands', 'notices', 'tellings', 'sqlite_sequence'];

interface Setting {
  readonly key: string;
}
/** How far the control chat was read and marked, and until when the process lived: further, with every word in it. */
const isKept = ({ key }: Setting): boolean => !/^(?:control_seen_at|commands_marked|up_at)/.test(key);

/** Every row of every table, as a copy of the ledger has them. */
function rows(): Record<string, unknown[]> {
  mkdirSync(join(home.folder, 'backups'), { recursive: true });
  const made = home.ledger().backup(home.clock.now());
  if (made.kind !== 'made') throw new Error(made.why);
  const db = new Database(join(home.folder, 'backups', made.name), { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  return Object.fromEntries(
    tables
      .filter((table) => !spoken.includes(table))
      .map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()])
      .map(([table, all]) => [table, table === 'settings' ? (all as Setting[]).filter(isKept) : all]),
  );
}

/** How many transactions were rolled back since this was last asked: those that were tried, since no fault occurs. */
function countRollbacks(): () => number {
  const ledger = home.root().ground.ledger as { write: Ledger['write'] };
  const { write } = ledger;
  let count = 0;
  ledger.write = (act) => {
    try {
      return write(act);
    } catch (thrown) {
      count++;
      throw thrown;
    }
  };
  return () => {
    const found = count;
    count = 0;
    return found;
  };
}

/** Two seconds pass between trying and doing. */
const timeless = (text: string): string =>
  text.replace(/\d\d:\d\d(?::\d\d)?|\d+ (?:seconds?|minutes?|hours?)/g, 'T');

describe('/dry', () => {
  test('of every example of every command leaves every row as it was', async () => {
    home = await createFurnishedHome();
    const before = rows();
    const several: string[] = [];
    const rolledBack = countRollbacks();
    const examples = definitions.flatMap((one) => one.examples).filter((one) => !one.startsWith('/dry'));
    for (const example of examples) {
      expect(await home.says(`/dry ${example}`)).toMatch(/^🧪 /);
      if (rolledBack() > 1) several.push(example);
    }
    expect(rows()).toEqual(before);
    // A transaction that is rolled back is not seen by the next one. Only a stop has two, and what is said behind its
    // latch does not ask for it: dry and real are compared below.
    expect(several).toEqual(definitions.find(({ name }) => name === 'stop')?.examples);
  });

  test.each([
    '/schedule tomorrow 23:05 to Mum: Happy birthday!',
    '/schedule tomorrow 9am to 7B parents: Bring 3 €',
    '/list all 2',
    '/cancel 12-15',
    '/cancel Mum',
    '/stop',
    '/resume',
    '/resolve 12 drop',
    '/unsend 12',
    '/alias boss Chris Jones',
    '/tz new york',
    '/cancle 12',
  ])('%s says what it then says', async (command) => {
    home = await createFurnishedHome(command.startsWith('/unsend') ? 'sent' : 'scheduled');
    const said = await home.says(`/dry ${command}`);
    expect(said.startsWith(header)).toBe(true);
    const tried = said.slice(header.length).replace(/\n\nThis question is not open:[\s\S]*$/, '');
    // What WhatsApp did about it is told behind it.
    const then = timeless(await home.says(command));
    expect(then.slice(0, timeless(tried).length)).toBe(timeless(tried));
  });

  test('arms nothing, asks nothing and sends nothing', async () => {
    home = await createHome({ memory: true });
    expect(await home.says('/dry schedule in 5 seconds to Mum: hi')).toMatchInlineSnapshot(`
      "🧪 Tried dry: nothing was changed.
      The command itself would now say:

      ⏰ #1 scheduled
      to Mum (…0002)
      Tue 24 Nov, 12:00:08 London · in 5 seconds
      hi
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(await home.says('/dry /schedule tomorrow 9am to Family\nhello\nall')).toMatchInlineSnapshot(`
      "🧪 Tried dry: nothing was changed.
      The command itself would now say:

      ❓ Not scheduled yet. Send this?
      to Family (group of 4)
      Wed 25 Nov, 09:00 London · tomorrow
      hello
      all
      👍 or yes · no

      This question is not open: to answer it,
      write the command without /dry."
    `);
    expect(await home.says('yes')).toBe('');
    await home.pass(60_000);
    expect([home.ledger().messages({}), home.ledger().openQuestions()]).toEqual([[], []]);
    expect([home.world.inbox('Mum'), home.world.inbox('Family')]).toEqual([[], []]);
  });

  test('of a stop stops nothing, and what is due goes', async () => {
    home = await createHome({ memory: true });
    await home.says('/schedule in 10 seconds to Mum: goes');
    expect(await home.says('/dry stop')).toMatchInlineSnapshot(`
      "🧪 Tried dry: nothing was changed.
      The command itself would now say:

      🛑 Stopped. 1 message is frozen. /resume shows them first."
    `);
    expect(await home.says('/dry 🛑')).toContain('🛑 Stopped.');
    expect(home.ledger().latch('stopped')).toBeNull();
    await home.pass(20_000);
    expect(home.message(1).status).toBe('sent');
  });

  test('of a resume leaves the stop, its file and what it froze', async () => {
    home = await createHome({ memory: true });
    await home.says('/schedule in 10 seconds to Mum: waits');
    await home.says('/stop');
    await home.pass(30_000);
    home.root().ground.stopFile.put();
    expect(await home.says('/dry resume')).toContain('▶️ Going on.');
    expect(home.ledger().latch('stopped')).not.toBeNull();
    expect(home.root().ground.stopFile.stands()).toBe(true);
    await home.pass(30_000);
    expect(home.message(1).status).toBe('scheduled');
  });

  test('of a cancel of what is on its way asks no gate, and says that it does not know', async () => {
    home = await createHome({ memory: true });
    home.world.faults.acks(({ self }) => (self ? 'normal' : { delayMs: 20_000 }));
    await home.says('/schedule in 5 seconds to Mum: on its way');
    await home.pass(6_000);
    expect(home.message(1).status).toBe('sending');
    const asked: string[] = [];
    home.whatsapp().onCall = (verb) => asked.push(verb);
    expect(await home.says('/dry cancel 1')).toMatchInlineSnapshot(`
      "🧪 Tried dry: nothing was changed.
      The command itself would now say:

      ❔ #1 to Mum: too late to stop it and not yet confirmed. You will hear.

      What is on its way may still be kept back:
      only the real command finds out."
    `);
    expect(asked.filter((verb) => verb === 'abort' || verb === 'recycle')).toEqual([]);
    await home.pass(60_000);
    expect(home.message(1).status).toBe('sent');
  });

  test('of what acts outside the ledger does not act', async () => {
    home = await createHome({ memory: true, alert: { post: () => Promise.reject(new Error('posted')) } });
    expect(await home.says('/dry backup')).toMatchInlineSnapshot(`
      "🧪 "/backup" acts outside my ledger,
      so there is no trying it dry.
      Nothing was changed."
    `);
    for (const words of ['export', 'alerts test'])
      expect(await home.says(`/dry /${words}`)).toContain(`🧪 "/${words}" acts outside my ledger`);
  });

  test('leaves an open question open', async () => {
    home = await createHome({ memory: true });
    await home.says('/schedule tomorrow 9am to Family: hi');
    expect(await home.says('/dry schedule tomorrow 10am to Mum: other')).toContain('🚫 NOT scheduled: "hi"');
    expect(await home.says('yes')).toContain('#1 scheduled');
  });

  test('wants a command, and offers a misspelt one as it would itself', async () => {
    home = await createHome({ memory: true });
    expect(await home.says('/dry')).toMatchInlineSnapshot(`
      "🚫 Nothing to try: which command?
      Try: /dry /cancel all · /dry /stop"
    `);
    expect(await home.says('/dry /dry /stop')).toContain('🚫 Nothing to try');
    expect(await home.says('/dry cancle all')).toMatchInlineSnapshot(`
      "🧪 Tried dry: nothing was changed.
      The command itself would now say:

      ❓ I know no "cancle". Did you mean this?
      /cancel all
      👍 or yes · no

      This question is not open: to answer it,
      write the command without /dry."
    `);
    expect(await home.says('/dry xyzzy')).toContain('🚫 I know no "xyzzy"');
  });
});
