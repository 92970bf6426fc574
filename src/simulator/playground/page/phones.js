// @ts-check
/**
 * The recipients' phones: a card for each that received something, and on it, for each text, how often.
 * @typedef {import('../view.ts').View} View
 * @typedef {import('../inboxes.ts').Phone} Phone
 * @typedef {import('../inboxes.ts').PhoneLine} PhoneLine
 * @typedef {import('../inboxes.ts').GroupPhones} GroupPhones
 * @typedef {object} PhoneActs
 * @property {(words: string) => void} write puts a command into the composer
 * @property {(name: string) => void} read
 * @property {(name: string, line: PhoneLine, emoji: string) => void} react
 * @property {(name: string, line: PhoneLine) => void} reply
 */
import { action, attachment, clock, made, quote, redraw } from './line.js';

/** @param {View} view @param {PhoneActs} acts */
export function renderPhones(view, acts) {
  const { groups, phones, zone } = view;
  redraw(element('phones'), /** @type {readonly (GroupPhones | Phone)[]} */ ([...groups, ...phones]), {
    key: (one) => `${'lines' in one ? 'phone' : 'group'} ${one.name}`,
    drawn: (one) => [one, zone],
    draw: (one) => ('lines' in one ? phoneCard(one, zone, acts) : groupCard(one, zone)),
  });
  element('nobody').hidden = groups.length + phones.length > 0;
  redraw(element('others'), view.others, {
    key: (name) => name,
    drawn: (name) => name,
    draw(name) {
      const item = made('li');
      const button = action(name, () => acts.write(`/schedule in 1 minute to ${quoted(name)}: Hello!`));
      button.className = 'chip';
      button.title = `Write a command for ${name}`;
      item.append(button);
      return item;
    },
  });
}

/** A name that the head of a command would cut in two stands in quotes. @param {string} name */
function quoted(name) {
  return /[:,;]| to /.test(name) ? `"${name}"` : name;
}

/** @param {number} fewest @param {number} most */
function count(fewest, most) {
  if (most > 1) return made('span', 'count wrong', `${most} times!`);
  return fewest === 1 ? made('span', 'count', 'once') : made('span', 'count partly', 'arriving');
}

/** @param {string} name @param {string} under */
function cardOf(name, under) {
  const box = made('article', 'card');
  const head = made('header', 'card-head');
  const avatar = made('span', 'avatar small', [...name][0] ?? '');
  avatar.setAttribute('aria-hidden', 'true');
  avatar.style.setProperty('--hue', String(hueOf(name)));
  const who = made('div', 'who');
  who.append(made('strong', '', name), made('small', '', under));
  head.append(avatar, who);
  const list = made('ol', 'rows');
  box.append(head, list);
  return { box, head, list };
}

/** @param {GroupPhones} group @param {string} zone */
function groupCard(group, zone) {
  const { box, list } = cardOf(group.name, `a group: ${group.phones} other phones`);
  list.append(
    ...group.received.map((one) => {
      const item = made('li', 'row');
      item.classList.toggle('deleted', one.deleted);
      if (one.file !== null && !one.deleted) item.append(attachment(one.file));
      item.append(made('p', '', one.deleted ? 'This message was deleted' : one.text));
      item.append(count(one.fewest, one.most));
      item.append(made('small', '', `${one.edited ? 'edited · ' : ''}${clock(one.at, zone)}`));
      return item;
    }),
  );
  return box;
}

/** @param {Phone} phone @param {string} zone @param {PhoneActs} acts */
function phoneCard(phone, zone, acts) {
  const { box, head, list } = cardOf(phone.name, phone.phone);
  if (phone.unread > 0) {
    const read = action(`Read ${phone.unread}`, () => acts.read(phone.name), `${phone.name} reads`);
    read.classList.add('unread');
    head.append(read);
  }
  list.append(
    ...phone.lines.map((line) =>
      line.from === 'here' ? own(line, zone) : row(phone.name, line, zone, acts),
    ),
  );
  return box;
}

/** @param {string} name @param {PhoneLine} line @param {string} zone @param {PhoneActs} acts */
function row(name, line, zone, acts) {
  const item = made('li', 'row');
  item.classList.toggle('deleted', line.deleted);
  if (line.quoted !== null && !line.deleted) item.append(quote(line.quoted));
  if (line.file !== null && !line.deleted) item.append(attachment(line.file));
  item.append(made('p', '', line.deleted ? 'This message was deleted' : line.text));
  item.append(count(line.times, line.times));
  const notes = [
    ...(line.edited ? ['edited'] : []),
    clock(line.at, zone),
    ...(line.group === null ? [] : [`in ${line.group}`]),
    line.read ? 'read' : 'not read yet',
  ];
  const foot = made('footer', 'foot');
  foot.append(made('small', '', notes.join(' · ')));
  if (line.reacted !== null) foot.append(made('span', 'reaction', line.reacted));
  if (!line.deleted) {
    const love = line.reacted === '❤️' ? '' : '❤️';
    foot.append(
      action('❤️', () => acts.react(name, line, love), `${name} reacts with a heart`),
      action('Reply', () => acts.reply(name, line), `${name} replies`),
    );
  }
  item.append(foot);
  return item;
}

/** What was written on this phone. @param {PhoneLine} line @param {string} zone */
function own(line, zone) {
  const item = made('li', 'row own');
  if (line.quoted !== null) item.append(quote(line.quoted));
  item.append(
    made('p', '', line.text),
    made('small', '', `${clock(line.at, zone)}${line.group === null ? '' : ` · in ${line.group}`}`),
  );
  return item;
}

/** The same colour for the same name, every time. @param {string} name */
function hueOf(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
