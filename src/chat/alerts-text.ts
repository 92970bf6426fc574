/** The ways by which the owner is woken, in words. */
import type { CallOutcome } from '../core/alarm.ts';
import { alertFailureKey } from '../core/alarms.ts';
import { heartbeatFailureKey } from '../core/heartbeat.ts';
import { clockTime, dateLabel } from '../core/time/format.ts';
import type { CommandContext } from './command.ts';
import { counted } from './naming.ts';

export function alertsText(context: CommandContext): string {
  const { ledger } = context.ground;
  const { ownNumber, heartbeat } = context.ringing;
  const chat = ownNumber
    ? '📱 Your phone rings for this chat, as I have\na number of my own.'
    : '📱 This chat makes no sound on your phone.';
  if (!ledger.alarming())
    return [
      `🔕 ALERT_URL is not set.\n${chat}`,
      'To be woken: install the app ntfy, follow',
      'a topic that nobody guesses, and start me',
      'with ALERT_URL=https://ntfy.sh/<topic>',
      'Then: /alerts test',
    ].join('\n');
  return [
    '🔔 ALERT_URL gets a line for all that needs',
    'you, and never a name, number or text.',
    waitingText(context),
    chat,
    ...heartbeatLines(heartbeat, ledger.setting(heartbeatFailureKey) as CallOutcome | null),
    'Hear it: /alerts test',
  ].join('\n');
}

function waitingText({ ground: { ledger }, zone, now }: CommandContext): string {
  const waiting = ledger.alarmsWaiting();
  const [oldest] = waiting;
  if (oldest === undefined) return 'All told.';
  const at = zone ?? 'UTC';
  const failure = ledger.setting(alertFailureKey);
  const why = failure === null ? 'on their way' : failure === 'refused' ? 'it refuses' : 'no answer';
  return `⚠️ ${counted(waiting.length, 'alarm')} waiting since\n${dateLabel(oldest.raisedAt, at, now)}, ${clockTime(oldest.raisedAt, at).slice(0, 5)}: ${why}.`;
}

function heartbeatLines(isSet: boolean, failure: CallOutcome | null): string[] {
  if (!isSet) return ['💓 No HEARTBEAT_URL: if I am gone,', 'nobody tells you.'];
  if (failure === null) return ['💓 HEARTBEAT_URL is called each minute.'];
  return [`💓 HEARTBEAT_URL ${failure === 'refused' ? 'refuses' : 'does not answer'}: look after it.`];
}

export function trialText(outcome: CallOutcome): string {
  switch (outcome) {
    case 'accepted':
      return '🔔 Posted, and ALERT_URL took it.\nDid it ring? If not, look at the app:\nthe topic, and its sound.';
    case 'refused':
      return '🔕 ALERT_URL answered with a no.\nIs the address right, and the password?\nSet it anew where I run, then /alerts test';
    case 'unreachable':
      return '🔕 ALERT_URL did not answer.\nIs the address right, and the network?\nThen: /alerts test';
    default:
      return outcome satisfies never;
  }
}
