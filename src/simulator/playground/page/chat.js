// @ts-check
/**
 * The owner's chat, drawn line by line.
 * @typedef {import('../view.ts').View} View
 * @typedef {import('../view.ts').ChatLine} ChatLine
 * @typedef {object} Acts
 * @property {(line: ChatLine) => void} reply
 * @property {(line: ChatLine) => void} edit
 * @property {(line: ChatLine) => void} revoke
 * @property {(line: ChatLine, emoji: string) => void} react
 */
import { action, attachment, clock, made, quote, redraw } from './line.js';

/** @param {HTMLElement} list @param {View} view @param {Acts} acts */
export function renderChat(list, view, acts) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  if (view.chat.length === 0) {
    list.replaceChildren(made('li', 'empty', 'The bot says hello here as soon as it is linked.'));
    return;
  }
  const changed = redraw(list, view.chat, {
    key: (line) => line.waId,
    drawn: (line) => [line, view.zone],
    draw: (line) => bubble(line, view.zone, acts),
  });
  if (changed && atEnd) list.scrollTop = list.scrollHeight;
}

/** @param {ChatLine} line @param {string} zone @param {Acts} acts */
function bubble(line, zone, acts) {
  const item = made('li', `bubble ${line.from}`);
  item.classList.toggle('deleted', line.deleted);
  if (line.quoted !== null && !line.deleted) item.append(quote(line.quoted));
  if (line.file !== null && !line.deleted) item.append(attachment(line.file));
  const words = made('p', 'words', line.deleted ? 'This message was deleted' : line.text);
  const foot = made('footer', 'foot');
  if (!line.deleted) foot.append(...actions(line, acts));
  for (const emoji of [line.reaction, line.reacted])
    if (emoji !== null) foot.append(made('span', 'reaction', emoji));
  const time = made('time', '', `${line.edited ? 'edited ' : ''}${clock(line.at, zone)}`);
  time.dateTime = new Date(line.at).toISOString();
  foot.append(time);
  item.append(words, foot);
  return item;
}

/** @param {ChatLine} line @param {Acts} acts */
function actions(line, acts) {
  const reply = action('Reply', () => acts.reply(line));
  if (line.from === 'owner')
    return [reply, action('Edit', () => acts.edit(line)), action('Delete', () => acts.revoke(line))];
  const toggled = (/** @type {string} */ emoji) => (line.reacted === emoji ? '' : emoji);
  return [
    reply,
    action('👍', () => acts.react(line, toggled('👍')), 'React with 👍: yes to a question'),
    action('❌', () => acts.react(line, toggled('❌')), 'React with ❌: cancels what was scheduled'),
  ];
}
