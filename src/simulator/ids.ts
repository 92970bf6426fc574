import { randomBytes } from 'node:crypto';

/** A message id as an iPhone makes them: `3A` and 18 hex digits. */
export function phoneId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}

/** A message id as Android makes them: 32 hex digits. */
export function androidId(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}

/** A message id as WhatsApp Web makes them. */
export function webId(): string {
  return `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
}

export function secret(): string {
  return randomBytes(24).toString('base64url');
}
