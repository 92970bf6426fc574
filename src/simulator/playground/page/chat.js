// @ts-check
/**
 * The owner's chat, drawn line by line: a line that stands is changed in place, so that a selection, a focus or the
 * place scrolled to survive a new one.
 * @typedef {import('../view.ts').View} View
 * @typedef {import('../view.ts').ChatLine} ChatLine
 * @typedef {{ reply: (line: ChatLine) => void, edit: (line: ChatLine) => void, revoke: (line: ChatLine) => void }} Acts
 */

/** @param {HTMLElement} list @param {View} view @param {Acts} acts */
export function renderChat(list, view, acts) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const known = new Map(
    [...list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset.id, item]),
  );
  const items = view.chat.map((line) => {
    const drawn = JSON.stringify([line, view.zone]);
    const standing = /** @type {HTMLElement | undefined} */ (known.get(line.waId));
    if (standing?.dataset.drawn === drawn) return standing;
    const item = bubble(line, view.zone, acts);
    item.dataset.id = line.waId;
    item.dataset.drawn = drawn;
    return item;
  });
  if (items.length === 0) {
    const empty = document.createElement('li');
    empty.className = 'empty';
    empty.textContent = 'The bot says hello here as soon as it is linked.';
    items.push(empty);
  }
  if (items.length === list.children.length && items.every((item, at) => item === list.children[at])) return;
  list.replaceChildren(...items);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** @param {ChatLine} line @param {string} zone @param {Acts} acts */
function bubble(line, zone, acts) {
  const item = document.createElement('li');
  item.className = `bubble ${line.from}`;
  item.classList.toggle('deleted', line.deleted);
  if (line.quoted !== null && !line.deleted) {
    const quote = document.createElement('p');
    quote.className = 'quote';
    quote.textContent = line.quoted;
    item.append(quote);
  }
  const words = document.createElement('p');
  words.className = 'words';
  words.textContent = line.deleted ? 'This message was deleted' : line.text;
  const foot = document.createElement('footer');
  foot.className = 'foot';
  if (!line.deleted) {
    foot.append(action('Reply', () => acts.reply(line)));
    if (line.from === 'owner')
      foot.append(
        action('Edit', () => acts.edit(line)),
        action('Delete', () => acts.revoke(line)),
      );
  }
  const time = document.createElement('time');
  time.dateTime = new Date(line.at).toISOString();
  time.textContent = `${line.edited ? 'edited ' : ''}${clock(line.at, zone)}`;
  if (line.reaction !== null) {
    const reaction = document.createElement('span');
    reaction.textContent = line.reaction;
    foot.append(reaction);
  }
  foot.append(time);
  item.append(words, foot);
  return item;
}

/** @param {string} label @param {() => void} act */
function action(label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'act';
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

/** Wall clock with seconds, in the zone that the bot reads. @param {number} at @param {string} zone */
export function clock(at, zone) {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone: zone });
}
