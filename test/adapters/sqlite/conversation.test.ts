/** What the ledger keeps of the talk with the owner: commands, notices, questions, latches, settings, starts. */
import { describe, expect, test } from 'vitest';
import type { NewNotice } from '../../../src/core/notice.ts';
import { choir, mum, noon, type OpenGround, openGround, reservedId } from './ground.ts';

describe('commands', () => {
  const stop = {
    waId: '3AONE',
    text: '/stop',
    chatId: 'me@lid',
    at: noon,
    receivedAt: noon + 300,
    quotedWaId: null,
    file: 'picture' as const,
  };

  test('(6) a command is known by its WhatsApp id and text: reported again it is not received again', () => {
    const { ledger } = openGround();
    const first = ledger.write((tx) => tx.receiveCommand(stop));
    expect(first).toEqual({ ...stop, id: 1, edited: false, state: 'received' });
    expect(ledger.write((tx) => tx.receiveCommand({ ...stop, receivedAt: noon + 900 }))).toBeNull();
    ledger.write((tx) => tx.commandDone(1, noon + 400));
    expect(ledger.write((tx) => tx.receiveCommand(stop))).toBeNull();
    expect(ledger.command('3AONE')).toEqual([{ ...stop, id: 1, edited: false, state: 'done' }]);
  });

  test('another text under a known id is an edit; the same text under another id is another command', () => {
    const { ledger } = openGround();
    const receive = (waId: string, text: string) =>
      ledger.write((tx) => tx.receiveCommand({ ...stop, waId, text }));
    expect(receive('3AONE', '/list')?.edited).toBe(false);
    expect(receive('3AONE', '/list all')?.edited).toBe(true);
    expect(receive('3ATWO', '/list')?.edited).toBe(false);
    expect(ledger.command('3AONE').map(({ text }) => text)).toEqual(['/list', '/list all']);
    expect(ledger.command('3ANONE')).toEqual([]);
  });

  test('those received and not done come in order of arrival, and each is done once', () => {
    const { ledger } = openGround();
    for (const waId of ['3AB', '3AA', '3AC']) ledger.write((tx) => tx.receiveCommand({ ...stop, waId }));
    const waiting = () => ledger.commandsReceived().map(({ waId }) => waId);
    expect(waiting()).toEqual(['3AB', '3AA', '3AC']);
    ledger.write((tx) => tx.commandDone(2, noon));
    expect(waiting()).toEqual(['3AB', '3AC']);
    expect(() => ledger.write((tx) => tx.commandDone(2, noon))).toThrow('0 rows');
  });

  test('a done command cannot be opened again by any statement', () => {
    const { ledger, db } = openGround();
    ledger.write((tx) => tx.receiveCommand(stop));
    ledger.write((tx) => tx.commandDone(1, noon));
    expect(() => db.exec(`UPDATE commands SET state = 'received', done_at = NULL`)).toThrow('done once');
  });
});

describe('notices', () => {
  const notice: NewNotice = {
    kind: 'notice',
    body: '#3 was missed',
    chatId: null,
    about: [3, 1],
    questionId: null,
    at: noon,
  };
  function withNotice(): OpenGround & { readonly tell: (n: number, noticeId?: number) => unknown } {
    const ground = openGround();
    ground.ledger.write((tx) => tx.addNotice(notice));
    const tell = (n: number, noticeId = 1) =>
      ground.ledger.write((tx) => tx.claimTelling(noticeId, reservedId(n), 'g1', 'me@lid', noon + n));
    return { ...ground, tell };
  }

  test('a notice waits as it was written, in order, until it is told by an ack', () => {
    const { ledger, tell } = withNotice();
    ledger.write((tx) => tx.addNotice({ ...notice, kind: 'reply', chatId: 'me@lid', about: [] }));
    const { at, ...written } = notice;
    const fresh = { createdAt: at, picture: null, state: 'waiting', supersededBy: null };
    expect(ledger.notice(1)).toEqual({ ...written, id: 1, ...fresh });
    expect(ledger.notice(9)).toBeNull();
    expect(ledger.noticesWaiting().map(({ id }) => id)).toEqual([1, 2]);
    expect(tell(7)).toEqual({
      noticeId: 1,
      try: 1,
      reservedId: reservedId(7),
      pageGeneration: 'g1',
      chatId: 'me@lid',
      claimedAt: noon + 7,
      outcome: 'open',
    });
    expect(ledger.isOurs(reservedId(7))).toBe(true);
    expect(ledger.noticeByWaId(reservedId(7))?.id).toBe(1);
    expect(ledger.noticeByWaId(reservedId(8))).toBeNull();
    expect(ledger.openTellings()).toHaveLength(1);
    ledger.write((tx) => tx.settleTelling(reservedId(7), 'acked', noon));
    expect(ledger.notice(1)?.state).toBe('told');
    expect(ledger.noticesWaiting().map(({ id }) => id)).toEqual([2]);
    expect(ledger.openTellings()).toEqual([]);
    expect(ledger.tellings(1)).toMatchObject([{ try: 1, outcome: 'acked' }]);
  });

  test('one that was never handed over gives its place to a later one; one that may have been read stays', () => {
    const { ledger, tell } = withNotice();
    ledger.write((tx) => tx.addNotice(notice));
    ledger.write((tx) => tx.addNotice(notice));
    tell(1, 2);
    ledger.write((tx) => tx.settleTelling(reservedId(1), 'in_doubt', noon));
    expect(() => ledger.write((tx) => tx.supersedeNotice(2, 3))).toThrow('only an untold one');
    expect(() => ledger.write((tx) => tx.supersedeNotice(3, 2))).toThrow('by a later one');
    ledger.write((tx) => tx.supersedeNotice(1, 3));
    expect(ledger.notice(1)).toMatchObject({ state: 'given_up', supersededBy: 3 });
    expect(ledger.noticesWaiting().map(({ id }) => id)).toEqual([2, 3]);
    expect(tell(2, 1)).toBeNull();
    expect(() => ledger.write((tx) => tx.supersedeNotice(1, 3))).toThrow('expected to let another notice');
  });

  test('it may leave twice at most, the second time only when the first is not open any more', () => {
    const { ledger, tell } = withNotice();
    expect(tell(1)).not.toBeNull();
    expect(tell(2)).toBeNull();
    ledger.write((tx) => tx.settleTelling(reservedId(1), 'in_doubt', noon));
    expect(tell(2)).toMatchObject({ try: 2 });
    ledger.write((tx) => tx.settleTelling(reservedId(2), 'in_doubt', noon));
    expect(tell(3)).toBeNull();
    expect(ledger.tellings(1).map(({ outcome }) => outcome)).toEqual(['in_doubt', 'in_doubt']);
  });

  test('what was refused before it left does not count', () => {
    const { ledger, tell } = withNotice();
    for (let id = 1; id <= 5; id += 1) {
      expect(tell(id)).toMatchObject({ try: id });
      ledger.write((tx) => tx.settleTelling(reservedId(id), 'refused', noon));
    }
    tell(6);
    ledger.write((tx) => tx.settleTelling(reservedId(6), 'acked', noon));
    expect(ledger.notice(1)?.state).toBe('told');
  });

  test('what is told or given up is not told again, and neither is anything in a dead page', () => {
    const { ledger, tell } = withNotice();
    for (let id = 2; id <= 3; id += 1) ledger.write((tx) => tx.addNotice(notice));
    tell(1);
    ledger.write((tx) => tx.settleTelling(reservedId(1), 'acked', noon));
    expect(tell(2)).toBeNull();
    ledger.write((tx) => tx.giveUpNotice(2));
    expect(tell(3, 2)).toBeNull();
    expect(tell(4, 99)).toBeNull();
    ledger.write((tx) => tx.pageDied('g1', noon));
    expect(tell(5, 3)).toBeNull();
    expect(() => ledger.write((tx) => tx.claimTelling(3, reservedId(6), 'g9', 'c', noon))).toThrow(
      'pageBorn',
    );
  });

  test('(7) an opening that was superseded tells nothing', () => {
    const { ledger, db } = withNotice();
    const telling = ledger.write((tx) => {
      db.exec('UPDATE epoch SET number = number + 1');
      return tx.claimTelling(1, reservedId(1), 'g1', 'me@lid', noon);
    });
    expect(telling).toBeNull();
  });

  test('a late ack makes a notice told even after it was given up; nothing makes it untold', () => {
    const { ledger, tell, db } = withNotice();
    tell(1);
    ledger.write((tx) => tx.settleTelling(reservedId(1), 'in_doubt', noon));
    ledger.write((tx) => tx.giveUpNotice(1));
    expect(ledger.notice(1)?.state).toBe('given_up');
    ledger.write((tx) => tx.settleTelling(reservedId(1), 'acked', noon));
    expect(ledger.notice(1)?.state).toBe('told');
    for (const later of ['in_doubt', 'refused', 'acked'] as const)
      ledger.write((tx) => tx.settleTelling(reservedId(1), later, noon));
    expect(ledger.tellings(1)).toMatchObject([{ outcome: 'acked' }]);
    expect(() => ledger.write((tx) => tx.giveUpNotice(1))).toThrow('0 rows');
    expect(() => db.exec(`UPDATE notices SET state = 'waiting'`)).toThrow('told is told');
    expect(() => db.exec(`UPDATE tellings SET outcome = 'open', settled_at = NULL`)).toThrow('stays');
  });

  test('a refusal outweighs a doubt, and a doubt does not outweigh a refusal', () => {
    const { ledger, tell } = withNotice();
    tell(1);
    const outcome = (to: 'refused' | 'in_doubt') => {
      ledger.write((tx) => tx.settleTelling(reservedId(1), to, noon));
      return ledger.tellings(1)[0]?.outcome;
    };
    expect(outcome('in_doubt')).toBe('in_doubt');
    expect(outcome('refused')).toBe('refused');
    expect(outcome('in_doubt')).toBe('refused');
  });

  test('a reserved id is one thing: no message has a telling’s, no telling a message’s or another telling’s', () => {
    const { ledger, tell, arm } = withNotice();
    const { reservedId: ofMessage } = arm({ reservedId: reservedId(50) });
    expect(() => tell(50)).toThrow('is a message');
    tell(51);
    expect(() => arm({ reservedId: reservedId(51) })).toThrow('is a telling');
    ledger.write((tx) => tx.addNotice(notice));
    expect(() => tell(51, 2)).toThrow('tellings.reserved_id');
    expect(ledger.count({})).toBe(1);
    expect(ledger.byReservedId(ofMessage)?.id).toBe(1);
    expect(() => ledger.write((tx) => tx.settleTelling(ofMessage, 'acked', noon))).toThrow('of a telling');
  });

  test('what was told stays as it was told', () => {
    const { tell, db } = withNotice();
    tell(1);
    for (const change of ['try = 2', `reserved_id = '${reservedId(9)}'`, 'claimed_at = 0'])
      expect(() => db.exec(`UPDATE tellings SET ${change}`), change).toThrow('what happened stays');
    expect(() => db.exec('UPDATE tellings SET notice_id = 2')).toThrow('what happened stays');
    const another = (id: number) =>
      db.exec(`INSERT INTO tellings VALUES (1, ${id}, '${reservedId(id)}', 'g1', 'c', 0, 'in_doubt', 1)`);
    another(2);
    expect(() => another(3)).toThrow('twice at most');
  });
});

test('a question is open until it is closed, once', () => {
  const { ledger } = openGround();
  const asked = ledger.write((tx) =>
    tx.ask({ kind: 'recipient', draft: '{"a":1}', at: noon, lapsesAt: noon + 600_000 }),
  );
  const lasting = ledger.write((tx) => tx.ask({ kind: 'missed', draft: '[]', at: noon, lapsesAt: null }));
  expect(asked).toEqual({
    id: 1,
    kind: 'recipient',
    draft: '{"a":1}',
    askedAt: noon,
    lapsesAt: noon + 600_000,
    state: 'open',
  });
  expect(ledger.openQuestions()).toEqual([asked, lasting]);
  ledger.write((tx) => tx.closeQuestion(1, 'answered'));
  expect(ledger.openQuestions()).toEqual([lasting]);
  expect(ledger.question(1)?.state).toBe('answered');
  expect(ledger.question(3)).toBeNull();
  expect(() => ledger.write((tx) => tx.closeQuestion(1, 'lapsed'))).toThrow('0 rows');
  expect(() => ledger.write((tx) => tx.ask({ kind: 'x', draft: 'no json', at: 0, lapsesAt: null }))).toThrow(
    'CHECK',
  );
});

test('a latch keeps its first reason until it is cleared, and both are in the record', () => {
  const { ledger, db } = openGround();
  expect(ledger.latch('stopped')).toBeNull();
  const first = { name: 'stopped', setAt: noon, why: 'stop_file' } as const;
  ledger.write((tx) => tx.setLatch(first));
  ledger.write((tx) => tx.setLatch({ ...first, setAt: noon + 5, why: 'owner_command' }));
  expect(ledger.latch('stopped')).toEqual(first);
  expect(ledger.latch('breaker')).toBeNull();
  ledger.write((tx) => tx.clearLatch('stopped', 'owner', noon + 9));
  ledger.write((tx) => tx.clearLatch('stopped', 'owner', noon + 10));
  expect(ledger.latch('stopped')).toBeNull();
  const rows = db.prepare('SELECT at, actor, left_state, new_state, detail FROM events').raw().all();
  expect(rows).toEqual([
    [noon, 'outside', null, 'stopped', 'stop_file'],
    [noon + 9, 'owner', 'stopped', 'cleared', null],
  ]);
});

test('a setting is the last value given, or none', () => {
  const { ledger } = openGround();
  expect(ledger.setting('zone')).toBeNull();
  ledger.write((tx) => tx.set('zone', 'Europe/London'));
  ledger.write((tx) => tx.set('zone', 'Asia/Tokyo'));
  ledger.write((tx) => tx.set('locale', 'en-GB'));
  expect(ledger.setting('zone')).toBe('Asia/Tokyo');
  ledger.write((tx) => tx.set('zone', null));
  expect([ledger.setting('zone'), ledger.setting('locale')]).toEqual([null, 'en-GB']);
});

test('a learned name stands for the chat as it was seen, the last one learned', () => {
  const { ledger } = openGround();
  expect(ledger.learned('mum')).toBeNull();
  ledger.write((tx) => tx.learn('mum', choir));
  ledger.write((tx) => tx.learn('mum', mum));
  ledger.write((tx) => tx.learn('singers', choir));
  expect([ledger.learned('mum'), ledger.learned('singers')]).toEqual([mum, choir]);
});

test('a page is dead when it is reported so, or when a later one lives; and dead is for good', () => {
  const { ledger, db } = openGround();
  const dead = () => ['g1', 'g2', 'g3'].map((generation) => ledger.pageIsDead(generation));
  expect(dead()).toEqual([false, false, false]);
  ledger.write((tx) => tx.pageBorn('g2', noon));
  expect(dead()).toEqual([true, false, false]);
  ledger.write((tx) => tx.pageDied('g2', noon));
  ledger.write((tx) => tx.pageDied('g2', noon + 1));
  ledger.write((tx) => tx.pageBorn('g2', noon + 2));
  expect(dead()).toEqual([true, true, false]);
  expect(() => ledger.write((tx) => tx.pageDied('g3', noon))).toThrow('pageBorn');
  expect(() => db.exec('UPDATE pages SET dead_at = NULL')).toThrow('dead is for good');
});

test('faults among the ends since an instant are counted; an end that nobody recorded is a fault', () => {
  const { ledger, db } = openGround();
  const at = (ms: number, how?: 'asked' | 'fault') =>
    ledger.write((tx) => (how === undefined ? tx.recordStart(ms) : tx.recordExit(ms, how)));
  const faults = (since: number) => ledger.write((tx) => tx.faultExitsSince(since));
  at(10);
  at(20, 'fault');
  at(30);
  at(40, 'asked');
  at(50);
  at(60);
  expect(faults(0)).toBe(2);
  expect(faults(20)).toBe(2);
  expect(faults(21)).toBe(1);
  expect(faults(61)).toBe(0);
  at(70, 'asked');
  expect(faults(0)).toBe(2);
  at(80, 'fault');
  expect(faults(0)).toBe(3);
  expect(() => db.exec('UPDATE starts SET how = NULL')).toThrow('CHECK');
});
