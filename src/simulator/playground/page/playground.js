// @ts-check
/**
 * Shows the view that the server streams, and sends what the person does. All text from messages is set as text, never
 * as markup.
 * @typedef {import('../view.ts').View} View
 * @typedef {import('../view.ts').ChatLine} ChatLine
 */
import { renderChat } from './chat.js';
import { renderPhones } from './phones.js';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const text = /** @type {HTMLTextAreaElement} */ (byId('text'));
const composer = /** @type {HTMLFormElement} */ (byId('composer'));

/**
 * What the composer is about to do with the line it shows above the input.
 * @type {{ act: 'write' | 'edit', line: ChatLine } | null}
 */
let about = null;

/** What the chip says, and the command that it puts into the input. */
const ideas = [
  ['Birthday in a minute', '/schedule in 1 minute to Mum: Happy birthday! 🎂'],
  ['Two parts, two people', '/schedule in 1 minute to Mum, Anna: See you soon\n---\nBring a coat'],
  ['Which Chris?', '/schedule tomorrow 9 to Chris: Coffee?'],
  ['/list', '/list'],
  ['/cancel last', '/cancel last'],
  ['/stop', '/stop'],
  ['/resume', '/resume'],
  ['/status', '/status'],
  ['/help', '/help'],
];

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<boolean>} whether it was done
 */
async function post(path, body) {
  const line = byId('fault');
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    line.textContent = response.ok ? '' : (await response.json()).error;
  } catch {
    line.textContent = 'The playground is not running any more. Start it again in the terminal.';
  }
  line.hidden = line.textContent === '';
  return line.hidden;
}

/** @param {'write' | 'edit' | null} act @param {ChatLine} [line] */
function setAbout(act, line) {
  about = act === null || line === undefined ? null : { act, line };
  byId('reply').hidden = about === null;
  byId('reply-kind').textContent = act === 'edit' ? 'Edit' : 'Reply to';
  byId('reply-text').textContent = line?.text ?? '';
  if (act === 'edit' && line !== undefined) write(line.text);
  if (about !== null) text.focus();
}

/** Puts words into the input, for the person to look at and to send. @param {string} words */
function write(words) {
  text.value = words;
  grow();
  text.focus();
}

/** Where `field-sizing` is unknown, the input is made as high as its lines by hand. */
function grow() {
  if (CSS.supports('field-sizing', 'content')) return;
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + 2}px`;
}

async function send() {
  const words = text.value;
  if (words.trim() === '') return;
  const done = await post('/owner', {
    act: about?.act ?? 'write',
    text: words,
    ...(about && { waId: about.line.waId }),
  });
  if (!done) return;
  setAbout(null);
  write('');
}

/** @param {View} view */
function render(view) {
  const status = byId('status');
  status.textContent = view.status.sentence;
  status.dataset.mood = view.status.mood;
  renderChat(byId('chat'), view, {
    reply: (line) => setAbout('write', line),
    edit: (line) => setAbout('edit', line),
    revoke: (line) => void post('/owner', { act: 'revoke', waId: line.waId }),
  });
  renderPhones(view, write);
  byId('faults').replaceChildren(
    ...view.buttons.map(({ name, label, title }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'fault';
      button.textContent = label;
      button.title = title;
      button.dataset.fault = name;
      button.classList.toggle('mend', /^(restore|normal|start)_/.test(name));
      button.classList.toggle('harsh', name.startsWith('kill_'));
      return button;
    }),
  );
}

// One listener for all buttons: they are drawn anew with every view, perhaps between a press and its release.
byId('faults').addEventListener('click', (event) => {
  const name = /** @type {HTMLElement} */ (event.target).dataset.fault;
  if (name !== undefined) void post('/fault', { name });
});

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});
text.addEventListener('input', grow);
text.addEventListener('keydown', (event) => {
  // While an input method composes, Enter chooses a word.
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    void send();
  }
  if (event.key === 'Escape') setAbout(null);
});
byId('reply-off').addEventListener('click', () => setAbout(null));

byId('ideas').replaceChildren(
  ...ideas.map(([label = '', command = '']) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'chip';
    button.textContent = label;
    button.addEventListener('click', () => write(command));
    return button;
  }),
);

/** The buttons are only drawn anew when something changed: a press must not fall between two of them. */
let last = '';
const events = new EventSource('/events');
events.addEventListener('message', (event) => {
  if (event.data === last) return;
  last = event.data;
  const view = /** @type {View | null} */ (JSON.parse(event.data));
  if (view !== null) render(view);
});
events.addEventListener('error', () => {
  last = '';
  const status = byId('status');
  status.textContent = 'The playground does not answer.';
  status.dataset.mood = 'bad';
});
