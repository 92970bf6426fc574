// @ts-check

/** Which of WhatsApp Web's builds this page behaves like; the server writes it into the document. */
const { keyBuild, selfChat, deadAfterMs } = document.documentElement.dataset;

export const build = {
  /** The name under which a message key carries its serialized id: `_serialized` or the minified `$1`. */
  keyProperty: keyBuild === '$1' ? '$1' : '_serialized',
  /** Direct chats are kept under the LID, as after WhatsApp's migration, or under the phone number, as before. */
  lidChats: selfChat !== 'phone',
  /** Silence after which a connection counts as dead. */
  deadAfterMs: Number(deadAfterMs),
  version: '2.3000.1043220887',
};
