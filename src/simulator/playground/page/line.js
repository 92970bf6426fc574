// @ts-check
/**
 * What lines in every chat are made of. All text is set as text, never as markup.
 * @typedef {import('../inboxes.ts').ShownFile} ShownFile
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {string} [className] @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function made(tag, className = '', text = '') {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}

/**
 * A small button in a line. `label`: for those who do not see it, where the text is a sign.
 * @param {string} text @param {() => void} act @param {string} [label]
 */
export function action(text, act, label) {
  const button = made('button', 'act', text);
  button.type = 'button';
  // The place of the focus, when the line is drawn anew.
  button.dataset.act = label ?? text;
  if (label !== undefined) {
    button.setAttribute('aria-label', label);
    button.title = label;
  }
  button.addEventListener('click', act);
  return button;
}

/** @param {string} words */
export function quote(words) {
  return made('p', 'quote', words);
}

/** A picture is shown, anything else is there to be saved. @param {ShownFile} file */
export function attachment(file) {
  const link = made('a', 'file');
  link.href = `/file?path=${encodeURIComponent(file.path)}`;
  link.download = file.name;
  if (file.type === 'image') {
    const picture = made('img');
    picture.src = link.href;
    picture.alt = file.name;
    // One that cannot be drawn is a file like any other.
    picture.addEventListener('error', () => picture.replaceWith(file.name));
    link.append(picture);
  } else link.textContent = `${file.type}: ${file.name}`;
  return link;
}

/** Wall clock with seconds, in the zone that the bot reads. @param {number} at @param {string} zone */
export function clock(at, zone) {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone: zone });
}

/** The same with its day. @param {number} at @param {string} zone */
export function dayAndClock(at, zone) {
  const day = new Date(at).toLocaleDateString('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return { day, time: clock(at, zone) };
}

/**
 * Draws a list anew as far as it changed: what stands and is the same stays the same element, so that a selection and
 * the place scrolled to survive, and the focus goes to the same button of the new line.
 * @template T
 * @param {HTMLElement} list
 * @param {readonly T[]} entries
 * @param {{ key: (entry: T) => string, drawn: (entry: T) => unknown, draw: (entry: T) => HTMLElement }} how `drawn`: what
 *   shows of it
 */
export function redraw(list, entries, { key, drawn, draw }) {
  const known = new Map(
    [...list.children].map((item) => [
      /** @type {HTMLElement} */ (item).dataset.key,
      /** @type {HTMLElement} */ (item),
    ]),
  );
  const focused = list.contains(document.activeElement)
    ? /** @type {HTMLElement} */ (document.activeElement)
    : null;
  const inLine = /** @type {HTMLElement | null} */ (focused?.closest('[data-key]') ?? null)?.dataset.key;
  const items = entries.map((entry) => {
    const shown = JSON.stringify(drawn(entry));
    const standing = known.get(key(entry));
    if (standing?.dataset.drawn === shown) return standing;
    const item = draw(entry);
    item.dataset.key = key(entry);
    item.dataset.drawn = shown;
    return item;
  });
  if (items.length === list.children.length && items.every((item, at) => item === list.children[at]))
    return false;
  list.replaceChildren(...items);
  if (focused === null || focused.isConnected) return true;
  const again = items.find((item) => item.dataset.key === inLine);
  const buttons = [...(again?.querySelectorAll('button') ?? [])];
  // One that did its work and is gone leaves the focus in its line.
  (buttons.find((one) => one.dataset.act === focused.dataset.act) ?? buttons[0])?.focus();
  return true;
}
