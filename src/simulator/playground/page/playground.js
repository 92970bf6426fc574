// @ts-check
/**
 * Shows the view that the server streams, and sends what the person does. All text from messages is set as text, never
 * as markup.
 * @typedef {import('../view.ts').View} View
 * @typedef {import('../view.ts').ChatLine} ChatLine
 * @typedef {import('../inboxes.ts').PhoneLine} PhoneLine
 */
import { renderChat } from './chat.js';
import { redraw } from './line.js';
import { renderNight, startNight } from './night.js';
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

/** What the owner sends along. @type {{ mimetype: string, filename: string, base64: string } | null} */
let attached = null;

/** Whose phone the sheet writes on. @type {{ name: string, line: PhoneLine } | null} */
let replying = null;
const sheet = /** @type {HTMLDialogElement} */ (byId('sheet'));
const sheetText = /** @type {HTMLTextAreaElement} */ (byId('sheet-text'));

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
  const words = text.value.trim() === '' ? '' : text.value;
  if (words === '' && attached === null) return;
  const done = await post('/owner', {
    act: about?.act ?? 'write',
    text: words,
    ...(about && { waId: about.line.waId }),
    ...(attached && { file: attached }),
  });
  if (!done) return;
  setAbout(null);
  attach(null);
  write('');
}

/** @param {File | null} file */
async function attach(file) {
  const input = /** @type {HTMLInputElement} */ (byId('file'));
  attached = null;
  if (file !== null) {
    const address = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.addEventListener('load', () => resolve(String(reader.result)));
      reader.readAsDataURL(file);
    });
    const mimetype = file.type || 'application/octet-stream';
    attached = { mimetype, filename: file.name, base64: address.slice(address.indexOf(',') + 1) };
  }
  input.value = '';
  byId('attached').hidden = attached === null;
  byId('attached-name').textContent = attached?.filename ?? '';
}

/** @param {string} name @param {PhoneLine} line */
function replyOn(name, line) {
  replying = { name, line };
  byId('sheet-title').textContent = `${name} replies`;
  byId('sheet-quote').textContent = line.text;
  sheetText.value = '';
  sheet.returnValue = 'off';
  sheet.showModal();
  sheetText.focus();
}

/** @param {View} view */
function render(view) {
  renderNight(view);
  const status = byId('status');
  status.textContent = view.status.sentence;
  status.dataset.mood = view.status.mood;
  renderChat(byId('chat'), view, {
    reply: (line) => setAbout('write', line),
    edit: (line) => setAbout('edit', line),
    revoke: (line) => void post('/owner', { act: 'revoke', waId: line.waId }),
    react: (line, emoji) => void post('/owner', { act: 'react', waId: line.waId, emoji }),
  });
  renderPhones(view, {
    write,
    reply: replyOn,
    read: (name) => void post('/phone', { act: 'read', name }),
    react: (name, line, emoji) => void post('/phone', { act: 'react', name, waId: line.waId, emoji }),
  });
  redraw(byId('faults'), view.buttons, {
    key: ({ name }) => name,
    drawn: ({ name }) => name,
    draw({ name, label, title }) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'fault';
      button.textContent = label;
      button.title = title;
      button.dataset.fault = name;
      button.classList.toggle('mend', /^(restore|normal|start)_/.test(name));
      button.classList.toggle('harsh', name.startsWith('kill_'));
      return button;
    },
  });
}

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
byId('file').addEventListener('change', () => {
  const [file] = /** @type {HTMLInputElement} */ (byId('file')).files ?? [];
  if (file !== undefined) void attach(file);
});
byId('attached-off').addEventListener('click', () => void attach(null));
sheet.addEventListener('close', () => {
  const words = sheetText.value;
  if (sheet.returnValue !== 'send' || replying === null || words.trim() === '') return;
  const { name, line } = replying;
  void post('/phone', { act: 'reply', name, waId: line.waId, text: words });
});
startNight(post);

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
  if (view === null) byId('status').textContent = 'Starting the simulated phones…';
  else render(view);
});
events.addEventListener('error', () => {
  last = '';
  const status = byId('status');
  status.textContent = 'The playground does not answer.';
  status.dataset.mood = 'bad';
});
