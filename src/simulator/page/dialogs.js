// @ts-check

/** What WhatsApp Web puts in front of everything. */

/**
 * @param {string} words @param {Record<string, () => void>} buttons by their words
 * @returns {HTMLElement} gone once a button was pressed
 */
function show(words, buttons) {
  const dialog = document.createElement('div');
  dialog.role = 'dialog';
  dialog.append(words);
  for (const [label, act] of Object.entries(buttons)) {
    const button = document.createElement('button');
    button.append(label);
    button.onclick = () => {
      dialog.remove();
      act();
    };
    dialog.append(button);
  }
  document.body.append(dialog);
  return dialog;
}

/** @param {number} withinMs @param {() => void} ignored called where nobody has closed them by then */
export function showNews(withinMs, ignored) {
  const dialog = show("What's new on WhatsApp Web", { Continue() {} });
  setTimeout(() => {
    if (dialog.isConnected) ignored();
  }, withinMs);
}

export function showConflict() {
  show('WhatsApp is open in another window', { Close() {}, 'Use here': () => location.reload() });
}
