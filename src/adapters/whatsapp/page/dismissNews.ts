/**
 * Runs in the page: answers the dialog that shows what is new. WhatsApp unlinks a device some five minutes after one
 * that nobody answers (OpenWA#982, waha#2217). Only dialogs with a single button are answered, so that no choice is
 * ever made, least of all to take over from another web client.
 */
export function dismissNews(): void {
  for (const dialog of document.querySelectorAll('[role="dialog"]')) {
    const buttons = dialog.querySelectorAll<HTMLElement>('button, [role="button"]');
    if (buttons.length === 1) buttons[0]?.click();
  }
}
