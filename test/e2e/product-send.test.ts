import { describe, expect, test } from 'vitest';
import { messagesOf } from './product-messages.ts';
import { builds, now, reached, startedProduct, until } from './product-rig.ts';

describe.each(builds)('the product, on the $keyBuild build with the self chat by $selfChat', (build) => {
  const product = startedProduct(build);
  const world = () => product().simulator.world;

  test('welcomes the owner in their own chat after the first link', async () => {
    expect(await until('the welcome', () => product().heard())).toContain('Sendonce is linked');
  });

  test('arms, sends once at its second, and tells one story everywhere', async () => {
    const armed = await product().says('/schedule in 4 seconds to Mum: Happy birthday!');
    expect(armed).toMatch(/^⏰ #1 scheduled\nto Mum \(…0002\)\n/);
    await until('the delivery', () => world().timesReceived('Mum', 'Happy birthday!') > 0);
    const [received] = world().inbox('Mum');
    const status = (await (await product().get('/api/status', true)).json()) as {
      messages: Record<string, number>;
    };
    expect(status.messages).toMatchObject({ scheduled: 0 });
    await until('the ack', async () => {
      const now = (await (await product().get('/api/status', true)).json()) as {
        messages: Record<string, number>;
      };
      return now.messages.sent === 1;
    });
    await product().asks('/show 1', /sent: WhatsApp confirmed it/);
    expect(await product().says('/why 1')).toMatch(
      /scheduled: you said so[\s\S]*on its way: its time came[\s\S]*sent: /,
    );
    expect(await product().says('/list')).toContain('Nothing scheduled');
    expect(await product().says('/list all')).toContain('✅ #1');
    expect(world().timesReceived('Mum', 'Happy birthday!')).toBe(1);
    const due = /"lateMs":(\d+)/.exec(product().output())?.[1];
    console.log(
      `lateness of the claim: ${due} ms; on the phone at ${new Date(received?.at ?? 0).toISOString()}`,
    );
    expect(Number(due)).toBeGreaterThanOrEqual(0);
  });

  test('sends two parts to a group and to two people in order, once each', async () => {
    await product().says(
      '/schedule in 10 seconds to Family, Chris Jones, Zoe Muller: first part\n---\nsecond part',
    );
    expect(await product().says('👍')).toMatch(/^⏰ #2–#7 scheduled/);
    for (const name of ['Łukasz', 'Chris Jones', 'Zoë Müller'])
      await until(`both parts at ${name}`, () => world().timesReceived(name, 'second part') > 0);
    for (const name of ['Łukasz', 'Chris Jones', 'Zoë Müller']) {
      const texts = world()
        .inbox(name)
        .map(({ text }) => text);
      expect(texts).toEqual(['first part', 'second part']);
    }
  });

  test('a cancel before its time is true', async () => {
    const due = now() + 8_000;
    await product().says('/schedule in 8 seconds to Anna: never');
    expect(await product().says('/cancel last')).toMatch(/#8 to Anna cancelled\. It never left\./);
    await messagesOf(product()).anotherAfter(due);
    expect(world().timesReceived('Anna', 'never')).toBe(0);
  });

  test('strangers, groups, repeats and its own words command nothing', async () => {
    world().personWrites('Stranger', '/stop');
    world().personWrites('Anna', '/schedule in 1 second to me: hacked', { group: 'Family' });
    world().ownerWritesTo('Mum', '/stop');
    world().faults.repeatNextInbound();
    const armed = await product().says('/schedule in 1 hour to me: /stop');
    const [, id] = /^⏰ (#\d+) scheduled/.exec(armed) ?? [];
    expect(id).toBeDefined();
    expect(await product().says('/list')).toContain('1 scheduled');
    expect(await product().stands()).not.toBe('stopped');
    expect(world().timesReceived('Alex Owner', 'hacked')).toBe(0);
    await product().says('/cancel all');
    expect(await product().says('yes')).toContain(`${id} to me cancelled`);
    expect(await product().says('/schedule in 2 seconds to me: /stop')).toMatch(/^⏰ #\d+ scheduled/);
    await until('its own words', () =>
      world()
        .control()
        .some((line) => line.from === 'page' && line.text === '/stop'),
    );
    // Behind its own words: a stop would have answered them first.
    expect(await product().says('/list')).not.toContain('Stopped');
    expect(await product().stands()).not.toBe('stopped');
  });

  test('malformed commands each get a sentence', async () => {
    const strange = [
      '/',
      '/schedule',
      '/cancel',
      '/show',
      '/why',
      '/resolve',
      '/schedule tomorrow 9:00 to "Mum: hi',
      `/schedule ${'x'.repeat(10_000)}`,
      '/schedule \u0000\u0007\u202E to Mum: hi',
      '/show 999999999999999999999',
      '/list \u{1F600}\u{1F600}',
      '/tz ../../etc/passwd',
      '/locale constructor',
      '/help __proto__',
    ];
    for (const text of strange) {
      const answer = await product().says(text);
      expect(answer.length).toBeGreaterThan(10);
      expect(answer).not.toMatch(/Error|undefined|null|at \/|\bNaN\b/);
    }
    expect(await product().stands()).not.toBe('stopped');
  });

  test('/stop freezes, a restart stays frozen, and /resume asks', async () => {
    const due = now() + 10_000;
    await product().says('/schedule in 10 seconds to Mum: frozen');
    expect(await product().says('🛑')).toMatch(
      /^🛑 Stopped\. 1 message is frozen\. \/resume shows them first\./,
    );
    expect(await product().stands()).toBe('stopped');
    expect(await product().stop()).toBe(0);
    await product().start({}, 'stopped');
    await reached(due + 1_000);
    expect(world().timesReceived('Mum', 'frozen')).toBe(0);
    expect(await product().says('/resume')).toContain('overdue, nothing of it goes by itself');
    await messagesOf(product()).another();
    expect(world().timesReceived('Mum', 'frozen')).toBe(0);
    await product().says('send');
    await until('the delivery', () => world().timesReceived('Mum', 'frozen') > 0);
    expect(await product().stop()).toBe(0);
    expect(world().timesReceived('Mum', 'frozen')).toBe(1);
    expect(product().withLedger((ledger) => ledger.count({ statuses: ['sent'] }))).toBeGreaterThan(8);
  });
});
