/**
 * What every implementation of the WhatsApp port does, so that the one in memory, under which the deterministic
 * simulation runs, cannot drift from the real adapter in a real browser. Only what both can have is asked here.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../../src/core/message.ts';
import type { HandOver, Link, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';

/** The part of the simulated world that the contract needs; names of people are those of the simulator's cast. */
export interface ContractWorld {
  timesReceived(personName: string, text: string): number;
  /** Types into the chat with oneself; returns the bare id. */
  ownerWrites(text: string, options?: { readonly quote?: string }): string;
  ownerEdits(waId: string, text: string): void;
  ownerRevokes(waId: string): void;
  personWrites(personName: string, text: string, options?: { readonly group?: string }): string;
  readonly faults: {
    cutNetwork(how?: { readonly silently?: boolean }): void;
    restoreNetwork(): void;
    acks(mode: 'normal' | 'lost'): void;
    releaseAcks(): void;
    nack(count: number): void;
    failWithoutNack(count: number): void;
    calm(): void;
  };
}

export interface ContractSubject {
  /** Not started yet. */
  readonly whatsapp: WhatsApp;
  readonly world: ContractWorld;
  /** ms, of the clock that the port was given. */
  now(): number;
  reservedId(): string;
  /** Lets time pass until `read` gives something; throws with `what` when it does not within a bound. */
  until<T>(what: string, read: () => T | null | undefined | false): Promise<T>;
  close(): Promise<void>;
}

type Connected = Extract<Link, { state: 'connected' }>;

export function whatsappContract(name: string, make: () => Promise<ContractSubject>): void {
  describe(`the WhatsApp port: ${name}`, () => {
    let subject: ContractSubject;
    let whatsapp: WhatsApp;
    let world: ContractWorld;
    const events: WhatsAppEvent[] = [];
    let texts = 0;

    beforeAll(async () => {
      subject = await make();
      ({ whatsapp, world } = subject);
      whatsapp.start((event) => void events.push(event));
      await connected();
    });
    afterAll(async () => {
      await whatsapp.stop();
      await subject.close();
    });

    const connected = () =>
      subject.until('the link to be connected', (): Connected | null => {
        const link = whatsapp.link();
        return link.state === 'connected' ? link : null;
      });
    const calm = async (): Promise<Connected> => {
      world.faults.calm();
      return connected();
    };
    const freshText = (what: string): string => {
      texts += 1;
      return `${what} ${texts}`;
    };
    const chatNamed = async (chatName: string): Promise<Chat> => {
      const contacts = await whatsapp.contacts();
      const found = contacts.kind === 'contacts' && contacts.chats.find((chat) => chat.name === chatName);
      if (!found) throw new Error(`the port knows no chat named ${chatName}`);
      return found;
    };
    const mum = () => chatNamed('Mum');
    const request = async (text: string, more: Partial<HandOver> = {}): Promise<HandOver> => ({
      reservedId: subject.reservedId(),
      chatId: (await mum()).chatId,
      text,
      notAfter: subject.now() + 20_000,
      generation: (await connected()).generation,
      ...more,
    });
    const acksOf = (waId: string): readonly number[] =>
      events.flatMap((event) => (event.kind === 'ack' && event.waId === waId ? [event.ack] : []));
    const acked = (waId: string) => subject.until('a server ack', () => acksOf(waId).find((ack) => ack >= 1));
    const lookUp = async (reservedId: string) => (await whatsapp.lookUp(await mum(), [reservedId]))[0]?.found;
    /** Something handed over later has arrived: whatever the page still held would have come before it. */
    const sentinel = async (): Promise<void> => {
      const later = await request(freshText('sentinel'));
      expect(await whatsapp.handOver(later)).toEqual({ kind: 'handed' });
      await acked(later.reservedId);
      expect(world.timesReceived('Mum', later.text)).toBe(1);
    };

    test('a hand-over arrives once, and its acks are told under the reserved id', async () => {
      await calm();
      const send = await request(freshText('hello'));
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      await acked(send.reservedId);
      expect(world.timesReceived('Mum', send.text)).toBe(1);
      expect(await lookUp(send.reservedId)).toMatchObject({ kind: 'present', sendFailure: false });
    });

    test('a second hand-over under the same id is refused, and nothing more arrives', async () => {
      await calm();
      const send = await request(freshText('only once'));
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'refused', because: 'known_id' });
      await acked(send.reservedId);
      await sentinel();
      expect(world.timesReceived('Mum', send.text)).toBe(1);
    });

    test('what was aborted before is refused', async () => {
      await calm();
      const send = await request(freshText('aborted'));
      await whatsapp.abort([send.reservedId]);
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'refused', because: 'aborted' });
      expect((await whatsapp.abort([send.reservedId])).get(send.reservedId)).toBe('prevented');
      await sentinel();
      expect(world.timesReceived('Mum', send.text)).toBe(0);
    });

    test('an abort after the hand-over says so, and one of an id that nobody knows says nothing', async () => {
      await calm();
      const send = await request(freshText('too late to abort'));
      await whatsapp.handOver(send);
      const stranger = subject.reservedId();
      const answers = await whatsapp.abort([send.reservedId, stranger]);
      expect(answers.get(send.reservedId)).toBe('handed');
      expect(answers.get(stranger)).toBe('unknown');
    });

    test('whatever an abort in the same moment answers is what the phone shows', async () => {
      await calm();
      const sends = await Promise.all([1, 2, 3, 4, 5].map(() => request(freshText('race'))));
      const answers = await Promise.all(
        sends.map(async (send, place) => {
          const handOver = whatsapp.handOver(send);
          // Each abort comes a few questions to the page later than the one before.
          for (let asked = 0; asked < place; asked += 1) await lookUp(send.reservedId);
          const answer = (await whatsapp.abort([send.reservedId])).get(send.reservedId);
          return { send, answer, outcome: await handOver };
        }),
      );
      await sentinel();
      for (const { send, answer, outcome } of answers) {
        expect(['prevented', 'handed']).toContain(answer);
        expect(outcome.kind).toBe(answer === 'handed' ? 'handed' : 'refused');
        expect(world.timesReceived('Mum', send.text)).toBe(answer === 'handed' ? 1 : 0);
      }
    });

    test('past its time it is refused', async () => {
      await calm();
      const send = await request(freshText('late'), { notAfter: subject.now() });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'refused', because: 'too_late' });
    });

    test('for another page generation it is refused', async () => {
      await calm();
      const send = await request(freshText('for an earlier page'), { generation: 'AN-EARLIER-ONE' });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'refused', because: 'page_changed' });
    });

    test('a lost socket takes the link down, refuses, and makes a new connection when it is back', async () => {
      const before = await calm();
      const send = await request(freshText('offline'));
      world.faults.cutNetwork();
      await subject.until('the link to go down', () => whatsapp.link().state === 'offline');
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'refused', because: 'not_connected' });
      world.faults.restoreNetwork();
      const after = await connected();
      expect(after.connection).toBeGreaterThan(before.connection);
      expect(after.generation).toBe(before.generation);
      await sentinel();
      expect(world.timesReceived('Mum', send.text)).toBe(0);
    });

    test('an id that was never handed over is absent', async () => {
      await calm();
      expect(await lookUp(subject.reservedId())).toEqual({ kind: 'absent' });
    });

    test('when the ack is lost the look-up shows none, and both show it once it comes', async () => {
      await calm();
      world.faults.acks('lost');
      const send = await request(freshText('ack lost'));
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      await subject.until('the delivery', () => world.timesReceived('Mum', send.text) === 1);
      expect(acksOf(send.reservedId)).toEqual([]);
      expect(await lookUp(send.reservedId)).toEqual({ kind: 'present', ack: 0, sendFailure: false });
      world.faults.acks('normal');
      world.faults.releaseAcks();
      await acked(send.reservedId);
      const found = await lookUp(send.reservedId);
      expect(found?.kind === 'present' && found.ack).toBeGreaterThanOrEqual(1);
      expect(world.timesReceived('Mum', send.text)).toBe(1);
    });

    test('a refusal by the server is told as an ack below zero', async () => {
      await calm();
      world.faults.nack(1);
      const send = await request(freshText('refused by the server'));
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      await subject.until('the refusal', () => acksOf(send.reservedId).some((ack) => ack < 0));
      expect(await lookUp(send.reservedId)).toMatchObject({ kind: 'present', sendFailure: true });
      expect(world.timesReceived('Mum', send.text)).toBe(0);
    });

    test('a failure that tells no ack shows in the look-up alone', async () => {
      await calm();
      world.faults.failWithoutNack(1);
      const send = await request(freshText('failed by itself'));
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      let found = await lookUp(send.reservedId);
      for (let asks = 0; asks < 50 && !(found?.kind === 'present' && found.sendFailure); asks += 1) {
        const asked = subject.now();
        await subject.until('a moment to pass', () => subject.now() > asked);
        found = await lookUp(send.reservedId);
      }
      expect(found).toEqual({ kind: 'present', ack: 0, sendFailure: true });
      expect(acksOf(send.reservedId)).toEqual([]);
    });

    test('what was handed over while the network swallowed everything arrives once when it is back', async () => {
      await calm();
      const send = await request(freshText('queued'));
      world.faults.cutNetwork({ silently: true });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      expect(world.timesReceived('Mum', send.text)).toBe(0);
      world.faults.restoreNetwork();
      await acked(send.reservedId);
      expect(world.timesReceived('Mum', send.text)).toBe(1);
    });

    test('recycling destroys what the page still held: it never arrives', async () => {
      await calm();
      const send = await request(freshText('destroyed'));
      world.faults.cutNetwork({ silently: true });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      await whatsapp.recycle();
      expect(events).toContainEqual({ kind: 'page_dead', generation: send.generation });
      expect(whatsapp.link().state).not.toBe('connected');
      world.faults.restoreNetwork();
      const after = await connected();
      expect(after.generation).not.toBe(send.generation);
      expect(events).toContainEqual({ kind: 'page_born', generation: after.generation });
      await sentinel();
      expect(world.timesReceived('Mum', send.text)).toBe(0);
      const found = await lookUp(send.reservedId);
      expect(found?.kind === 'present' ? found.ack : 0).toBe(0);
    });

    test('the owner’s own line is told with every id of their chat, quotation included', async () => {
      const { account } = await calm();
      const first = world.ownerWrites('/list');
      const waId = world.ownerWrites('cancel', { quote: first });
      const message = await subject.until(
        'the line',
        () =>
          events.flatMap((event) =>
            event.kind === 'inbound' && event.message.waId === waId ? [event.message] : [],
          )[0],
      );
      expect(message).toMatchObject({ fromMe: true, text: 'cancel', quotedWaId: first, forwarded: false });
      expect(message.chatIds).toContain(account.chatId);
      expect(message.authorIds).toContain(account.chatId);
      if (account.lid !== null) expect(message.chatIds).toContain(account.lid);
      expect(Math.abs(message.at - subject.now())).toBeLessThan(60_000);
    });

    test('a stranger’s line is told as theirs, and a group’s with its author', async () => {
      await calm();
      const direct = world.personWrites('Stranger', '/stop');
      const inGroup = world.personWrites('Anna', '/schedule', { group: 'Family' });
      const heard = (waId: string) =>
        subject.until(
          'the line',
          () =>
            events.flatMap((event) =>
              event.kind === 'inbound' && event.message.waId === waId ? [event.message] : [],
            )[0],
        );
      const { account } = await connected();
      expect(await heard(direct)).toMatchObject({ fromMe: false, text: '/stop' });
      expect((await heard(direct)).chatIds).not.toContain(account.chatId);
      const fromGroup = await heard(inGroup);
      expect(fromGroup.fromMe).toBe(false);
      expect(fromGroup.chatIds).toEqual([(await chatNamed('Family')).chatId]);
      const anna = await chatNamed('Anna');
      expect([anna.lid, `${anna.phone?.slice(1)}@c.us`]).toEqual(
        expect.arrayContaining([...fromGroup.authorIds]),
      );
    });

    test('what was typed while the link was down is found by reading the chat', async () => {
      const { account } = await calm();
      world.faults.cutNetwork();
      await subject.until('the link to go down', () => whatsapp.link().state === 'offline');
      const since = subject.now() - 1_000;
      const text = freshText('/cancel while you were away');
      const waId = world.ownerWrites(text);
      world.faults.restoreNetwork();
      await connected();
      const ids = [account.chatId, ...(account.lid === null ? [] : [account.lid])];
      const reading = await whatsapp.readChat(ids, since);
      if (reading.kind !== 'read') throw new Error('the chat could not be read');
      expect(reading.complete).toBe(true);
      expect(reading.undecrypted).toEqual([]);
      const found = reading.messages.filter((message) => message.waId === waId);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ text, fromMe: true });
      const times = reading.messages.map((message) => message.at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });

    test('an edit is told with the new text, and reading the message again gives it', async () => {
      const { account } = await calm();
      const waId = world.ownerWrites(freshText('/schedule first'));
      await subject.until('the line', () =>
        events.some((event) => event.kind === 'inbound' && event.message.waId === waId),
      );
      const text = freshText('/schedule second');
      world.ownerEdits(waId, text);
      await subject.until('the edit', () =>
        events.some(
          (event) => event.kind === 'edited' && event.message.waId === waId && event.message.text === text,
        ),
      );
      expect(await whatsapp.reread([account.chatId], waId)).toEqual({ kind: 'present', text });
    });

    test('a deletion for everyone is told, and reading the message again says so', async () => {
      const { account } = await calm();
      const waId = world.ownerWrites(freshText('/schedule withdrawn'));
      await subject.until('the line', () =>
        events.some((event) => event.kind === 'inbound' && event.message.waId === waId),
      );
      world.ownerRevokes(waId);
      await subject.until('the deletion', () =>
        events.some((event) => event.kind === 'revoked' && event.waId === waId),
      );
      expect(await whatsapp.reread([account.chatId], waId)).toEqual({ kind: 'revoked' });
      expect(await whatsapp.reread([account.chatId], subject.reservedId())).toEqual({ kind: 'absent' });
    });

    test('contacts are people with their numbers, groups with their size, and oneself', async () => {
      const { account } = await calm();
      expect(await mum()).toMatchObject({ kind: 'person', phone: '+447700900002', size: null });
      expect(await chatNamed('Family')).toMatchObject({ kind: 'group', phone: null, size: 4 });
      expect(await chatNamed('me')).toMatchObject({ kind: 'self', phone: account.phone });
      const contacts = await whatsapp.contacts();
      const names = contacts.kind === 'contacts' ? contacts.chats.map((chat) => chat.name) : [];
      expect(names.filter((one) => one === 'Mum')).toHaveLength(1);
      expect(names).toContain('李雷');
    });

    test('a number is found with its chat, or known not to be on WhatsApp', async () => {
      await calm();
      expect(await whatsapp.number('+447700900002')).toMatchObject({
        kind: 'chat',
        chat: { phone: '+447700900002', name: 'Mum', kind: 'person' },
      });
      expect(await whatsapp.number('+447700900014')).toEqual({ kind: 'not_on_whatsapp' });
    });

    test('a group gets a message as well, and its look-up finds it', async () => {
      await calm();
      const family = await chatNamed('Family');
      const send = await request(freshText('to the family'), { chatId: family.chatId });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      await acked(send.reservedId);
      expect(world.timesReceived('Mum', send.text)).toBe(1);
      const [found] = await whatsapp.lookUp(family, [send.reservedId]);
      expect(found?.found).toMatchObject({ kind: 'present' });
    });

    test('oneself gets a message as well, and its look-up finds it', async () => {
      await calm();
      const me = await chatNamed('me');
      const send = await request(freshText('to myself'), { chatId: me.chatId });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
      await acked(send.reservedId);
      const [found] = await whatsapp.lookUp(me, [send.reservedId]);
      expect(found?.found).toMatchObject({ kind: 'present' });
    });

    test('a chat that cannot be is refused', async () => {
      await calm();
      const send = await request(freshText('to nobody'), { chatId: '123@newsletter' });
      expect(await whatsapp.handOver(send)).toEqual({ kind: 'refused', because: 'no_chat' });
    });
  });
}
