/** (9) A group commands once an owner has written the code there that the bot's machine shows, and then an owner alone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
afterEach(() => home.close());

const minute = 60_000;
/** Of both kinds still: what cannot be a code is no try. */
const wrong = (code: string): string => code.replace(/[A-Z]/, (letter) => (letter === 'A' ? 'B' : 'A'));
const code = (): string => home.root().bot.openGroupCode().code;
const rooms = () => home.world.rooms;
const stopped = () => home.ledger().latch('stopped') !== null;

/** What the bot said in a group. */
const saidIn = (groupId: string): readonly string[] =>
  rooms()
    .lines(groupId)
    .filter(({ from }) => from === 'page')
    .map(({ text }) => text);
const family = '120363000000000002@g.us';
const parents = '120363000000000001@g.us';

async function writes(
  text: string,
  more: { readonly author?: string; readonly group?: string; readonly forwarded?: boolean } = {},
): Promise<void> {
  const { group = 'Family', ...rest } = more;
  rooms().writes(group, text, rest);
  await home.pass(2_000);
}

async function claimed(): Promise<void> {
  await writes(code());
  home.heard();
}

describe('on the owner’s own account', () => {
  beforeEach(async () => {
    home = await createHome();
    home.heard();
  });

  test('a code has ten characters of both kinds that nobody confuses, and is another one each time', () => {
    const codes = Array.from({ length: 200 }, code);
    for (const one of codes) {
      expect(one).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
      expect(one).toMatch(/\d/);
      expect(one).toMatch(/[A-Z]/);
    }
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('before it is claimed a group commands nothing, whoever writes there', async () => {
    await writes('/stop');
    await writes('/stop', { author: 'Anna' });
    expect(stopped()).toBe(false);
    expect(saidIn(family)).toEqual([]);
  });

  test.each([
    ['alone', (one: string) => one],
    ['in small letters, divided', (one: string) => `${one.slice(0, 5)}-${one.slice(5)}`.toLowerCase()],
    ['behind the verb', (one: string) => `/claim ${one}`],
  ])('the code %s claims the group, and both chats are told', async (_, typed) => {
    await writes(typed(code()));
    expect(saidIn(family).join()).toMatch(/^✅ This group now commands me\./);
    expect(home.heard().join()).toMatch(/ℹ️ A group now commands me too\./);
    await writes('/list');
    expect(saidIn(family).at(-1)).toMatch(/Nothing scheduled/);
    await writes('/stop');
    expect(stopped()).toBe(true);
    expect(home.heard()).toEqual([]);
  });

  test('in it the author must be an owner, and the words their own', async () => {
    await claimed();
    await writes('/stop', { author: 'Anna' });
    await writes('/stop', { forwarded: true });
    home.world.personWrites('Mum', '/stop', { group: 'Family' });
    await home.pass(2_000);
    expect(stopped()).toBe(false);
    await writes('/stop', { group: '7B parents' });
    expect(stopped()).toBe(false);
    await writes('/stop');
    expect(stopped()).toBe(true);
  });

  test('what the owner writes in the very second of the claim is carried out', async () => {
    await home.pass(1_000 - (home.clock.now() % 1_000));
    rooms().writes('Family', code());
    rooms().writes('Family', '/stop');
    await home.pass(2_000);
    expect(stopped()).toBe(true);
  });

  test('what stood there before is no command, the code itself included', async () => {
    await writes('/schedule in 1 hour to Mum: before');
    await home.pass(2_000);
    await claimed();
    home.world.faults.cutNetwork();
    await home.pass(2_000);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    expect(home.ledger().messages({})).toEqual([]);
    expect(saidIn(family)).toHaveLength(1);
  });

  test('(6) what an owner writes there while the bot is away is read and carried out, and nobody else’s', async () => {
    await claimed();
    await writes('/schedule in 5 minutes to Mum: beaten');
    await home.kill();
    rooms().writes('Family', '/stop', { author: 'Anna' });
    rooms().writes('Family', '/cancel 1');
    await home.pass(10 * minute);
    await home.boot();
    await home.pass(2_000);
    expect(home.message(1).status).toBe('cancelled');
    expect(saidIn(family).at(-1)).toMatch(/🚫 #1 to Mum cancelled/);
    expect(stopped()).toBe(false);
    expect(home.world.inbox('Mum').filter(({ text }) => text === 'beaten')).toHaveLength(0);
  });

  test('a command that an administrator deletes there stands, however that is learned; its author’s deletion counts', async () => {
    await claimed();
    await writes('/schedule in 1 hour to Mum: one');
    await writes('/schedule in 1 hour to Anna: two');
    const [first, second] = rooms()
      .lines(family)
      .filter(({ text }) => text.startsWith('/schedule'));
    rooms().revokes(first?.waId ?? '', 'Anna');
    await home.pass(2_000);
    home.world.faults.cutNetwork();
    await home.pass(2_000);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    expect(home.message(1).status).toBe('scheduled');
    rooms().revokes(second?.waId ?? '');
    await home.pass(2_000);
    expect(home.message(2).status).toBe('cancelled');
  });

  test('what a member writes and nobody can read holds nothing up; an owner’s does', async () => {
    await claimed();
    await writes('/schedule in 5 seconds to Mum: on time');
    rooms().writes('Family', '/cancel 1', { author: 'Anna', keysAfterMs: 15_000 });
    await home.pass(6_000);
    expect(home.world.timesReceived('Mum', 'on time')).toBe(1);
    await writes('/schedule in 5 seconds to Mum: beaten');
    rooms().writes('Family', '/cancel 2', { keysAfterMs: 10_000 });
    await home.pass(30_000);
    expect(home.message(2).status).toBe('cancelled');
    expect(home.world.timesReceived('Mum', 'beaten')).toBe(0);
  });

  test('after five wrong ones the right one is wrong too, and only the owner hears of it', async () => {
    const right = code();
    for (const left of [4, 3, 2, 1]) {
      await writes(wrong(right));
      expect(home.heard().join()).toContain(`${left} ${left === 1 ? 'try' : 'tries'} left`);
    }
    await writes(`/claim ${wrong(right)}`);
    expect(home.heard().join()).toContain('five times');
    await writes(right);
    expect(home.heard()).toEqual([]);
    await writes('/stop');
    expect(stopped()).toBe(false);
    expect(saidIn(family)).toEqual([]);
  });

  test('what others try, and what WhatsApp reports again, costs no try', async () => {
    const right = code();
    for (let tries = 0; tries < 6; tries++) await writes(wrong(right), { author: 'Anna' });
    await writes(right, { author: 'Anna' });
    expect(saidIn(family)).toEqual([]);
    const again = { ...{ fromMe: true, forwarded: false, quotedWaId: null, file: null }, waId: '3A77' };
    const message = { ...again, chatIds: [family], authorIds: home.world.selfIds, text: wrong(right) };
    for (let reports = 0; reports < 6; reports++)
      home.whatsapp().reports({ kind: 'inbound', message: { ...message, at: home.clock.now() } });
    await home.pass(2_000);
    expect(home.heard()).toHaveLength(1);
    await writes(right);
    expect(saidIn(family)).toHaveLength(1);
  });

  test('a kill between the try and its answer gives no try back', async () => {
    const right = code();
    await writes(wrong(right));
    const { ledger } = home.root().ground;
    const { write } = ledger;
    let writesLeft = 1;
    const cut = (act: Parameters<typeof write>[0]) => {
      if (writesLeft-- <= 0) throw new Error('killed');
      return write(act);
    };
    for (let tries = 0; tries < 4; tries++) {
      Object.assign(ledger, { write: cut });
      writesLeft = 1;
      const about = { waId: `3A8${tries}`, chatIds: [family], fromMe: true, authorIds: home.world.selfIds };
      const words = {
        text: wrong(right),
        at: home.clock.now(),
        forwarded: false,
        quotedWaId: null,
        file: null,
      };
      home.whatsapp().reports({ kind: 'inbound', message: { ...about, ...words } });
      Object.assign(ledger, { write });
    }
    await home.kill();
    await home.boot();
    await writes(right);
    expect(saidIn(family)).toEqual([]);
  });

  test('ten minutes later it is too old, and so it is once the clock was set back', async () => {
    await writes(wrong(code()));
    const old = code();
    await home.pass(10 * minute);
    home.heard();
    await writes(old);
    expect(home.heard().join()).toContain('too old');
    const ahead = code();
    home.clock.step(-60 * minute);
    await writes(ahead);
    await home.pass(minute);
    expect(home.heard().join()).toContain('too old');
    expect(saidIn(family)).toEqual([]);
  });

  test('a new code takes the place of the one before', async () => {
    const old = code();
    const fresh = code();
    await writes(old);
    expect(saidIn(family)).toEqual([]);
    await writes(fresh);
    expect(saidIn(family)).toHaveLength(1);
  });

  test('a code claims one group and no other', async () => {
    const one = code();
    await writes(one);
    await writes(one, { group: '7B parents' });
    expect(saidIn(parents)).toEqual([]);
    await writes('/stop', { group: '7B parents' });
    expect(stopped()).toBe(false);
  });

  test('an owner’s chatter in a group is no try, and is not answered', async () => {
    code();
    for (const chatter of ['background', 'PLEASANTRY', '4477009000', 'see you there', '/list'])
      await writes(chatter);
    expect(home.heard()).toEqual([]);
  });

  test('another group takes the place of the first, which then neither commands nor hears anything', async () => {
    await claimed();
    await writes(code(), { group: '7B parents' });
    expect(saidIn(parents)).toHaveLength(1);
    expect(home.heard().join()).toContain('in place of the one before');
    const said = saidIn(family).length;
    await writes('/stop');
    expect(stopped()).toBe(false);
    expect(saidIn(family)).toHaveLength(said);
    await writes('/stop', { group: '7B parents' });
    expect(stopped()).toBe(true);
  });

  test('it outlives a restart, and a code does too', async () => {
    const one = code();
    await home.kill();
    await home.boot();
    await writes(one);
    await home.kill();
    await home.boot();
    await writes('/stop');
    expect(stopped()).toBe(true);
  });

  test('(4) what nobody asked for is told in the group; once the owner has left it, in their own chat, which says so', async () => {
    await claimed();
    const doubt = async (text: string): Promise<void> => {
      home.world.faults.failWithoutNack(1);
      await home.pass(2 * minute);
      expect(home.world.timesReceived('Mum', text)).toBe(0);
    };
    await writes('/schedule in 5 seconds to Mum: one');
    await doubt('one');
    expect(saidIn(family).join()).toContain("❔ #1 to Mum: I can't tell if it went.");
    expect(home.heard()).toEqual([]);
    rooms().leaves('Family', 'Alex Owner');
    await home.says('/schedule in 5 seconds to Mum: two');
    await doubt('two');
    const heard = home.heard().join('\n');
    expect(heard).toContain("❔ #2 to Mum: I can't tell if it went.");
    expect(heard.match(/not together any more|are not together/g)).toHaveLength(1);
    expect(saidIn(family).join()).not.toContain('#2');
    rooms().joins('Family', 'Alex Owner');
    await writes('/list');
    expect(saidIn(family).at(-1)).toContain('2 in doubt');
  });

  test('(4) a notice that the group does not take is told again where it is taken', async () => {
    await claimed();
    const { whatsapp } = home.root().ground;
    const { handOver } = whatsapp;
    let refused = 0;
    Object.assign(whatsapp, {
      handOver: (request: Parameters<typeof handOver>[0]) => {
        if (request.chatId === family) home.world.faults.nack(++refused);
        return handOver(request);
      },
    });
    await writes('/status');
    await home.pass(10_000);
    expect(refused).toBe(1);
    expect(home.heard().join()).toContain('🟢 Ready');
  });
});

describe('with a number of its own', () => {
  const mum = { phone: '+447700900002', chatId: '447700900002@c.us', lid: '27300000000002@lid' };
  beforeEach(async () => {
    home = await createHome({ owners: [mum.phone] });
  });
  const toMum = (): readonly string[] => home.world.inbox('Mum').map(({ text }) => text);

  test('an owner claims a group and commands in it; the account of the bot and other members do not', async () => {
    const right = code();
    await writes(right);
    await writes(right, { author: 'Anna' });
    expect(saidIn(family)).toEqual([]);
    await writes(right, { author: 'Mum' });
    expect(saidIn(family).join()).toMatch(/^✅ This group now commands me\./);
    expect(toMum().join()).toContain('ℹ️ A group now commands me too');
    await writes('/stop');
    await writes('/stop', { author: 'Anna' });
    expect(stopped()).toBe(false);
    await writes('/stop', { author: 'Mum' });
    expect(stopped()).toBe(true);
  });

  test('(4) once the last owner is out of the group, notices go to that owner', async () => {
    await writes(code(), { author: 'Mum' });
    rooms().leaves('Family', 'Mum');
    home.world.personWrites('Mum', '/schedule in 5 seconds to Anna: one');
    await home.pass(2_000);
    home.world.faults.failWithoutNack(1);
    await home.pass(2 * minute);
    expect(toMum().join('\n')).toMatch(
      /are not together any more[\s\S]*❔ #1 to Anna|❔ #1 to Anna[\s\S]*are not/,
    );
    expect(saidIn(family)).toHaveLength(1);
  });

  test('the number that comes with another account is told once, to the pinned account alone, and not written to', async () => {
    const stranger = '27399999999999@lid';
    const words = { text: '/stop', forwarded: false, quotedWaId: null, file: null, fromMe: false };
    const ids = [stranger, mum.chatId];
    for (const waId of ['3A01', '3A02', '3A03'])
      home.whatsapp().reports({
        kind: 'inbound',
        message: { ...words, waId, chatIds: ids, authorIds: ids, at: home.clock.now() },
      });
    await home.pass(2_000);
    expect(stopped()).toBe(false);
    const told = home.world.wire().filter(({ text }) => text.includes('Another account wrote as …0002'));
    expect(told.map(({ chatId }) => chatId)).toEqual([mum.lid]);
    home.root().bot.emergencyStop();
    await home.pass(2_000);
    expect(home.world.wire().at(-1)).toMatchObject({ chatId: mum.lid });
  });

  test('WhatsApp’s own answer counts too; the number taken out of OWNERS for one start is believed anew', async () => {
    const { whatsapp } = home.root().ground;
    const other = { ...mum, lid: '27399999999999@lid' };
    Object.assign(whatsapp, {
      number: async () => ({ kind: 'chat', chat: { ...other, name: 'Mum', kind: 'person', size: null } }),
    });
    await home.pass(61 * minute);
    home.world.faults.cutNetwork();
    await home.pass(2_000);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    expect(toMum().filter((text) => text.includes('Another account'))).toHaveLength(1);
    expect(home.ledger().setting(`owner_lid:${mum.phone}`)).toBe(mum.lid);
    await home.kill();
    await home.boot({}, { owners: ['+447700900005'] });
    expect(home.ledger().setting(`owner_lid:${mum.phone}`)).toBeNull();
  });
});
