/** Alarms, and when the owner was told. The tables raise most alarms themselves: see the trigger `events_alarm`. */
import type { Alarm, AlarmReads, AlarmWrites } from '../../core/alarm.ts';
import { exactlyOne, type Store } from './store.ts';

/** The trigger asks for this setting: it stands while there is a receiver. */
const alarmingKey = 'alarming';

export function alarmReads({ sql }: Store): AlarmReads {
  return {
    alarming: () => sql('SELECT 1 FROM settings WHERE key = ?').get(alarmingKey) !== undefined,
    alarmsWaiting: () =>
      sql(
        `SELECT id, state, message_id AS messageId, why, raised_at AS raisedAt FROM alarms
         WHERE outcome = 'waiting' ORDER BY id`,
      ).all() as Alarm[],
    told: (of) => {
      const since = (
        typeof of === 'number'
          ? sql(
              `SELECT max(at) AS at FROM events
               WHERE message_id = ? AND new_state IN ('missed', 'held', 'failed', 'in_doubt')`,
            ).get(of)
          : sql('SELECT max(at) AS at FROM events WHERE message_id IS NULL AND new_state = ?').get(of)
      ) as { at: number | null };
      if (since.at === null) return { byNoticeAt: null, byAlarmAt: null };
      const bound = { of, since: since.at };
      const notice = sql(
        `SELECT min(t.settled_at) AS at FROM notices n JOIN tellings t ON t.notice_id = n.id
         WHERE t.outcome = 'acked' AND ${typeof of === 'number' ? aboutIt : ofItsTransaction}`,
      ).get(bound) as { at: number | null };
      const alarm = sql(
        `SELECT min(settled_at) AS at FROM alarms
         WHERE outcome = 'accepted' AND raised_at >= :since
           AND ${typeof of === 'number' ? 'message_id = :of' : 'state = :of'}`,
      ).get(bound) as { at: number | null };
      return { byNoticeAt: notice.at, byAlarmAt: alarm.at };
    },
  };
}

/** Whatever was told about the message since then showed its state: a notice of its own, or a reply. */
const aboutIt = `n.created_at >= :since AND EXISTS (SELECT 1 FROM json_each(n.about) WHERE value = :of)`;
/** A latch is about no message; its notice is the one that was made in the same transaction. */
const ofItsTransaction = `n.created_at = :since AND n.kind = 'notice'`;

export function alarmWrites({ sql }: Store): AlarmWrites {
  return {
    setAlarming: (on, at) => {
      if (on) {
        sql(`INSERT INTO settings (key, value) VALUES (?, 'on') ON CONFLICT DO NOTHING`).run(alarmingKey);
        return;
      }
      sql('DELETE FROM settings WHERE key = ?').run(alarmingKey);
      sql(`UPDATE alarms SET outcome = 'dropped', settled_at = ? WHERE outcome = 'waiting'`).run(at);
    },
    raise: (state, at) => {
      sql(
        `INSERT INTO alarms (state, raised_at, outcome) SELECT :state, :at, 'waiting'
         WHERE EXISTS (SELECT 1 FROM settings WHERE key = :key)`,
      ).run({ state, at, key: alarmingKey });
    },
    alarmsAccepted: (ids, at) => {
      for (const id of ids) {
        const { changes } = sql(
          `UPDATE alarms SET outcome = 'accepted', settled_at = ? WHERE id = ? AND outcome = 'waiting'`,
        ).run(at, id);
        exactlyOne(changes, `note that alarm ${id} was accepted`);
      }
    },
  };
}
