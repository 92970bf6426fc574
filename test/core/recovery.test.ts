/** What a connection settles of what an earlier one left open, and what becomes of a page that may hold a message. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
let asked: string[];
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

/** The network swallows what is handed over at the planned instant: #1 is in doubt, and the page may deliver it. */
async function heldByPage(): Promise<string> {
  await home.says('/schedule in 10 seconds to Mum: hello');
  await home.clock.advanceTo(home.message(1).plannedAt - 10);
  home.world.faults.cutNetwork({ silently: true });
  await home.pass(minute);
  expect(home.message(1).status).toBe('in_doubt');
  return home.ledger().attempt(1)?.pageGeneration ?? '';
}

async function reconnect(): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(1_000);
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
}

function countLookUps(): void {
  asked = [];
  const whatsapp = home.whatsapp();
  const page = whatsapp.lookUp.bind(whatsapp);
  whatsapp.lookUp = (chat, ids) => {
    asked.push(...ids);
    return page(chat, ids);
  };
}

describe('a look-up', () => {
  test('is not made while nothing is open', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    await home.pass(minute);
    countLookUps();
    await reconnect();
    expect(asked).toEqual([]);
  });

  test('that WhatsApp does not answer is made again until it does', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(70_000);
    const whatsapp = home.whatsapp();
    const page = whatsapp.lookUp.bind(whatsapp);
    let silent = 3;
    whatsapp.lookUp = async (chat, ids) =>
      silent-- > 0
        ? ids.map((reservedId) => ({ reservedId, found: { kind: 'unreachable' } }))
        : page(chat, ids);
    whatsapp.knows(home.message(1).reservedId, home.message(1).chat.chatId);
    whatsapp.crashPage();
    await home.pass(minute);
    expect(silent).toBeLessThan(0);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 });
  });

  test('of one in doubt shows that it went out, also when another is dropped', async () => {
    for (const name of ['Mum', 'Anna']) {
      await home.says(`/schedule in 10 seconds to ${name}: hello`);
      home.world.faults.failWithoutNack(1);
      await home.pass(70_000);
    }
    await home.says('#2 drop');
    await home.pass(minute);
    expect(home.message(2).status).toBe('cancelled');
    const whatsapp = home.whatsapp();
    for (const id of [1, 2]) whatsapp.knows(home.message(id).reservedId, home.message(id).chat.chatId);
    whatsapp.crashPage();
    await home.pass(10_000);
    expect(home.message(1).status).toBe('sent');
  });

  test('asks for every one in doubt, however many there are', async () => {
    const { ledger, clock, chance } = home.root().ground;
    const link = home.whatsapp().link();
    const generation = link.state === 'connected' ? link.generation : '';
    await home.says('/schedule in 2 hours to Mum: hello');
    const { chat, zone } = home.message(1);
    ledger.write((tx) => {
      for (let index = 0; index < 501; index++) {
        const at = clock.now();
        const own = { batchId: tx.newBatch('3A', at), part: 1, parts: 1, chat, zone, body: `${index}` };
        const times = { dueAt: at, plannedAt: at, graceMs: 60 * minute, at };
        const { id } = tx.arm({
          ...own,
          ...times,
          dry: false,
          replaces: null,
          commandWaId: '3A',
          file: null,
          reservedId: chance.reservedId(),
        });
        expect(tx.claim(id, at, generation)).not.toBeNull();
        tx.move({ id, from: 'sending', to: 'in_doubt', actor: 'dispatcher', evidence: 'no_ack_in_time', at });
      }
    });
    countLookUps();
    await reconnect();
    expect(new Set(asked).size).toBe(501);
  });
});

describe('a page that may hold a message', () => {
  test('past its grace is destroyed, and a doubt that is still to be told says so along', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    await home.clock.advanceTo(home.message(1).plannedAt - 10);
    home.world.faults.cutNetwork({ silently: true });
    await home.pass(5_000);
    // The socket is found dead: from here on nothing can be told.
    home.world.faults.cutNetwork();
    const page = home.ledger().attempt(1)?.pageGeneration ?? '';
    await home.clock.advanceTo(home.message(1).plannedAt + home.message(1).graceMs + 1_000);
    expect(home.ledger().pageIsDead(page)).toBe(true);
    home.world.faults.restoreNetwork();
    await home.pass(60 * minute);
    const told = home.heard().filter((text) => text.includes('#1'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /I can't tell if it went[\s\S]*I restarted WhatsApp Web:\nit cannot leave late any more\.\nLook in the chat with Mum: arrived · again · drop$/,
    );
    expect(home.world.inbox('Mum')).toEqual([]);
    expect(await home.says('arrived')).toBe('✅ #1 to Mum: arrived, noted.');
  });

  test('past its grace is destroyed, and the owner who knows of the doubt hears of it once', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(minute + 20_000);
    expect(home.heard().join('\n')).toContain("❔ #1 to Mum: I can't tell");
    await home.pass(60 * minute);
    expect(home.heard()).toEqual([
      '🔄 I restarted WhatsApp Web:\n#1 to Mum could still have left late.\nIt stays in doubt: arrived · again · drop',
    ]);
    expect(await home.says('#1 drop')).toContain('#1 to Mum dropped.');
  });

  test('does not outlive a grace that is shorter than the wait for the ack', async () => {
    await home.close();
    home = await createHome({ settings: { graceMs: 10_000 } });
    await home.says('/schedule in 10 seconds to Mum: hello');
    const { plannedAt } = home.message(1);
    await home.clock.advanceTo(plannedAt - 10);
    home.world.faults.cutNetwork({ silently: true });
    await home.clock.advanceTo(plannedAt + 12_000);
    expect(home.message(1).status).toBe('in_doubt');
    home.world.faults.restoreNetwork();
    await home.pass(10 * minute);
    expect(home.world.inbox('Mum')).toEqual([]);
  });

  test.each(['/cancel 1', '#1 drop', '/stop'])('is destroyed at %s', async (words) => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(70_000);
    const page = home.ledger().attempt(1)?.pageGeneration ?? '';
    expect(home.ledger().pageIsDead(page)).toBe(false);
    await home.says(words);
    await home.pass(5_000);
    expect(home.ledger().pageIsDead(page)).toBe(true);
  });

  test('is destroyed when its command is deleted for everyone', async () => {
    const command = home.world.ownerWrites('/schedule in 10 seconds to Mum: hello');
    await home.pass(2_000);
    home.world.faults.failWithoutNack(1);
    await home.pass(70_000);
    const page = home.ledger().attempt(1)?.pageGeneration ?? '';
    home.world.ownerRevokes(command);
    await home.pass(5_000);
    expect(home.ledger().pageIsDead(page)).toBe(true);
  });

  test('of an earlier process costs the next one no page of its own', async () => {
    await heldByPage();
    await home.kill();
    await home.pass(60 * minute);
    home.world.faults.restoreNetwork();
    let recycled = 0;
    await home.boot();
    home.whatsapp().onCall = (verb) => {
      if (verb === 'recycle') recycled++;
    };
    await home.pass(10 * minute);
    expect(recycled).toBe(0);
    expect(home.root().bot.caughtUp()).toBe(true);
  });
});
