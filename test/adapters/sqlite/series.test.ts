/** What the ledger itself refuses of a series, whatever the program does; some of it written past the program. */
import { describe, expect, test } from 'vitest';
import type { NewSeries } from '../../../src/core/series.ts';
import { mum, noon, openGround, settle } from './ground.ts';

const made: NewSeries = {
  commandWaId: '3AEVERY',
  said: 'friday 17:00',
  rule: { kind: 'calendar', rrule: 'FREQ=DAILY', start: '2026-01-01T12:00:00', until: null },
  zone: 'Europe/London',
  seed: '3EB0SEED',
  messages: [{ part: 1, parts: 1, chat: mum, body: 'Dinner?' }],
  consents: ['group'],
  at: noon - 60_000,
};

/** A series whose first occurrence stands scheduled as #1. */
function ground() {
  const open = openGround();
  const series = open.ledger.write((tx) => tx.newSeries(made));
  const add = (key: string): number =>
    open.ledger.write((tx) => {
      const batchId = tx.newBatch(made.commandWaId, noon);
      tx.addOccurrence({ seriesId: series.id, batchId, key });
      return batchId;
    });
  const first = open.arm({ batchId: add('2026-01-01T12:00:00') });
  return { ...open, series, add, first };
}

test('a series is read as it was written, with what it says to whom', () => {
  const { ledger, series, first } = ground();
  expect(series).toMatchObject({ id: 1, state: 'active', said: 'friday 17:00', consents: ['group'] });
  expect(ledger.series(1)).toEqual(series);
  expect(series.messages).toEqual(made.messages);
  expect(series.rule).toEqual(made.rule);
  expect(ledger.occurrenceOf(first.batchId)).toEqual({
    ...{ seriesId: 1, batchId: first.batchId, key: '2026-01-01T12:00:00' },
  });
  expect(ledger.messagesOfSeries(1).map(({ id }) => id)).toEqual([first.id]);
  expect(ledger.messagesOfSeries(1, noon + 1)).toEqual([]);
  expect(ledger.seriesOfCommand('3AEVERY')?.id).toBe(1);
  expect(ledger.series(2)).toBeNull();
  expect(ledger.verifyEvents().kind).toBe('sound');
});

describe('an occurrence', () => {
  test('is taken once: its key a second time is refused', () => {
    const { ledger, add, first } = ground();
    ledger.write((tx) => settle(tx, first.id, 'scheduled', 'cancelled'));
    expect(() => add('2026-01-01T12:00:00')).toThrow('each once, and in order');
  });

  test('never comes before an earlier one, as after a clock was set back', () => {
    const { ledger, add, first } = ground();
    ledger.write((tx) => settle(tx, first.id, 'scheduled', 'cancelled'));
    expect(() => add('2025-12-31T12:00:00')).toThrow('each once, and in order');
    add('2026-01-02T12:00:00');
    expect(ledger.latestOccurrence(1)?.key).toBe('2026-01-02T12:00:00');
    expect(ledger.firstOccurrence(1)?.key).toBe('2026-01-01T12:00:00');
  });

  test('is not made while the one before it stands scheduled', () => {
    expect(() => ground().add('2026-01-02T12:00:00')).toThrow('one at a time');
  });

  test.each(['paused', 'ended'] as const)('is not made of a series that is %s', (to) => {
    const { ledger, add, first } = ground();
    ledger.write((tx) => {
      tx.moveSeries({ id: 1, from: 'active', to, by: 'owner', at: noon });
      settle(tx, first.id, 'scheduled', 'cancelled');
    });
    expect(() => add('2026-01-02T12:00:00')).toThrow('only of an active series');
  });

  test('stays, and belongs to its series for good', () => {
    const { db } = ground();
    expect(() => db.exec(`UPDATE occurrences SET key = '2027'`)).toThrow('written once');
    expect(() => db.exec('DELETE FROM occurrences')).toThrow('never deleted');
    expect(() => db.exec(`INSERT INTO occurrences VALUES (4711, 1, '2027')`)).toThrow(
      /one at a time|FOREIGN/,
    );
  });
});

describe('a series', () => {
  test('that has ended never comes back', () => {
    const { ledger } = ground();
    ledger.write((tx) => tx.moveSeries({ id: 1, from: 'active', to: 'ended', by: 'rule', at: noon }));
    expect(() =>
      ledger.write((tx) => tx.moveSeries({ id: 1, from: 'ended', to: 'active', by: 'owner', at: noon })),
    ).toThrow('no such transition');
    expect(ledger.seriesOfCommand('3AEVERY')).toBeNull();
    expect(ledger.seriesIn(['active', 'paused'])).toEqual([]);
  });

  test('names the state that it leaves', () => {
    const { ledger } = ground();
    expect(() =>
      ledger.write((tx) => tx.moveSeries({ id: 1, from: 'paused', to: 'active', by: 'owner', at: noon })),
    ).toThrow('expected to move series 1 from paused to active');
  });

  test('changes its zone only while it is paused, and nothing else ever', () => {
    const { ledger, db } = ground();
    expect(() => ledger.write((tx) => tx.setSeriesZone(1, 'Asia/Tokyo', noon))).toThrow('zone of series 1');
    expect(() => db.exec(`UPDATE series SET zone = 'Asia/Tokyo'`)).toThrow('only while it is paused');
    ledger.write((tx) => {
      tx.moveSeries({ id: 1, from: 'active', to: 'paused', by: 'owner', at: noon });
      expect(tx.setSeriesZone(1, 'Asia/Tokyo', noon).zone).toBe('Asia/Tokyo');
    });
    expect(() => db.exec(`UPDATE series SET rule = '{}'`)).toThrow('stays as it was said');
    expect(() => db.exec(`UPDATE series_messages SET chat_id = 'x'`)).toThrow('to whom it goes stays');
    expect(() => db.exec('DELETE FROM series')).toThrow('never deleted');
    expect(() => db.exec('DELETE FROM series_messages')).toThrow('never deleted');
  });
});
