/** What the terminal says of the link, and how a phone links the bot by a code. */
import type { Link } from './core/whatsapp.ts';
import { linkText } from './standing.ts';

/** `byCode`: PAIRING_PHONE is set. */
export function linkLine(link: Link, byCode: boolean): string {
  if (link.state === 'linking' && byCode)
    return 'Waiting to be linked: by a code, to be typed on the phone of PAIRING_PHONE';
  const text = linkText(link);
  if (link.state === 'recovering' && link.why === 'unreachable')
    return `${text}. I keep trying. To try Sendonce without WhatsApp: npm run playground`;
  if (link.state === 'recovering' && link.why === 'no_browser')
    return `${text}. Install it (Debian: apt-get install chromium) or set PUPPETEER_EXECUTABLE_PATH. I keep trying.`;
  return text;
}

/** The code as WhatsApp writes it, in two halves; it is good for some minutes. Null: WhatsApp gave none. */
export function pairingText(code: string | null): string {
  return code === null
    ? 'WhatsApp gave no code for PAIRING_PHONE: is it the number of that phone? I ask again in some minutes. Without PAIRING_PHONE I show a QR code.'
    : `Link: WhatsApp on the phone › Linked devices › Link a device › Link with phone number instead\nCode: ${code.slice(0, 4)}-${code.slice(4)}`;
}
