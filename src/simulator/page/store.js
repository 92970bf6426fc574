// @ts-check

/**
 * What the page keeps in the browser's profile: the linked device, chats, and messages with their last ack. Writes are
 * waited for and strict: what was reported to the library survives a killed browser.
 */

/** @typedef {import('../protocol.ts').Card} Card */
/** @typedef {import('../protocol.ts').Credentials} Credentials */
/** @typedef {{ key: string, chat: string, id: string, t: number, n: number, attributes: Record<string, any> }} Row a message; `n` is its place in order of storing */
/** @typedef {{ id: string, t: number, unreadCount: number }} ChatRow */
/** @typedef {{ credentials: Credentials, me: Card }} DeviceRow */

const name = 'whatsapp-web-simulator';

/** @type {Promise<IDBDatabase>} */
const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore('device');
    db.createObjectStore('chats', { keyPath: 'id' });
    const messages = db.createObjectStore('messages', { keyPath: 'key' });
    messages.createIndex('chat', 'chat');
    messages.createIndex('id', 'id');
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {string[]} stores @param {(tx: IDBTransaction) => void} act */
async function write(stores, act) {
  const tx = (await opened).transaction(stores, 'readwrite', { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
  act(tx);
  await done;
}

/** @param {string} store */
async function reader(store) {
  return (await opened).transaction(store).objectStore(store);
}

let lastN = 0;

/** @returns {Promise<DeviceRow | undefined>} */
export async function loadDevice() {
  return result((await reader('device')).get('device'));
}

/** @param {DeviceRow} row */
export function saveDevice(row) {
  return write(['device'], (tx) => tx.objectStore('device').put(row, 'device'));
}

/** A log-out leaves nothing. */
export function wipe() {
  return write(['device', 'chats', 'messages'], (tx) => {
    for (const store of ['device', 'chats', 'messages']) tx.objectStore(store).clear();
  });
}

/** @returns {Promise<ChatRow[]>} */
export async function loadChats() {
  return result((await reader('chats')).getAll());
}

/** @param {ChatRow} row */
export function saveChat(row) {
  return write(['chats'], (tx) => tx.objectStore('chats').put(row));
}

/** Rejects with a DataError for an undefined key, as the real one does. @param {string} key @returns {Promise<Row | undefined>} */
export async function loadMessage(key) {
  return result((await reader('messages')).get(key));
}

/** Every key under which this bare id is kept. @param {string} id @returns {Promise<Row[]>} */
export async function loadMessagesWithId(id) {
  return result((await reader('messages')).index('id').getAll(id));
}

/** All of a chat, oldest first. @param {string} chat @returns {Promise<Row[]>} */
export async function loadMessagesOf(chat) {
  /** @type {Row[]} */
  const rows = await result((await reader('messages')).index('chat').getAll(chat));
  return rows.sort((a, b) => a.t - b.t || a.n - b.n);
}

/** @returns {Promise<Row[]>} */
export async function loadAllMessages() {
  return result((await reader('messages')).getAll());
}

/** @param {Omit<Row, 'n'>[]} rows */
export function saveMessages(rows) {
  return write(['messages'], (tx) => {
    for (const row of rows) {
      // Later than every earlier page's numbers, and growing within this one.
      lastN = Math.max(lastN + 1, Date.now() * 1000);
      tx.objectStore('messages').put({ ...row, n: lastN });
    }
  });
}

/** Changes a stored message; one that is not stored stays so. @param {string} key @param {Record<string, any>} changes */
export function changeMessage(key, changes) {
  return write(['messages'], (tx) => {
    const store = tx.objectStore('messages');
    const request = store.get(key);
    request.onsuccess = () => {
      const row = /** @type {Row | undefined} */ (request.result);
      if (row) store.put({ ...row, attributes: { ...row.attributes, ...changes } });
    };
  });
}

/** @param {string} key */
export function deleteMessage(key) {
  return write(['messages'], (tx) => tx.objectStore('messages').delete(key));
}
