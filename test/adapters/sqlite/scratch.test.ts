/** The copy of a ledger that a rehearsal lives in. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStopFile } from '../../../src/adapters/disk/stop-file.ts';
import type { SqliteLedger } from '../../../src/adapters/sqlite/ledger.ts';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { armCampaign } from '../../rehearsal/campaign.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
let folder: string;
let ledger: SqliteLedger;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendonce-scratch-'));
  const stopFile = openStopFile(join(folder, 'STOP'));
  ledger = openLedger({ file: join(folder, 'ledger.db'), stopFile, now: () => now });
  armCampaign(ledger, { count: 3, from: now, everyMs: 1_000, now });
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What of the folder is bytes: which files there are, and how long each is. */
function files(): readonly string[] {
  return readdirSync(folder)
    .map((name) => `${name} ${statSync(join(folder, name)).size}`)
    .sort();
}

describe('a copy of the ledger in memory', () => {
  test('has everything that stood in the ledger, also what is only in the log beside it', () => {
    const copy = ledger.scratch(now);
    expect(copy.messages({})).toEqual(ledger.messages({}));
    expect(copy.events(3)).toEqual(ledger.events(3));
    copy.close();
    expect(ledger.messages({})).toHaveLength(3);
  });

  test('takes claims and never lets them reach the ledger, nor anything to the disk', () => {
    const before = files();
    const epoch = readFileSync(join(folder, 'ledger.db.epoch'), 'utf8');
    const copy = ledger.scratch(now);
    copy.write((tx) => {
      tx.pageBorn('scratch', now);
      expect(tx.claim(1, now, 'scratch')?.message.status).toBe('sending');
    });
    expect(copy.message(1)?.status).toBe('sending');
    expect(ledger.message(1)?.status).toBe('scheduled');
    expect(ledger.attempt(1)).toBeNull();
    expect(files()).toEqual(before);
    copy.close();
    expect(readFileSync(join(folder, 'ledger.db.epoch'), 'utf8')).toBe(epoch);
    // Its epoch is its own: the ledger is not superseded by it.
    ledger.write((tx) => tx.set('goes on', 'yes'));
  });

  test('goes back to what was copied, and to its last mark', () => {
    const copy = ledger.scratch(now);
    copy.write((tx) => tx.set('step', 'one'));
    copy.mark();
    copy.write((tx) => tx.set('step', 'two'));
    expect(copy.setting('step')).toBe('two');
    copy.rewind();
    expect(copy.setting('step')).toBe('one');
    copy.write((tx) => tx.set('step', 'three'));
    copy.rewind();
    expect(copy.setting('step')).toBe('one');
    copy.close();
  });

  test('holds to the conditions of the ledger: a faulty transaction leaves nothing, a message is claimed once', () => {
    const copy = ledger.scratch(now);
    const fault = new Error('stop');
    expect(() =>
      copy.write((tx) => {
        tx.set('half', 'done');
        throw fault;
      }),
    ).toThrow(fault);
    expect(copy.setting('half')).toBeNull();
    copy.write((tx) => tx.pageBorn('scratch', now));
    expect(copy.write((tx) => tx.claim(1, now, 'scratch'))).not.toBeNull();
    expect(copy.write((tx) => tx.claim(1, now, 'scratch'))).toBeNull();
    copy.close();
  });

  test('knows the STOP file as it stood, and leaves it alone', () => {
    const stopFile = openStopFile(join(folder, 'STOP'));
    const free = ledger.scratch(now);
    stopFile.put();
    const stopped = ledger.scratch(now);
    for (const copy of [free, stopped]) copy.write((tx) => tx.pageBorn('scratch', now));
    expect(free.write((tx) => tx.claim(1, now, 'scratch'))).not.toBeNull();
    expect(stopped.write((tx) => tx.claim(1, now, 'scratch'))).toBeNull();
    expect(stopFile.stands()).toBe(true);
    free.close();
    stopped.close();
  });
});
