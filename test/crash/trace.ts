/**
 * The order of system calls, read from a trace: what the log of the ledger got, when that was made durable, and when
 * something left. A kill cannot show this, since the system keeps what a killed process has written; a power cut would.
 */

/** One call that matters, in the order in which the calls were made. */
export type Step =
  /** One frame of the write-ahead log: a page, and whether the transaction ends with it. */
  | { readonly kind: 'frame'; readonly page: number; readonly ends: boolean; readonly content: string }
  /** The log was made durable. */
  | { readonly kind: 'synced' }
  /** The page took something: the hand-over, as the world recorded it. */
  | { readonly kind: 'handed'; readonly waId: string; readonly text: string };

/** Where a row must stand in the log before its message may leave: the pages of these tables. */
export interface Places {
  readonly attempts: ReadonlySet<number>;
  readonly tellings: ReadonlySet<number>;
  readonly notices: ReadonlySet<number>;
}

const headerSize = 24;

/** From `strace -f -y -xx -s 65536` of writes and syncs. Each frame is two writes: its header, then its page. */
export function readTrace(trace: string): readonly Step[] {
  const steps: Step[] = [];
  let header: { readonly page: number; readonly ends: boolean } | null = null;
  for (const line of trace.split('\n')) {
    const call = /^\d+ +(\w+)\(\d+<((?:\\x[0-9a-f]{2})+)>(?:, "((?:\\x[0-9a-f]{2})*)")?.*\) += (-?\d+)/.exec(
      line,
    );
    if (call === null || Number(call[4]) < 0) continue;
    const [, name = '', path = '', text = ''] = call;
    const file = bytesOf(path).toString();
    const bytes = bytesOf(text);
    if (/^f(?:data)?sync$/.test(name) && file.endsWith('-wal')) steps.push({ kind: 'synced' });
    if (name === 'pwrite64' && file.endsWith('-wal')) {
      if (bytes.length === headerSize) {
        header = { page: bytes.readUInt32BE(0), ends: bytes.readUInt32BE(4) > 0 };
      } else if (header !== null) {
        steps.push({ kind: 'frame', ...header, content: bytes.toString('latin1') });
        header = null;
      }
    }
    if (name === 'write' && file.endsWith('world.jsonl')) steps.push(...handedIn(bytes.toString()));
  }
  return steps;
}

/** `\\x2f` for each byte: strace so escapes whatever could be misread. */
function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
}

function handedIn(line: string): readonly Step[] {
  const entry = JSON.parse(line) as { readonly kind: string; readonly waId: string; readonly text: string };
  return entry.kind === 'handed' ? [{ kind: 'handed', waId: entry.waId, text: entry.text }] : [];
}

export interface Verdict {
  /** Hand-overs that were looked at: messages, and notices with their replies. */
  readonly claims: number;
  readonly replies: number;
  readonly broken: readonly string[];
}

/**
 * Of every hand-over: the row that claims it was in a transaction that had ended and was durable, and of a reply also the
 * transaction that holds its words, which is the one of what it tells.
 */
export function judgeOrder(steps: readonly Step[], places: Places): Verdict {
  const broken: string[] = [];
  let claims = 0;
  let replies = 0;
  // Written and not yet ended, ended and not yet durable, durable.
  let open: Step[] = [];
  let ended: Step[] = [];
  const durable: { readonly page: number; readonly content: string }[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case 'frame':
        open.push(step);
        if (!step.ends) break;
        ended.push(...open);
        open = [];
        break;
      case 'synced':
        for (const frame of ended) if (frame.kind === 'frame') durable.push(frame);
        ended = [];
        break;
      case 'handed': {
        const stands = (pages: ReadonlySet<number>, words: string): boolean =>
          durable.some(({ page, content }) => pages.has(page) && content.includes(words));
        const isMessage = stands(places.attempts, step.waId);
        if (isMessage) claims++;
        else if (stands(places.tellings, step.waId)) {
          replies++;
          if (!stands(places.notices, beginningOf(step.text)))
            broken.push(`the words of ${step.waId} left before they were durable`);
        } else broken.push(`${step.waId} left before its claim was durable`);
        if (open.length > 0) broken.push(`${step.waId} left in the middle of a transaction`);
        if (ended.length > 0) broken.push(`${step.waId} left between a commit and its sync`);
        break;
      }
      default:
        step satisfies never;
    }
  }
  return { claims, replies, broken };
}

/** As the log holds it, byte for byte: without the time that is put before a late notice. */
function beginningOf(text: string): string {
  const words = text.replace(/^\(\d\d:\d\d\) /, '').split('\n', 1)[0] ?? '';
  return Buffer.from(words).toString('latin1');
}
