/** A judge that finds nothing wrong is worth what it finds where something is: each rule, on a story broken in one place. */
import { describe, expect, test } from 'vitest';
import type { EventRow } from '../../src/core/ledger.ts';
import type { Status } from '../../src/core/message.ts';
import type { Evidence } from './evidence.ts';
import { judge } from './verdict.ts';

const noon = Date.parse('2026-12-31T12:00:00Z');
const idOf = (number: number): string => `3EB0${String(number).padStart(18, '0')}`;

type Rows = Evidence['messages'];

/** #1 for Mum, told as armed and sent at noon. */
function event(from: Status, to: Status): EventRow {
  return {
    seq: 1,
    at: noon,
    messageId: 1,
    actor: 'dispatcher',
    from,
    to,
    evidence: 'page_gone',
    detail: null,
  };
}

function message(changes: Partial<Rows[number]> = {}): Rows[number] {
  return {
    id: 1,
    batchId: 1,
    part: 1,
    parts: 1,
    chat: { chatId: '447700900002@c.us', lid: null, phone: null, name: 'Mum', kind: 'person', size: null },
    body: 'k1/1 hello',
    dueAt: noon,
    plannedAt: noon,
    graceMs: 12_000,
    zone: 'Europe/London',
    status: 'sent',
    holdReason: null,
    dry: false,
    reservedId: idOf(1),
    replaces: null,
    ack: 2,
    armedAt: noon,
    changedAt: noon,
    droppedAt: null,
    commandWaId: '3A1',
    file: null,
    erasedAt: null,
    events: [],
    ...changes,
  };
}

function received(
  waId: string,
  text = 'k1/1 hello',
): Evidence['inboxes'] extends ReadonlyMap<string, infer R> ? R : never {
  return [
    {
      waId,
      text,
      at: noon,
      from: 'Alex Owner',
      group: null,
      repeated: false,
      quotedWaId: null,
      file: null,
      deleted: false,
      editedTo: null,
      reaction: null,
      read: true,
      reacted: null,
    },
  ];
}

function stanza(waId: string, at = noon + 40): Evidence['wire'][number] {
  return { kind: 'message', waId, chatId: '447700900002@c.us', text: 'k1/1 hello', at, page: 'p' };
}

function line(waId: string, text: string): Evidence['control'][number] {
  return {
    waId,
    text,
    at: noon,
    from: 'page',
    quotedWaId: null,
    deleted: false,
    edited: false,
    reaction: null,
    reacted: null,
    file: null,
    repeated: false,
  };
}

function notice(changes: Partial<Evidence['notices'][number]> = {}): Evidence['notices'][number] {
  return {
    id: 1,
    kind: 'notice',
    body: "❔ #1 to Mum: I can't tell if it went.",
    chatId: null,
    about: [1],
    questionId: null,
    picture: null,
    createdAt: noon,
    supersededBy: null,
    state: 'told',
    tellings: [
      {
        noticeId: 1,
        try: 1,
        reservedId: idOf(900),
        pageGeneration: 'g',
        chatId: 'c',
        claimedAt: noon,
        outcome: 'acked',
      },
    ],
    ...changes,
  };
}

function story(changes: Partial<Evidence> = {}): Evidence {
  return {
    messages: [message()],
    notices: [],
    commandsLeft: 0,
    written: [
      {
        letter: { code: 'k1', recipients: ['Mum'], parts: ['k1/1 hello'], inSeconds: 4 },
        waId: '3A1',
        at: noon,
        told: 'armed',
        ids: [1],
      },
    ],
    control: [],
    wire: [stanza(idOf(1))],
    inboxes: new Map([['Mum', received(idOf(1))]]),
    audience: (name) => [name],
    ...changes,
  };
}

const found = (evidence: Evidence): readonly string[] => judge(evidence).map(({ what }) => what);
const nothing = { wire: [], inboxes: new Map() };

test('a whole story has no fault', () => {
  expect(found(story())).toEqual([]);
  expect(
    found(
      story({
        messages: [message({ status: 'missed', events: [event('scheduled', 'missed')] })],
        notices: [notice()],
        control: [line(idOf(900), '⌛ #1 to Mum missed the time')],
        ...nothing,
      }),
    ),
  ).toEqual([]);
});

describe('what the phones count', () => {
  test('the same id twice, on the phone and on the wire', () => {
    const twice = story({
      wire: [stanza(idOf(1)), stanza(idOf(1))],
      inboxes: new Map([['Mum', [...received(idOf(1)), ...received(idOf(1))]]]),
    });
    expect(found(twice)).toEqual(
      expect.arrayContaining([
        `Mum has ${idOf(1)} twice`,
        `${idOf(1)} was sent twice`,
        'Mum has "k1/1 hello" twice',
      ]),
    );
  });

  test('the same text under two ids, of which the ledger knows one', () => {
    const twice = story({
      wire: [stanza(idOf(1)), stanza(idOf(2))],
      inboxes: new Map([['Mum', [...received(idOf(1)), ...received(idOf(2))]]]),
    });
    expect(found(twice)).toEqual([
      'Mum has "k1/1 hello" twice',
      `the ledger knows nothing of ${idOf(2)}: k1/1 hello`,
    ]);
  });

  test('sent, and one phone of the group has nothing', () => {
    const half = story({ audience: () => ['Mum', 'Anna'] });
    expect(found(half)).toEqual(['#1 is sent, and Anna has 0 of it']);
  });

  test.each(['missed', 'failed', 'cancelled'] as const)('%s, and it arrived', (status) => {
    expect(found(story({ messages: [message({ status })] }))).toEqual([
      `#1 is ${status}, and Mum has 1 of it`,
    ]);
  });

  test('before its time, and past its grace', () => {
    expect(found(story({ wire: [stanza(idOf(1), noon - 1)] }))).toEqual(['#1 left 1 ms early']);
    expect(found(story({ wire: [stanza(idOf(1), noon + 20_000)] }))).toEqual(['#1 left 20000 ms late']);
  });
});

describe('what is left open', () => {
  test.each(['scheduled', 'held', 'sending', 'in_doubt'] as const)('%s at the end', (status) => {
    expect(found(story({ messages: [message({ status })], ...nothing }))).toEqual([`#1 was left ${status}`]);
  });

  test('in doubt is an end for one that was replaced, unless it arrived after all', () => {
    const by = message({ id: 2, reservedId: idOf(2), replaces: 1, body: 'k1/1 again' });
    const replaced = { messages: [message({ status: 'in_doubt' }), by], wire: [stanza(idOf(2))] };
    const inbox = (...ids: number[]) =>
      new Map([['Mum', ids.flatMap((id) => received(idOf(id), `copy ${id}`))]]);
    expect(found(story({ ...replaced, inboxes: inbox(2) }))).toEqual([]);
    expect(found(story({ ...replaced, inboxes: inbox(1, 2) }))).toEqual([
      '#1 is in_doubt, and Mum has 1 of it',
    ]);
  });
});

describe('what the owner was told', () => {
  const doubted = message({ events: [event('sending', 'in_doubt')] });

  test('nothing at all', () => {
    expect(found(story({ messages: [doubted] }))).toEqual(['#1 was in_doubt, and the owner was not told']);
  });

  test('a notice that counts as told and reached no phone', () => {
    expect(found(story({ messages: [doubted], notices: [notice()] }))).toEqual([
      '#1 was in_doubt, and the owner was not told',
      'notice 1 counts as told and is not in the chat',
    ]);
  });

  test('only the list that the owner asked for', () => {
    const list = notice({ kind: 'question', body: '❗ 1 message needs you\n1) #1 Mum 12:00: may have gone' });
    expect(
      found(story({ messages: [doubted], notices: [list], control: [line(idOf(900), list.body)] })),
    ).toEqual(['#1 was in_doubt, and the owner was not told']);
  });

  test('the same thing three times, and a thing never', () => {
    const said = line(idOf(900), '❔');
    expect(found(story({ notices: [notice()], control: [said, said, said] }))).toEqual([
      'notice 1 stands in the chat 3 times',
    ]);
    expect(found(story({ notices: [notice({ state: 'waiting', tellings: [] })] }))).toEqual([
      'notice 1 was left waiting',
    ]);
  });

  test.each(['🚫 #1 to Mum cancelled. It never left.', '🚫 #1–#3 cancelled. They never left.'])(
    '"%s", and it arrived',
    (text) => {
      expect(found(story({ control: [line('3EB0', text)] }))).toEqual([
        '#1 was said never to have left, and it arrived',
      ]);
    },
  );
});

describe('what the owner asked for', () => {
  const [written] = story().written as [Evidence['written'][number]];

  test('armed twice by one command', () => {
    const second = message({ id: 2, reservedId: idOf(2), body: 'k1/1 more' });
    expect(
      found(
        story({
          messages: [message(), second],
          wire: [stanza(idOf(1)), stanza(idOf(2))],
          inboxes: new Map([['Mum', [...received(idOf(1)), ...received(idOf(2), 'k1/1 more')]]]),
        }),
      ),
    ).toEqual(['k1 was said to be armed, and 2 messages of it were armed']);
  });

  test('armed, though the bot had said that it was not', () => {
    expect(found(story({ written: [{ ...written, told: 'not_scheduled' }] }))).toEqual([
      'k1 was said to be not_scheduled, and 1 messages of it were armed',
    ]);
  });

  test('never carried out', () => {
    expect(found(story({ commandsLeft: 2 }))).toEqual(['2 commands were never carried out']);
  });
});
