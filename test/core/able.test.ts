/** (1, 4) A WhatsApp Web that lacks a part of what we use: what needs it is switched off before a message is at stake. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lacks, maySend } from '../../src/core/able.ts';
import { type Ability, abilities, type Link } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const second = 1_000;
const minute = 60 * second;
const lacking = (ability: Ability) => ({ lacking: [{ ability, name: 'WAWebSomething.member' }] });

/** WhatsApp deploys it, and the page comes up with it. */
async function deploy(build: Parameters<ReturnType<Home['whatsapp']>['deploy']>[0]): Promise<void> {
  home.whatsapp().deploy(build);
  home.whatsapp().crashPage();
  await home.pass(5 * second);
}

describe.each(['send', 'read'] as const)('a build without a part of what %s needs', (ability) => {
  test('claims nothing and tells nothing; a whole one within grace sends it, once', async () => {
    await home.says('/schedule in 1 minute to Mum: later then');
    await deploy(lacking(ability));
    let handed = 0;
    home.whatsapp().onCall = (verb) => {
      if (verb === 'handOver') handed += 1;
    };
    await home.pass(5 * minute);
    expect(home.message(1).status).toBe('scheduled');
    expect(home.ledger().attempt(1)).toBe(null);
    expect(handed).toBe(0);
    await deploy({});
    await home.pass(30 * second);
    expect(home.message(1).status).toBe('sent');
    expect(home.world.timesReceived('Mum', 'later then')).toBe(1);
  });

  test('lets the grace pass, and then it is missed and not failed', async () => {
    await home.says('/schedule in 1 minute to Mum: too late');
    await deploy(lacking(ability));
    await home.pass(20 * minute);
    expect(home.message(1).status).toBe('missed');
    await deploy({});
    await home.pass(minute);
    expect(home.heard().join('\n')).toContain('#1');
    expect(home.world.timesReceived('Mum', 'too late')).toBe(0);
  });

  test('takes a stop all the same', async () => {
    await home.says('/schedule in 2 minutes to Mum: stopped');
    await deploy(lacking(ability));
    home.world.ownerWrites('/stop');
    await home.pass(5 * second);
    expect(home.ledger().latch('stopped')).not.toBe(null);
  });
});

test('a build that cannot send has no heartbeat, so that whoever waits for it rings', async () => {
  await home.close();
  let beats = 0;
  home = await createHome({
    heartbeat: {
      beat: async () => {
        beats += 1;
        return 'accepted';
      },
    },
  });
  await home.pass(5 * minute);
  expect(beats).toBeGreaterThan(3);
  await deploy(lacking('send'));
  const before = beats;
  await home.pass(10 * minute);
  expect(beats).toBeLessThanOrEqual(before + 1);
  await deploy({});
  await home.pass(5 * minute);
  expect(beats).toBeGreaterThan(before + 3);
});

test('a build without a feature that no message needs sends', async () => {
  await home.says('/schedule in 1 minute to Mum: on time');
  await deploy({
    lacking: abilities
      .filter((one) => one !== 'send' && one !== 'read')
      .flatMap((one) => lacking(one).lacking),
  });
  await home.pass(2 * minute);
  expect(home.message(1).status).toBe('sent');
});

test('nobody lacks anything before it is known what is there', () => {
  const link: Link = { state: 'syncing' };
  for (const ability of abilities) expect(lacks(link, ability)).toBe(false);
  expect(maySend(link)).toBe(false);
});

test('a build that tells no names says so for a name, and schedules by number and to oneself', async () => {
  home.whatsapp().contacts = async () => ({ kind: 'unable', lacking: 'WAWebCollections.Contact' });
  expect(await home.says('/schedule in 1 minute to Mum: by name')).toBe(
    '🚫 Nothing scheduled: this WhatsApp Web\ntells me no names. A number still works:\nwrite it like +447700900002.',
  );
  expect(await home.says('/schedule in 1 minute to +447700900002: by number')).toContain('#1 scheduled');
  expect(await home.says('/schedule in 1 minute to me: to myself')).toContain('#2 scheduled');
  await home.pass(2 * minute);
  expect(home.world.timesReceived('Mum', 'by number')).toBe(1);
  expect(home.message(2).status).toBe('sent');
});

test('a build that cannot look numbers up says so for a number, and schedules by name', async () => {
  home.whatsapp().number = async () => ({ kind: 'unable', lacking: 'WAWebQueryExistsJob' });
  expect(await home.says('/schedule in 1 minute to +447700900002: by number')).toContain(
    'cannot look numbers up',
  );
  expect(await home.says('/schedule in 1 minute to Mum: by name')).toContain('#1 scheduled');
  await home.pass(2 * minute);
  expect(home.world.timesReceived('Mum', 'by name')).toBe(1);
});
