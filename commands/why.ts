/** `/why`: everything that happened to one message, from the ledger's events, each with its evidence. */

import { readAbout } from '../src/chat/about.ts';
import { lengthText } from '../src/chat/amended-text.ts';
import { type CommandDefinition, say } from '../src/chat/command.ts';
import { named } from '../src/chat/naming.ts';
import { stateText, statusText } from '../src/chat/state-text.ts';
import type { Doubt } from '../src/core/consent.ts';
import type { EventRow, LedgerReads } from '../src/core/ledger.ts';
import type { Evidence } from '../src/core/lifecycle.ts';
import { clockTime, dateLabel, dayAndTime } from '../src/core/time/format.ts';

const evidenceText: Readonly<Record<Evidence, string>> = {
  owner_command: 'you said so',
  owner_answer: 'you answered so',
  claim: 'its time came',
  ack: 'WhatsApp confirmed it',
  nack: 'WhatsApp refused it',
  look_up_ack: 'I looked: WhatsApp had confirmed it',
  refused_before_hand_over: 'I kept it back before it left',
  abort_confirmed: 'it was stopped before it left',
  no_ack_in_time: 'no confirmation came in time',
  page_gone: 'WhatsApp Web went away in the middle',
  unknown_outcome: 'WhatsApp Web gave no clear answer',
  found_sending_at_start: 'I had been stopped in the middle',
  send_failure_without_nack: 'the page failed to send it',
  grace_passed: 'its time had passed by too much',
  owner_time_limit: 'your time limit passed',
  latch: 'I was stopped when it was due',
  known_id: 'WhatsApp knew it already',
  command_revoked: 'you deleted the command',
  command_edited: 'you changed the command',
  not_caught_up: 'I could not read your commands in time',
  dry_run: 'dry run',
  clock_stepped: 'my clock jumped',
  quiet_hours: 'it was late, and your quiet hours had begun',
  old_one_went_out: 'the one before it had gone out',
  still_in_page: 'it could not be called back',
  file_missing: 'its file was gone from my disk',
  recipient_changed: 'the number had changed hands',
  rule_over: 'its rule was over',
  recipient_unreachable: 'WhatsApp takes nothing for that chat',
};

const doubtText: Readonly<Record<Doubt, string>> = {
  several_recipients: 'several recipients',
  several_parts: 'several parts',
  group: 'a group',
  far: 'so far ahead',
  same_text: 'the same text again',
  close_together: 'another one close by',
  caps: 'so many at once',
  quiet_hours: 'your quiet hours',
};

/** As many steps as a phone shows; the first and the last ones tell the story. */
const mostSteps = 10;

export const why: CommandDefinition = {
  name: 'why',
  aliases: [],
  usage: ['/why 12'],
  summary: 'tell what happened to a message',
  examples: ['/why 12'],
  mayLeadToSend: false,
  dropsQuestions: false,
  plan(context, input) {
    const { ground } = context;
    const about = readAbout(context, input.words, '/why 12');
    if (about.kind === 'refuse') return say(ground, about.text);
    const { message } = about;
    const zone = context.zone ?? message.zone;
    const events = ground.ledger.events(message.id);
    const replacement = ground.ledger.replacementOf(message.id);
    const steps =
      events.length <= mostSteps ? events : [...events.slice(0, 2), ...events.slice(2 - mostSteps)];
    let day = '';
    const lines = steps.flatMap((event) => {
      const date = dateLabel(event.at, zone, context.now);
      const heading = date === day ? [] : [date];
      day = date;
      return [...heading, step(event, zone)];
    });
    return say(
      ground,
      [
        `🔎 ${named(message)}`,
        stateText(message, zone, context.now),
        ...lines,
        ...(replacement === null ? [] : [`#${replacement.id} takes its place.`]),
        ...consentLines(ground.ledger, message.id),
        ...toldLines(ground.ledger, message.id, zone),
      ].join('\n'),
      [message.id],
    );
  },
};

function consentLines(ledger: LedgerReads, id: number): readonly string[] {
  const consents = ledger.consents(id);
  return consents.length === 0
    ? []
    : [`You said yes to: ${consents.map((doubt) => doubtText[doubt]).join(', ')}.`];
}

/** What the owner was told of, with the evidence for that too. */
function toldLines(ledger: LedgerReads, id: number, zone: string): readonly string[] {
  const { byNoticeAt, byAlarmAt } = ledger.told(id);
  const ways = [
    ...(byNoticeAt === null ? [] : [`here ${clockTime(byNoticeAt, zone)}`]),
    ...(byAlarmAt === null ? [] : [`by alarm ${clockTime(byAlarmAt, zone)}`]),
  ];
  return ways.length === 0 ? [] : [`You were told: ${ways.join(', ')}.`];
}

/** Acks as events carry them: by number at the first one, by name when it rose. */
const ackText: Readonly<Record<string, string>> = {
  'ack=1': "WhatsApp's server has it",
  'ack=2': 'delivered',
  'ack=3': 'read',
  'ack=4': 'played',
  device: 'delivered',
  read: 'read',
  played: 'played',
};

function step(event: EventRow, zone: string): string {
  // Being dropped is no state: the row stays what it was.
  const state = (statusText as Readonly<Record<string, string>>)[event.to] ?? event.to;
  const ack = event.evidence === 'ack' && event.detail !== null ? ackText[event.detail] : undefined;
  const replaced = /^replaces[:=](\d+)$/.exec(event.detail ?? '')?.[1];
  const amended = amendedText(event, zone);
  if (amended !== null) return `${clockTime(event.at, zone)} ${amended}`;
  const what =
    ack ?? (replaced === undefined ? evidenceText[event.evidence] : `you wanted it in place of #${replaced}`);
  return `${clockTime(event.at, zone)} ${state}: ${what}`;
}

/** A change that left its state as it was: its figure stands in the event. */
function amendedText({ to, detail, at }: EventRow, zone: string): string | null {
  const figure = Number(/^(?:planned|grace)=(\d+)$/.exec(detail ?? '')?.[1] ?? Number.NaN);
  switch (to) {
    case 'edited':
      return 'you changed the text';
    case 'moved':
      return `you moved it to ${dayAndTime(figure, zone, at)}`;
    case 'late':
      return `you said: up to ${lengthText(figure)} late`;
    default:
      return null;
  }
}
