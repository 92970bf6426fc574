/** Two of one: a second process on the same folder, and a copy of the folder that wakes up later. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { LedgerLocked } from '../../src/adapters/sqlite/refusals.ts';
import type { Home } from '../sim/home.ts';
import {
  at,
  chat,
  expectOnce,
  expectTold,
  minute,
  newYearsEve,
  schedule,
  scheduleThem,
  second,
  until,
} from './night.ts';

let home: Home;
afterEach(() => home.close());

test('a second process on the same folder at 23:58 is refused, and the first goes on', async () => {
  home = await newYearsEve({ start: '2026-12-31T23:50:00Z', memory: false });
  const planned = await schedule(home, at('23:59'), ['Mum'], ['wish']);
  await until(home, at('23:58'));
  for (let tries = 0; tries < 3; tries++) {
    expect(() =>
      openLedger({
        file: join(home.folder, 'ledger.db'),
        stopFile: { stands: () => false, put() {}, remove: () => ({ kind: 'removed' }) },
        now: () => home.clock.now(),
      }),
    ).toThrow(LedgerLocked);
    await home.pass(20 * second);
  }
  await until(home, at('00:30'));
  expectOnce(home, planned);
});

describe('a data folder copied at 23:00', () => {
  /** By another program, as somebody's nightly copy does it: in this process it would drop the ledger's lock. */
  function copyAside(): void {
    const names = readdirSync(home.folder).filter((name) => name.startsWith('ledger.db'));
    execFileSync('bash', ['-c', 'mkdir copied && cp -p "$@" copied/', 'cp', ...names], { cwd: home.folder });
  }

  /** The original is gone for good; the copy is started in its place, with the same people and phones around it. */
  async function startTheCopy(): Promise<void> {
    await home.kill();
    execFileSync('bash', ['-c', 'rm ledger.db* && mv copied/* . && rmdir copied'], { cwd: home.folder });
    await home.boot();
  }

  test('and started within the grace of what the original has sent: held and asked about, and nothing goes twice', async () => {
    home = await newYearsEve({ memory: false });
    const planned = await scheduleThem(home);
    await until(home, at('23:00'));
    copyAside();
    await until(home, at('23:11'));
    const sent = planned.filter(({ dueAt }) => dueAt < at('23:11'));
    await startTheCopy();
    await until(home, at('23:12'));
    const heard = home.heard().join('\n');
    const again = sent.filter(({ dueAt }) => dueAt > at('23:00'));
    expect(again.length).toBeGreaterThan(2);
    for (const { id } of again) expect(heard).toMatch(new RegExp(`✋[^✋]*#${id}\\b`));
    expect(heard).toContain('WhatsApp already knows it');
    await until(home, at('00:50'));
    expectOnce(home, planned);
    expect(await home.says('/attention')).toContain(`❗ ${again.length} messages need you`);
    await home.says('all drop');
    await home.pass(60 * minute);
    expectOnce(home, planned);
  });

  test('and started an hour after the original has sent it all: nothing is called missed that went out, and "send" sends nothing twice', async () => {
    home = await newYearsEve({ memory: false });
    const planned = await scheduleThem(home);
    await until(home, at('23:00'));
    copyAside();
    await until(home, at('01:30'));
    expectOnce(home, planned);
    await startTheCopy();
    await sendWhateverIsAsked(home);
    expect(chat(home).join('\n')).not.toContain('missed the time');
    expectOnce(home, planned);
  });

  test('and started without a network: what it had to call missed is put right as soon as WhatsApp can be asked', async () => {
    home = await newYearsEve({ memory: false });
    const planned = await scheduleThem(home);
    await until(home, at('23:00'));
    copyAside();
    await until(home, at('01:30'));
    home.world.faults.cutNetwork();
    await startTheCopy();
    await home.pass(5 * minute);
    expect(home.ledger().count({ statuses: ['missed'] })).toBeGreaterThan(20);
    // Typed while nothing is heard: it is carried out before WhatsApp is asked, and stopped by the answer.
    const [, later] = planned.filter(({ dueAt }) => dueAt > at('23:10'));
    home.world.ownerWrites(`#${later?.id} send`);
    home.world.faults.restoreNetwork();
    await home.pass(2 * minute);
    expectTold(
      home,
      { id: later?.id ?? 0 },
      /did go out:[\s\S]*I had it as missed\.[\s\S]*cancelled: it never left/,
    );
    await sendWhateverIsAsked(home);
    expectOnce(home, planned);
  });
});

/** An owner who does not look, and says send to whatever is asked about. */
async function sendWhateverIsAsked(home: Home): Promise<void> {
  await home.pass(2 * minute);
  for (let round = 0; round < 8; round++) {
    const asked = await home.says('/attention');
    if (asked.includes('Nothing needs you')) return;
    expect(await home.says('all send')).toMatch(/goes now|takes the place/);
    await home.pass(5 * minute);
  }
}
