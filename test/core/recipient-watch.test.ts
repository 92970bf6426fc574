import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

const minute = 60_000;

describe('the recipient of what is due soon', () => {
  let home: Home;
  const faults = () => home.world.faults;
  beforeEach(async () => {
    home = await createHome({ memory: true });
  });
  afterEach(() => home.close());
  const held = async () => {
    await home.pass(3 * minute);
    return home.heard().join('\n\n');
  };

  test('is the one it was armed for: it goes, and nobody is asked', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    await home.pass(11 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(home.heard().join()).not.toMatch(/held|called/);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('has given the number away: held two minutes before, asked, and nobody gets it', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    faults().passNumber('Mum', 'Anna');
    await home.pass(7 * minute);
    expect(home.message(1).status).toBe('scheduled');
    const asked = await held();
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'recipient_changed' });
    expect(asked).toContain(
      '✋ #1 to Mum held:\nthe number …0002 and the account\nyou chose do not belong together',
    );
    expect(asked).toContain('"send" goes to that number,\nwhoever has it now');
    await home.pass(20 * minute);
    for (const name of ['Mum', 'Anna']) expect(home.world.timesReceived(name, 'hello')).toBe(0);
  });

  test('has changed hands, and the owner says send: it goes there once, and nobody asks again', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    faults().passNumber('Mum', 'Anna');
    await home.pass(9 * minute);
    home.heard();
    expect(await home.says('#1 send')).not.toMatch(/held/);
    await home.pass(5 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(home.world.timesReceived('Anna', 'hello')).toBe(1);
  });

  test('has changed hands a second time after the owner’s word: that word was not for this one', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    faults().passNumber('Mum', 'Anna');
    await home.pass(9 * minute);
    await home.says('#1 send');
    faults().passNumber('Anna', 'Łukasz');
    await home.pass(10 * minute);
    expect(home.message(1).status).not.toBe('sent');
    for (const name of ['Mum', 'Anna', 'Łukasz']) expect(home.world.timesReceived(name, 'hello')).toBe(0);
  });

  test('has taken another number: held and asked', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    faults().moveNumber('Mum', '+447700900802');
    await home.pass(9 * minute);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'recipient_changed' });
  });

  test.each([
    ['has left WhatsApp', () => faults().leaveWhatsApp('Mum'), 'nobody has that number on WhatsApp now'],
    ['was blocked', () => faults().blockContact('Mum', true), 'you have blocked this contact'],
  ])('%s: held and asked', async (_, change, words) => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    change();
    await home.pass(7 * minute);
    expect(await held()).toContain(`✋ #1 to Mum held:\n${words}`);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'recipient_unreachable' });
    expect(home.world.timesReceived('Mum', 'hello')).toBe(0);
  });

  test.each([
    ['was left', () => faults().leaveGroup('Family'), 'you are no longer in that group'],
    ['is for admins alone', () => faults().readOnly('Family', true), 'only admins can write in that group'],
  ])('is a group that %s: held and asked', async (_, change, words) => {
    await home.says('/schedule in 10 minutes to Family: hello');
    await home.says('yes');
    change();
    await home.pass(7 * minute);
    expect(await held()).toContain(`✋ #1 to Family held:\n${words}`);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(0);
  });

  test('of several is gone, each for its own reason: one list that says which', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    await home.says('/schedule in 10 minutes to Łukasz: hello');
    await home.says('/schedule in 10 minutes to Family: hello');
    await home.says('yes');
    faults().cutNetwork();
    faults().blockContact('Mum', true);
    faults().leaveWhatsApp('Łukasz');
    faults().leaveGroup('Family');
    await home.pass(9 * minute);
    faults().restoreNetwork();
    await home.pass(minute);
    const list = home.heard().find((text) => text.includes('✋')) ?? '';
    expect(list).toContain('✋ 3 messages held:\nWhatsApp takes nothing for them now.');
    expect(list).toMatch(/\) #1 Mum \S+: you blocked them\n/);
    expect(list).toMatch(/\) #2 Łukasz \S+: nobody has that number\n/);
    expect(list).toMatch(/\) #3 Family \S+: you left the group\n/);
  });

  test('is called otherwise: told once, and it goes', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    await home.says('/schedule in 30 minutes to Mum: again');
    faults().renameContact('Mum', 'Mama');
    await home.pass(9 * minute);
    expect(home.heard()).toEqual(['ℹ️ Mum is now called Mama.\n#1 still goes to …0002.']);
    await home.pass(30 * minute);
    expect(home.heard().join()).not.toContain('called');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.world.timesReceived('Mum', 'again')).toBe(1);
  });

  test('became another one while nobody was connected: held before anything overdue goes', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    await home.pass(5 * minute);
    faults().cutNetwork();
    faults().passNumber('Mum', 'Anna');
    await home.pass(7 * minute);
    faults().restoreNetwork();
    await home.pass(minute);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'recipient_changed' });
    for (const name of ['Mum', 'Anna']) expect(home.world.timesReceived(name, 'hello')).toBe(0);
  });

  test('became another one in the last moment: the page refuses, and it never left', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    await home.pass(10 * minute - 10_000);
    faults().passNumber('Mum', 'Anna');
    await home.pass(minute);
    expect(home.message(1).status).toBe('failed');
    expect(home.heard().join()).toContain('the number has changed hands since.\nIt never left.');
    for (const name of ['Mum', 'Anna']) expect(home.world.timesReceived(name, 'hello')).toBe(0);
  });

  test('is not known, since WhatsApp says nothing: that holds nothing', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    home.whatsapp().recipient = async () => ({ kind: 'unreachable' });
    await home.pass(11 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('says nothing, and is asked again half a minute later: held then', async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
    faults().passNumber('Mum', 'Anna');
    const { recipient } = home.whatsapp();
    home.whatsapp().recipient = async () => ({ kind: 'unreachable' });
    await home.pass(8 * minute + 5_000);
    home.whatsapp().recipient = recipient;
    await home.pass(minute);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'recipient_changed' });
  });

  test('is asked for once for several messages, and not again within ten minutes', async () => {
    for (const text of ['one', 'two', 'three']) await home.says(`/schedule in 10 minutes to Mum: ${text}`);
    for (let answers = 0; answers < 3; answers++) await home.says('yes');
    let asked = 0;
    home.whatsapp().onCall = (verb) => {
      if (verb === 'recipient') asked++;
    };
    await home.pass(12 * minute);
    expect(asked).toBe(1);
  });
});

describe('a recipient to whom nothing can be written', () => {
  let home: Home;
  beforeEach(async () => {
    home = await createHome({ memory: true });
  });
  afterEach(() => home.close());

  test.each([
    [
      'a group that was left',
      'Family',
      (one: Home) => one.world.faults.leaveGroup('Family'),
      /no longer\nin the group "Family"/,
    ],
    [
      'a group of admins',
      'Family',
      (one: Home) => one.world.faults.readOnly('Family', true),
      /only admins\ncan write in "Family"/,
    ],
    [
      'somebody blocked',
      'Anna',
      (one: Home) => one.world.faults.blockContact('Anna', true),
      /you have blocked\n"Anna"/,
    ],
    ['a number nobody has', 'Anna', (one: Home) => one.world.faults.leaveWhatsApp('Anna'), /not on WhatsApp/],
  ])('is refused when scheduling: %s', async (_, name, change, words) => {
    change(home);
    const answer = await home.says(`/schedule in 10 minutes to ${name}: hello`);
    expect(answer).toMatch(/^🚫 Nothing scheduled/);
    expect(answer).toMatch(words);
    expect(home.ledger().count({})).toBe(0);
  });
});
