/** The disk dies in the middle of the night, and the backup of eleven o'clock is all there is. */
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { backupsIn } from '../../src/adapters/sqlite/backup.ts';
import { restoreLedger } from '../../src/adapters/sqlite/restore.ts';
import { createPreferences } from '../../src/chat/preferences.ts';
import { createTell } from '../../src/chat/tell.ts';
import { markRestored } from '../../src/core/restored.ts';
import type { Home } from '../sim/home.ts';
import { at, chat, expectOnce, minute, newYearsEve, schedule, until } from './night.ts';

let home: Home;
afterEach(() => home.close());

/** What `sendonce restore` does, at the hour of this night. */
async function putBack(): Promise<void> {
  await home.kill();
  const now = home.clock.now();
  const folder = join(home.folder, 'backups');
  restoreLedger({
    file: join(home.folder, 'ledger.db'),
    from: join(folder, backupsIn(folder)[0] ?? ''),
    at: now,
    stopFile: openStopFile(join(home.folder, 'STOP')),
    amend(ledger) {
      const preferences = createPreferences(ledger, { zone: 'Europe/London', locale: 'en-GB', rings: false });
      ledger.write((tx) => markRestored(tx, createTell(preferences), at('23:00'), now));
    },
  });
  await home.boot();
}

test('what went since the backup goes no second time, what was cancelled stays so, and what is still to come goes once', async () => {
  home = await newYearsEve({ start: '2026-12-31T22:50:00Z', memory: false });
  const sentSince = await schedule(home, at('23:05'), ['Mum'], ['sent since']);
  const unsent = await schedule(home, at('23:29'), ['Zoë Müller'], ['due while nothing ran']);
  const cancelled = await schedule(home, at('23:45'), ['Anna'], ['cancelled since']);
  const toCome = await schedule(home, at('23:59'), ['Łukasz'], ['to come']);
  await until(home, at('22:59:58'));
  expect(await home.says('/backup')).toContain('💾 Backed up: Thu 31 Dec, 22:59');

  // All of this the backup knows nothing of.
  const scheduledSince = await schedule(home, at('23:10'), ["O'Brien"], ['scheduled and sent since']);
  await until(home, at('23:15'));
  await home.says('/cancel 3');
  home.world.ownerWrites('/schedule 23:50 to Ольга: scheduled since, and lost');
  await until(home, at('23:28'));
  expectOnce(home, [...sentSince, ...scheduledSince]);
  home.world.faults.cutNetwork();
  await home.pass(3 * minute);
  home.world.faults.restoreNetwork();
  await putBack();

  await until(home, at('23:36'));
  const heard = home.heard().join('\n\n');
  expect(heard).toContain('🛑 I was put back to a backup of\nThu 31 Dec, 23:00. I know nothing since');
  expect(heard).toContain('🚫 #3 to Anna cancelled. It never left.');
  // Whatever had been scheduled since is named, so that the owner can write it again.
  expect(heard).toMatch(/after you wrote this, Thu 31 Dec, 23:15[\s\S]*23:50 to Ольга/);
  expect(heard).toMatch(/after you wrote this, Thu 31 Dec, 23:00[\s\S]*23:10 to O'Brien/);
  expect(heard).toMatch(/✋ #1 to Mum held:\nWhatsApp already knows it/);
  expect(await home.says('/status')).toContain('🛑 Stopped since');

  const resumed = await home.says('/resume');
  expect(resumed).toMatch(
    /▶️ Going on[\s\S]*⌛ 2 messages overdue[\s\S]*#1 Mum 23:05[\s\S]*#2 Zoë Müller 23:29/,
  );
  await home.says('1 drop 2 send');
  await until(home, at('00:30'));
  const all = [...sentSince, ...unsent, ...cancelled, ...toCome, ...scheduledSince];
  expectOnce(home, all, cancelled);
  expect(home.world.inbox('Ольга')).toHaveLength(0);
  await home.pass(3 * 60 * minute);
  expectOnce(home, all, cancelled);
});

test('answers that were given to the lost ledger are not given to this one: what they sent is not sent again', async () => {
  home = await newYearsEve({ start: '2026-12-31T22:30:00Z', memory: false });
  const missed = await schedule(home, at('22:40'), ['Mum'], ['missed, then wanted']);
  await until(home, at('22:39'));
  home.world.faults.cutNetwork();
  await until(home, at('22:58'));
  home.world.faults.restoreNetwork();
  await until(home, at('22:59:58'));
  expect(chat(home).join('\n')).toContain('#1 to Mum missed the time');
  await home.says('/backup');
  // The answer that the backup does not know of: it made #2, which went.
  expect(await home.says('send')).toContain('#2 takes the place of #1');
  await until(home, at('23:05'));
  expectOnce(home, missed);

  await putBack();
  await until(home, at('23:07'));
  expect(home.heard().join('\n')).toMatch(
    /Nothing done: I was put back to a backup\nafter you wrote this, Thu 31 Dec, 23:00\.\n"send"/,
  );
  await home.says('/resume');
  await until(home, at('00:30'));
  expectOnce(home, missed);
});

test('a stop from before the restore stands, though the backup was made before it', async () => {
  home = await newYearsEve({ start: '2026-12-31T22:50:00Z', memory: false });
  const planned = await schedule(home, at('23:30'), ['Mum'], ['wish']);
  await home.says('/backup');
  await home.says('/stop');
  await putBack();
  await until(home, at('00:30'));
  expectOnce(home, planned, planned);
  expect(home.ledger().latch('stopped')).not.toBeNull();
});

test('a series that went on since the backup brings no time of its rule twice, and goes on with the next', async () => {
  home = await newYearsEve({ start: '2026-12-31T22:50:00Z', memory: false });
  expect(await home.says('/every 30 minutes x5 to Mum: still up?')).toContain('🔁 S1');
  await until(home, at('22:59:58'));
  await home.says('/backup');
  await until(home, at('23:25'));
  expect(home.world.inbox('Mum')).toHaveLength(1);

  await putBack();
  await until(home, at('23:30'));
  // Its id follows from the rule, so that WhatsApp knows what this ledger takes for unsent.
  expect(home.heard().join('\n\n')).toMatch(/✋ #1 to Mum held:\nWhatsApp already knows it/);
  expect(await home.says('/resume')).toContain('#1');
  await home.says('#1 drop');
  await until(home, at('03:00'));
  const times = home.world.inbox('Mum').map(({ at }) => Math.floor(at / minute));
  expect(new Set(times).size).toBe(5);
  expect(times).toHaveLength(5);
  expect(home.ledger().series(1)?.state).toBe('ended');
});
