/** (4) What keeps the bot from telling anything in WhatsApp, and who has an owner's number, are alarms, once for each time. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AlertPort } from '../../src/core/alarm.ts';
import { createHome, type Home } from '../sim/home.ts';

const second = 1_000;
const minute = 60 * second;

let home: Home;
let posts: string[];
const lines = (): readonly string[] => posts;
const alert: AlertPort = {
  async post(line) {
    posts.push(line);
    return 'accepted';
  },
};

beforeEach(async () => {
  posts = [];
  home = await createHome({ alert });
  home.heard();
});
afterEach(() => home.close());

describe('a logout', () => {
  test('cannot be told in WhatsApp, and is an alarm, once', async () => {
    home.whatsapp().logOut();
    await home.pass(10 * second);
    expect(lines()).toEqual(['Sendonce: logged out']);
    await home.pass(30 * second);
    expect(posts).toHaveLength(1);
    await home.pass(5 * minute);
    expect(home.whatsapp().link().state).toBe('connected');
    home.whatsapp().logOut();
    await home.pass(10 * second);
    expect(lines()).toEqual(['Sendonce: logged out', 'Sendonce: logged out']);
  });
});

describe('an account that WhatsApp refuses', () => {
  test('is an alarm, once for each time, and told in the chat as soon as there is one', async () => {
    home.whatsapp().block(20 * minute);
    await home.pass(12 * minute);
    expect(lines()).toEqual(['Sendonce: blocked']);
    await home.pass(20 * minute);
    expect(home.heard().join('\n')).toContain('WhatsApp refused this account.');
    home.whatsapp().block(minute);
    await home.pass(10 * minute);
    expect(lines()).toEqual(['Sendonce: blocked', 'Sendonce: blocked']);
  });

  test('is no other alarm where the session is only in use elsewhere: that sets the breaker', async () => {
    home.whatsapp().conflict();
    await home.pass(10 * minute);
    expect(lines()).toEqual(['Sendonce: breaker: conflict']);
  });
});

describe('a WhatsApp Web that lacks a part', () => {
  const deploy = async (ability: 'send' | 'read' | null): Promise<void> => {
    const lacking = ability === null ? [] : [{ ability, name: 'WAWebSomething.member' }];
    home.whatsapp().deploy({ lacking });
    home.whatsapp().crashPage();
    await home.pass(5 * second);
  };

  test.each(['send', 'read'] as const)(
    'of what it takes to %s is an alarm, once until a whole one is there',
    async (ability) => {
      await deploy(ability);
      expect(lines()).toEqual(['Sendonce: cannot send: WhatsApp Web has changed']);
      home.world.faults.cutNetwork();
      await home.pass(minute);
      home.world.faults.restoreNetwork();
      await home.pass(5 * minute);
      expect(posts).toHaveLength(1);
      await deploy(null);
      await deploy(ability);
      expect(posts).toHaveLength(2);
    },
  );

  test('of a feature only is none', async () => {
    home.whatsapp().deploy({ lacking: [{ ability: 'typing', name: 'WAWebSomething.member' }] });
    home.whatsapp().crashPage();
    await home.pass(5 * minute);
    expect(posts).toEqual([]);
  });
});

test('another account behind an owner’s number is an alarm, once for each', async () => {
  await home.close();
  const owner = { phone: '+447700900002', chatId: '447700900002@c.us' };
  home = await createHome({ alert, owners: [owner.phone] });
  await home.pass(5 * second);
  const writes = async (waId: string, lid: string): Promise<void> => {
    const ids = [lid, owner.chatId];
    home.whatsapp().reports({
      kind: 'inbound',
      message: {
        ...{ waId, chatIds: ids, authorIds: ids, text: '/stop', at: home.clock.now() },
        ...{ forwarded: false, quotedWaId: null, file: null, fromMe: false },
      },
    });
    await home.pass(5 * second);
  };
  await writes('3A01', '27399999999998@lid');
  await writes('3A02', '27399999999998@lid');
  expect(lines()).toEqual(['Sendonce: an owner number belongs to another account']);
  await writes('3A03', '27399999999999@lid');
  expect(posts).toHaveLength(2);
});
