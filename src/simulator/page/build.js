// @ts-check

/** Which of WhatsApp Web's builds this page behaves like; the server writes it into the document. */

/** @type {import('../protocol.ts').PageBuild} */
const told = JSON.parse(document.documentElement.dataset.build ?? '{}');

export const build = {
  ...told,
  /** The name under which a message key carries its serialized id: `_serialized` or the minified `$1`. */
  keyProperty: told.keyBuild,
  /** Direct chats are kept under the LID, as after WhatsApp's migration, or under the phone number, as before. */
  lidChats: told.selfChat === 'lid',
};
