// @ts-check
/**
 * The clock of this world, which can be set forward, and the story that is told on it.
 * @typedef {import('../view.ts').View} View
 */
import { dayAndClock } from './line.js';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {{ aheadMs: number, zone: string } | null} */
let world = null;

function tick() {
  if (world === null) return;
  const now = Date.now() + world.aheadMs;
  const { day, time } = dayAndClock(now, world.zone);
  byId('day').textContent = day;
  byId('now').textContent = time;
}

/** @param {(path: string, body: object) => Promise<boolean>} post */
export function startNight(post) {
  setInterval(tick, 250);
  byId('moves').addEventListener('click', (event) => {
    const byMs = Number(/** @type {HTMLElement} */ (event.target).dataset.by);
    if (byMs > 0) void post('/clock', { act: 'move', byMs });
  });
  byId('halt').addEventListener('click', () => void post('/clock', { act: 'halt' }));
  byId('play').addEventListener('click', () => void post('/story', { act: 'play' }));
  byId('end').addEventListener('click', () => void post('/story', { act: 'stop' }));
}

/** @param {View} view */
export function renderNight({ clock, zone, story }) {
  world = { aheadMs: clock.aheadMs, zone };
  tick();
  const isPlaying = story?.state === 'playing';
  const isMoving = clock.target !== null;
  byId('clock').classList.toggle('moving', isMoving);
  byId('moves').hidden = isPlaying;
  const halt = byId('halt');
  halt.hidden = !isMoving || isPlaying;
  if (clock.target !== null) {
    const { day, time } = dayAndClock(clock.target, zone);
    halt.textContent = `Halt (on its way to ${day}, ${time})`;
  }
  /** @type {HTMLButtonElement} */ (byId('play')).disabled = isPlaying;
  byId('end').hidden = !isPlaying;
  byId('story').hidden = story === null;
  if (story === null) return;
  byId('story').dataset.state = story.state;
  // Said again only where it is another sentence: a reader would read it out with every change of the phones.
  const says = byId('says');
  if (says.textContent !== story.says) says.textContent = story.says;
  const bar = /** @type {HTMLProgressElement} */ (byId('chapters'));
  bar.max = story.of;
  bar.value = story.state === 'playing' ? story.chapter - 0.5 : story.chapter;
}
