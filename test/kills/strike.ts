/** Carrying out one kill: the moment is waited for, the process is killed, and what should die with it is watched. */
import { browserProcesses, killAll } from './browser.ts';
import { findVictims, type Plan } from './killing.ts';
import type { Scene } from './scene.ts';

/** From a kill to a bot that has caught up: backoff, launch and sync on an idle machine take a tenth of it. */
export const backWithinMs = 90_000;
const orphansGoneWithinMs = 10_000;
/** When nothing is handed over for this long, the moment has come all the same. */
const momentWithinMs = 6_000;

/** `restartAfterMs`: how long a killed bot stays down. Resolves once the kill is done, and not when all is well again. */
export async function strike(scene: Scene, plan: Plan, restartAfterMs: number): Promise<void> {
  const { clock, folder, heard, kills, bot } = scene;
  if (plan.moment !== 'coming_back' && !(await scene.until(() => heard.up, backWithinMs))) {
    scene.broke(`it was not back within ${backWithinMs / 1000} s`);
    return;
  }
  // Looked for beforehand: reading the list of processes takes longer than a hand-over.
  let found = plan.victim === 'bot' ? [] : await findVictims(folder, plan.victim, clock);
  if (plan.moment === 'hand_over' || plan.moment === 'telling') {
    const count = plan.moment === 'hand_over' ? 'handOvers' : 'tellings';
    const before = heard[count];
    await scene.until(() => heard[count] > before, momentWithinMs);
  }
  if (plan.afterMs > 0) await clock.sleepUntil(clock.now() + plan.afterMs);
  const did = (what: string): void => {
    scene.note('kill', `${kills.length + 1}: ${plan.victim} (${plan.moment}): ${what}`);
    kills.push({ ...plan, at: clock.now(), connectedAt: null, backAt: null, broke: 0 });
    heard.up = false;
  };
  if (plan.victim !== 'bot') {
    let killed = killAll(found);
    if (killed === 0) {
      // It has ended since by itself, as after the kill before this one.
      found = await findVictims(folder, plan.victim, clock);
      killed = killAll(found);
    }
    if (killed === 0) scene.broke(`there was no ${plan.victim} to kill`);
    did(`SIGKILL to ${killed}`);
    return;
  }
  const orphans = browserProcesses(folder).map(({ pid }) => pid);
  const dying = bot.kill();
  did(`SIGKILL, with ${orphans.length} processes of its browser alive`);
  await dying;
  const live = (): number => browserProcesses(folder).filter(({ pid }) => orphans.includes(pid)).length;
  const gone = scene
    .until(() => live() === 0, orphansGoneWithinMs)
    .then((areGone) => {
      if (areGone) scene.note('kill', 'no process of its browser is left');
      else scene.broke(`${live()} processes of its browser outlived the bot`);
    });
  // A supervisor starts it anew at once. Every other time it comes later, because a new bot would end the browser of
  // the old one, and whether that ends by itself must be seen too.
  if (kills.filter(({ victim }) => victim === 'bot').length % 2 === 1) await gone;
  await clock.sleepUntil(clock.now() + restartAfterMs);
  bot.start();
  await gone;
}
