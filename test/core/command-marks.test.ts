/** (1, 4, 9) How a command stands, as the bot's reaction to it: decoration, which delays, replaces and commands nothing. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandEmojis } from '../../src/core/command-state.ts';
import { wordsOf } from '../../src/core/reaction.ts';
import { createHome, type Home } from '../sim/home.ts';

const second = 1_000;
const minute = 60 * second;

let home: Home;
/** What the page was asked for, and whether anything more important waited then. */
let asked: { waId: string; emoji: string; at: number; chatIds: readonly string[]; busy: boolean }[];

/** Counts what the living page is asked for. */
function watch(): void {
  const page = home.whatsapp();
  const { react } = page;
  page.react = (chatIds, waId, emoji) => {
    const ledger = home.ledger();
    const busy =
      ledger.noticesWaiting().length + ledger.openTellings().length > 0 ||
      ledger.count({ statuses: ['sending'] }) > 0;
    asked.push({ waId, emoji, at: home.clock.now(), chatIds, busy });
    return react(chatIds, waId, emoji);
  };
}
beforeEach(async () => {
  asked = [];
  home = await createHome({ memory: true });
  watch();
  home.heard();
});
afterEach(() => home.close());

/** The owner writes it; returns its id. */
async function writes(text: string): Promise<string> {
  const waId = home.world.ownerWrites(text);
  await home.pass(10 * second);
  return waId;
}
const shows = (waId: string) => home.world.control().find((line) => line.waId === waId)?.reaction ?? null;
const emojis = (waId: string) => asked.filter((one) => one.waId === waId).map(({ emoji }) => emoji);

describe('a command shows', () => {
  test('⏰ while what it armed is scheduled, and ✅ once it was sent', async () => {
    const waId = await writes('/schedule in 1 minute to Mum: hello');
    expect(shows(waId)).toBe('⏰');
    await home.pass(minute + 10 * second);
    expect(emojis(waId)).toEqual(['⏰', '✅']);
    expect(shows(waId)).toBe('✅');
  });

  test('🚫 once it was cancelled', async () => {
    const waId = await writes('/schedule in 1 hour to Mum: hello');
    await writes('/cancel 1');
    expect(shows(waId)).toBe('🚫');
  });

  test('⚠️ for what was refused or missed, and 🚫 once the owner dropped it', async () => {
    const waId = await writes('/schedule in 20 seconds to Mum: hello');
    home.world.faults.nack(1);
    await home.pass(minute);
    expect(shows(waId)).toBe('⚠️');
    await writes('drop');
    expect(shows(waId)).toBe('🚫');
  });

  test('❔ for what is in doubt, and what was sent in its place', async () => {
    const waId = await writes('/schedule in 20 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(2 * minute);
    expect(shows(waId)).toBe('❔');
    await writes('again');
    const answer = await writes('yes');
    await home.pass(minute);
    expect(home.message(2)).toMatchObject({ status: 'sent', replaces: 1 });
    expect(shows(waId)).toBe('✅');
    expect(shows(answer)).toBe('✅');
  });

  test('nothing where it armed nothing', async () => {
    const waId = await writes('/list');
    expect(asked).toEqual([]);
    expect(shows(waId)).toBe(null);
  });

  test('🎭 for what was only rehearsed', async () => {
    await home.close();
    home = await createHome({ memory: true, settings: { dryRun: true } });
    watch();
    const waId = await writes('/schedule in 20 seconds to Mum: hello');
    await home.pass(minute);
    expect(shows(waId)).toBe('🎭');
  });
});

describe('of several messages of one command', () => {
  const three = async (): Promise<string> => {
    const waId = home.world.ownerWrites('/schedule in 1 minute to Mum, Anna, Łukasz: hello');
    await home.pass(2 * second);
    await writes('yes');
    expect(shows(waId)).toBe('⏰');
    return waId;
  };

  test('one that was taken back does not count, as long as there is another', async () => {
    const waId = await three();
    await writes('/cancel 1');
    expect(shows(waId)).toBe('⏰');
    await home.pass(2 * minute);
    expect(emojis(waId)).toEqual(['⏰', '✅']);
  });

  test('all of them taken back is 🚫', async () => {
    const waId = await three();
    await writes('/cancel 1-3');
    expect(shows(waId)).toBe('🚫');
  });

  test('the worst one shows: not sent before in doubt before still to go before sent', async () => {
    const waId = await three();
    home.world.faults.failWithoutNack(1);
    await home.pass(3 * minute);
    expect(home.message(1).status).toBe('in_doubt');
    expect(home.message(3).status).toBe('sent');
    expect(shows(waId)).toBe('❔');
    expect(commandEmojis).toEqual(['⚠️', '❔', '⏰', '✅', '🎭', '🚫']);
  });
});

describe('a reaction', () => {
  test('is made only after what the bot has to say, and with nothing on its way', async () => {
    for (let index = 0; index < 8; index++) {
      home.world.ownerWrites(`/schedule in ${20 + 7 * index} seconds to Mum: number ${index}`);
      await home.pass(700);
    }
    await home.pass(3 * minute);
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter(({ busy }) => busy)).toEqual([]);
  });

  test('does not move a send by a moment, even where the page hangs over it', async () => {
    home.whatsapp().react = () => new Promise(() => undefined);
    await writes('/schedule in 1 minute to Mum: hello');
    const { dueAt } = home.message(1);
    await home.clock.advanceTo(dueAt + 500);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.heard().join('\n')).toContain('#1 scheduled');
    expect(await home.says('/list all')).toContain('#1');
  });

  test('comes one at a time and paced, and of each command only the latest state', async () => {
    const commands: string[] = [];
    for (let index = 0; index < 60; index++)
      commands.push(home.world.ownerWrites(`/schedule in ${index + 60} minutes to Mum: number ${index}`));
    await home.pass(20 * second);
    for (const waId of commands.slice(30)) home.world.ownerRevokes(waId);
    await home.pass(10 * minute);
    asked.slice(1).forEach(({ at }, index) => {
      expect(at - (asked[index]?.at ?? 0)).toBeGreaterThanOrEqual(3 * second);
    });
    for (const waId of commands.slice(0, 30)) expect(emojis(waId)).toEqual(['⏰']);
    for (const waId of commands.slice(40)) expect(emojis(waId)).toEqual(['🚫']);
  });

  test('is none in a WhatsApp Web that cannot react, nor while nothing may be sent', async () => {
    home.whatsapp().deploy({ lacking: [{ ability: 'react', name: 'WAWebSendReactionMsgAction' }] });
    home.whatsapp().crashPage();
    await home.pass(5 * second);
    const waId = await writes('/schedule in 1 hour to Mum: hello');
    expect(asked).toEqual([]);
    await writes('/stop');
    home.whatsapp().deploy({});
    home.whatsapp().crashPage();
    await home.pass(minute);
    expect(asked).toEqual([]);
    await writes('/resume');
    expect(emojis(waId)).toEqual(['⏰']);
  });

  test('that an outage came before is made once afterwards, as things stand then', async () => {
    const waId = await writes('/schedule in 1 minute to Mum: hello');
    home.world.faults.cutNetwork();
    await home.pass(30 * minute);
    expect(emojis(waId)).toEqual(['⏰']);
    home.world.faults.restoreNetwork();
    await home.pass(5 * minute);
    expect(emojis(waId)).toEqual(['⏰', '⚠️']);
  });

  test('that broke off with its connection is made once more in the next one', async () => {
    const page = home.whatsapp();
    const { react } = page;
    page.react = (...values) => {
      if (asked.length === 0) home.world.faults.cutNetwork();
      return react(...values);
    };
    const waId = await writes('/schedule in 1 hour to Mum: hello');
    await home.pass(minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(emojis(waId)).toEqual(['⏰', '⏰']);
    expect(shows(waId)).toBe('⏰');
  });

  test('is not made again by the next process, and what the last one left is', async () => {
    const first = await writes('/schedule in 1 hour to Mum: hello');
    const second = home.world.ownerWrites('/schedule in 2 hours to Mum: later');
    await home.pass(1_500);
    await home.kill();
    await home.boot();
    watch();
    await home.pass(minute);
    expect(emojis(first)).toEqual(['⏰']);
    expect(emojis(second)).toEqual(['⏰']);
  });

  test('goes to the control chat alone, and to no group that commands no more', async () => {
    const { code } = home.root().bot.openGroupCode();
    home.world.rooms.writes('Family', code);
    await home.pass(5 * second);
    home.world.rooms.writes('Family', '/schedule in 1 minute to Mum: from the group');
    await home.pass(10 * second);
    expect(asked.map(({ chatIds }) => chatIds)).toEqual([['120363000000000002@g.us']]);
    home.world.rooms.writes('7B parents', home.root().bot.openGroupCode().code);
    await home.pass(2 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(asked).toHaveLength(1);
    await writes('/schedule in 1 hour to Mum: from the chat');
    expect(asked.at(-1)?.chatIds.every((id) => home.world.selfIds.includes(id))).toBe(true);
  });

  test('of our own is no word of the owner’s, whichever it is', async () => {
    const waId = await writes('/schedule in 1 hour to Mum: hello');
    home.heard();
    const [chatId = ''] = home.world.selfIds;
    for (const emoji of commandEmojis) {
      const reaction = {
        ...({ kind: 'reaction', chatIds: [chatId], fromMe: true, byIds: home.world.selfIds } as const),
        ...{ emoji, at: home.clock.now() },
      };
      for (const target of [waId, home.lastLine()]) {
        expect(wordsOf(home.ledger(), { ...reaction, waId: target }, home.clock.now())).toBe(null);
        home.whatsapp().reports({ ...reaction, waId: target });
      }
    }
    await home.pass(5 * second);
    expect(home.heard()).toEqual([]);
    expect(home.message(1).status).toBe('scheduled');
  });
});
