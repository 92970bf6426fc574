/** Bytes as a peer may send them: no client library tidies them up on the way. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends `bytes` and reads until the server closes, or until an answer of the announced length is there. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = () => {
      const answer = read(text);
      if (answer === null) return false;
      socket.destroy();
      resolve(answer);
      return true;
    };
    socket.setTimeout(15_000, () => reject(new Error(`no whole answer in 15 s, only: ${text}`)));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      finish();
    });
    socket.on('error', reject);
    socket.on('close', () => finish() || reject(new Error(`closed after: ${text}`)));
  });
}

function read(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined && body.length < Number(length)) return null;
  if (/transfer-encoding: chunked/i.test(head) && !body.endsWith('0\r\n\r\n')) return null;
  return { status: Number(head.split(' ')[1]), head, body };
}
