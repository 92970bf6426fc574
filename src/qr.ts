import { toString as draw } from 'qrcode';

/** A QR code as characters that a terminal shows and a phone can scan. */
export function terminalQr(code: string): Promise<string> {
  return draw(code, { type: 'terminal', small: true });
}
