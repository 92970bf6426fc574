import { afterEach, describe, expect, test } from 'vitest';
import type { Home } from '../sim/home.ts';
import {
  answerByThePhones,
  at,
  chat,
  expectNoQuestionTwice,
  expectOnce,
  expectTold,
  minute,
  newYearsEve,
  type Planned,
  scheduleThem,
  second,
  until,
  wakefulOwner,
} from './night.ts';

let home: Home;
afterEach(() => home.close());

/** Confirmations 5 to 90 s late, and each eleventh lost; what the bot tells its owner is confirmed at once. */
function slowAcks(): void {
  let sent = 0;
  home.world.faults.acks(({ self }) => {
    if (self) return 'normal';
    sent++;
    return sent % 11 === 0 ? 'lost' : { delayMs: (5 + ((sent * 37) % 86)) * second };
  });
}

/** The first message that is due at or after `time`. */
function dueFrom(planned: readonly Planned[], time: string): Planned {
  const found = planned.toSorted((a, b) => a.dueAt - b.dueAt).find(({ dueAt }) => dueAt >= at(time));
  if (found === undefined) throw new Error(`nothing is due from ${time}`);
  return found;
}

describe('the night of the incident', () => {
  test('38 messages, late and lost confirmations, a deletion, an edit, two kills and a clock that steps: each once', async () => {
    home = await newYearsEve({ memory: false });
    const planned = await scheduleThem(home);
    const owner = wakefulOwner(home);
    const go = (time: string): Promise<void> => until(home, at(time), owner.look);
    slowAcks();

    await go('22:45');
    home.clock.step(800);
    await go('23:05:20');
    await home.kill();
    await home.clock.advance(30 * second);
    await home.boot();
    await go('23:20');
    home.clock.step(-2 * second);

    // The one that was deleted a minute before its time, and was sent all the same.
    const deleted = dueFrom(planned, '23:30');
    await until(home, deleted.dueAt - 30 * second, owner.look);
    home.world.ownerRevokes(deleted.command);

    const edited = dueFrom(planned, '23:40');
    await until(home, edited.dueAt + 5 * second, owner.look);
    expect(home.message(edited.id).status).toBe('sending');
    home.world.ownerEdits(edited.command, `/schedule 23:59 to ${edited.to}: something else`);

    await go('23:49:20');
    home.clock.step(70 * second);
    await go('23:56');
    home.clock.step(-70 * second);
    await go('00:01:30');
    await home.kill();
    await home.clock.advance(45 * second);
    await home.boot();
    await go('00:50');

    expectTold(home, dueFrom(planned, '23:50'), /✋ .* held:\nmy clock jumped/);
    const lost = await answerByThePhones(home, planned);
    expect(lost).toEqual([]);
    expectOnce(home, planned, [deleted]);
    expectTold(home, deleted, /You deleted the command: .* cancelled\. It never left\./);
    expectTold(home, edited, /Too late to change/);
    expect(home.world.timesReceived(edited.to, 'something else')).toBe(0);
    expectNoQuestionTwice(home);
    expect(chat(home).join('\n')).toContain('🕰️ My clock jumped');
    await home.pass(3 * 60 * minute);
    expectOnce(home, planned, [deleted]);
  });
});
