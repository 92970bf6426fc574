// @ts-check
/**
 * The recipients' phones: a card for each that received something, and on it, for each text, how often.
 * @typedef {import('../view.ts').View} View
 */
import { clock } from './chat.js';

/** @typedef {{ text: string, count: string, mood: '' | 'wrong' | 'partly', note: string }} Row */

/** @param {View} view @param {(words: string) => void} write puts a command into the composer */
export function renderPhones(view, write) {
  const cards = [
    ...view.groups.map((group) =>
      card(
        group.name,
        `${group.phones} other phones`,
        group.received.map((one) => ({
          text: one.text,
          ...spread(one.fewest, one.most),
          note: clock(one.at, view.zone),
        })),
      ),
    ),
    ...view.phones.map((phone) =>
      card(
        phone.name,
        phone.phone,
        phone.received.map((one) => ({
          text: one.text,
          ...spread(one.times, one.times),
          note: `${clock(one.at, view.zone)}${one.group === null ? '' : ` · in ${one.group}`}`,
        })),
      ),
    ),
  ];
  element('phones').replaceChildren(...cards);
  element('nobody').hidden = cards.length > 0;
  element('others').replaceChildren(
    ...view.others.map((name) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'chip';
      button.textContent = name;
      button.title = `Write a command for ${name}`;
      button.addEventListener('click', () => write(`/schedule in 1 minute to ${quoted(name)}: Hello!`));
      item.append(button);
      return item;
    }),
  );
}

/** A name that the head of a command would cut in two stands in quotes. @param {string} name */
function quoted(name) {
  return /[:,;]| to /.test(name) ? `"${name}"` : name;
}

/**
 * @param {number} fewest @param {number} most
 * @returns {{ count: string, mood: Row['mood'] }}
 */
function spread(fewest, most) {
  if (most > 1) return { count: `${most} times!`, mood: 'wrong' };
  return fewest === 1 ? { count: 'once', mood: '' } : { count: 'arriving', mood: 'partly' };
}

/** @param {string} name @param {string} under @param {readonly Row[]} rows */
function card(name, under, rows) {
  const box = document.createElement('article');
  box.className = 'card';
  const head = document.createElement('header');
  head.className = 'card-head';
  const avatar = document.createElement('span');
  avatar.className = 'avatar small';
  avatar.setAttribute('aria-hidden', 'true');
  avatar.textContent = [...name][0] ?? '';
  avatar.style.setProperty('--hue', String(hueOf(name)));
  const who = document.createElement('div');
  const strong = document.createElement('strong');
  strong.textContent = name;
  const small = document.createElement('small');
  small.textContent = under;
  who.append(strong, small);
  head.append(avatar, who);
  const list = document.createElement('ol');
  list.className = 'rows';
  list.append(...rows.map(item));
  box.append(head, list);
  return box;
}

/** @param {Row} row */
function item(row) {
  const line = document.createElement('li');
  line.className = 'row';
  const words = document.createElement('p');
  words.textContent = row.text;
  const count = document.createElement('span');
  count.className = `count ${row.mood}`;
  count.textContent = row.count;
  const note = document.createElement('small');
  note.textContent = row.note;
  line.append(words, count, note);
  return line;
}

/** The same colour for the same name, every time. @param {string} name */
function hueOf(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
