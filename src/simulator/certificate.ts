import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** The name under which the library opens WhatsApp Web. */
export const hostName = 'web.whatsapp.com';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** Base64 of the SHA-256 of the public key: Chromium trusts this one key and no other. */
  readonly spki: string;
}

/** Made anew at every start: its key is never on a disk, so nothing that trusts it outlives the simulator. */
export async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: hostName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: hostName }] },
    ],
  });
  const publicKey = new X509Certificate(made.cert).publicKey.export({ type: 'spki', format: 'der' });
  const spki = createHash('sha256').update(publicKey).digest('base64');
  return { cert: made.cert, key: made.private, spki };
}
