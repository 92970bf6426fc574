/** The hand-overs of this process: what was asked of which document, and what is known of it. */
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { AbortAnswer, HandOver, HandOverOutcome } from '../../core/whatsapp.ts';
import type { Connection } from './connection.ts';
import { within } from './limit.ts';
import { abort } from './page/abort.ts';
import { handOver } from './page/handOver.ts';

export interface Sends {
  handOver(request: HandOver): Promise<HandOverOutcome>;
  abort(reservedIds: readonly string[]): Promise<ReadonlyMap<string, AbortAnswer>>;
}

/** Past `notAfter` the gate refuses by itself; its answer is waited for a little longer. */
const answerAfterMs = 1_000;
const abortLimitMs = 3_000;
/** Ids are remembered to refuse a second hand-over and to answer aborts; in flight are never more than a few. */
const rememberedIds = 10_000;

interface Send {
  /** Null when it was refused before any was asked. */
  readonly document: string | null;
  outcome: HandOverOutcome | null;
}

export function createSends(connection: Connection, clock: Clock, log: Log): Sends {
  const sends = new Map<string, Send>();
  const aborted = new Set<string>();

  const remember = (reservedId: string, send: Send): void => {
    sends.set(reservedId, send);
    const [oldest] = sends.keys();
    if (sends.size > rememberedIds && oldest !== undefined) sends.delete(oldest);
  };
  const rememberAborted = (reservedId: string): void => {
    aborted.add(reservedId);
    const [oldest] = aborted;
    if (aborted.size > rememberedIds && oldest !== undefined) aborted.delete(oldest);
  };

  /** Everything that is known without asking the page. */
  const refusalBefore = (request: HandOver): HandOverOutcome | null => {
    const refused = (because: 'known_id' | 'aborted' | 'page_changed' | 'not_connected' | 'too_late') =>
      ({ kind: 'refused', because }) as const;
    const earlier = sends.get(request.reservedId);
    if (earlier !== undefined && earlier.outcome?.kind !== 'refused') return refused('known_id');
    if (aborted.has(request.reservedId)) return refused('aborted');
    if (connection.life()?.generation !== request.generation) return refused('page_changed');
    if (connection.link().state !== 'connected') return refused('not_connected');
    if (clock.now() >= request.notAfter) return refused('too_late');
    return null;
  };

  const handOverOnce = async (request: HandOver): Promise<HandOverOutcome> => {
    const page = connection.life()?.page();
    const document = connection.document();
    const refusal = refusalBefore(request);
    if (refusal !== null || !page || document === null) {
      const outcome = refusal ?? ({ kind: 'refused', because: 'not_connected' } as const);
      if (!sends.has(request.reservedId)) remember(request.reservedId, { document: null, outcome });
      return outcome;
    }

    const { reservedId, chatId, text, notAfter, generation } = request;
    const account = request.account ?? { lid: null, phone: null };
    const file = request.file ?? null;
    const send: Send = { document, outcome: null };
    remember(reservedId, send);
    log.info({ reservedId, generation }, 'hand-over begins');
    const asked = page.evaluate(handOver, { reservedId, chatId, account, text, file, notAfter, document });
    const outcome = asked.then(
      (said): HandOverOutcome => (said.kind === 'threw' ? { kind: 'unknown', because: 'threw' } : said),
      (): HandOverOutcome => ({ kind: 'unknown', because: 'page_gone' }),
    );
    // Also an answer that nobody waits for any more tells a later abort the truth.
    void outcome.then((known) => {
      send.outcome = known;
    });
    const answer = await within(clock, notAfter + answerAfterMs - clock.now(), outcome);
    return answer.kind === 'value' ? answer.value : { kind: 'unknown', because: 'timeout' };
  };

  /** What is known without asking the page, or null. */
  const knownAnswer = (reservedId: string): AbortAnswer | null => {
    const send = sends.get(reservedId);
    // It was not begun by this process: an earlier one may have, in a page whose marks are gone.
    if (send === undefined) return 'unknown';
    if (send.outcome?.kind === 'refused') return 'prevented';
    return send.outcome?.kind === 'handed' ? 'handed' : null;
  };

  return {
    async handOver(request) {
      const outcome = await handOverOnce(request);
      const { reservedId, generation } = request;
      log.info({ reservedId, generation, outcome }, 'hand-over ends');
      return outcome;
    },

    async abort(reservedIds) {
      const answers = new Map<string, AbortAnswer>();
      const open = new Map<string, string[]>();
      for (const reservedId of reservedIds) {
        rememberAborted(reservedId);
        const known = knownAnswer(reservedId);
        answers.set(reservedId, known ?? 'unknown');
        const document = sends.get(reservedId)?.document;
        if (known === null && document) {
          open.set(document, [...(open.get(document) ?? []), reservedId]);
        }
      }
      const page = connection.life()?.page();
      if (page) {
        await Promise.all(
          [...open].map(async ([document, ids]) => {
            const answer = await within(clock, abortLimitMs, page.evaluate(abort, ids, document));
            const marks = answer.kind === 'value' ? answer.value : null;
            ids.forEach((reservedId, place) => {
              const handed = marks?.[place];
              if (handed !== undefined) answers.set(reservedId, handed ? 'handed' : 'prevented');
            });
          }),
        );
      }
      for (const [reservedId, answer] of answers) log.info({ reservedId, answer }, 'abort');
      return answers;
    },
  };
}
