import { z } from 'zod';
import type { FromPage } from './protocol.ts';

/** Reads what comes over a socket: our page is well-behaved, but any process of this machine may knock. */

const short = z.string().max(200);
/** Longer than the server takes in a message, so that the refusal is the server's and not the socket's. */
const text = z.string().max(1_000_000);

const file = z.strictObject({
  path: short,
  mimetype: short,
  filename: short.nullable(),
  bytes: z.number().int().nonnegative(),
  filehash: short,
  type: short,
});

const stanza = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('message'),
    id: short,
    chat: short,
    text,
    quotedWaId: short.nullable(),
    file: file.nullable(),
  }),
  z.strictObject({ kind: z.literal('edit'), id: short, chat: short, target: short, text }),
  z.strictObject({ kind: z.literal('revoke'), id: short, chat: short, target: short }),
  z.strictObject({ kind: z.literal('reaction'), id: short, chat: short, target: short, emoji: short }),
]);

const ask = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exists'), wid: short }),
  z.strictObject({ kind: z.literal('keys'), chat: short }),
  z.strictObject({ kind: z.literal('upload'), base64: z.string(), mimetype: short }),
  z.strictObject({ kind: z.literal('download'), path: short }),
  z.strictObject({ kind: z.literal('pairing_code'), phone: short }),
  z.strictObject({ kind: z.literal('deliveries'), chat: short, waId: short }),
]);

const frame: z.ZodType<FromPage> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    page: short,
    device: z.strictObject({ id: short, secret: short }).nullable(),
    faults: z.number().int(),
  }),
  z.strictObject({ type: z.literal('faults_known'), n: z.number().int() }),
  z.strictObject({ type: z.literal('qr_shown'), ref: short }),
  z.strictObject({ type: z.literal('fresh_ref') }),
  z.strictObject({ type: z.literal('ping') }),
  z.strictObject({ type: z.literal('got'), seq: z.number().int() }),
  z.strictObject({ type: z.literal('ask'), n: z.number().int(), ask }),
  z.strictObject({ type: z.literal('stanza'), stanza }),
  z.strictObject({
    type: z.literal('chat_state'),
    chat: short,
    state: z.enum(['composing', 'recording', 'paused']),
  }),
  z.strictObject({ type: z.literal('deleted_here'), waId: short }),
  z.strictObject({ type: z.literal('log_out') }),
]);

/** Undefined for anything that is not one of the page's frames. */
export function readFrame(raw: string): FromPage | undefined {
  try {
    return frame.parse(JSON.parse(raw));
  } catch {
    return undefined;
  }
}
