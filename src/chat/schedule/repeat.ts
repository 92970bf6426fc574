/** The when of a series: its rule read into the draft, completed by an answer, or asked about. */

import { readRule } from '../../core/recurrence/read.ts';
import { nextOccurrence } from '../../core/recurrence/rule.ts';
import { dayHeading } from '../../core/time/format.ts';
import type { WhenInput } from '../../core/time/when.ts';
import type { CommandContext } from '../command.ts';
import { normalise } from '../normalise.ts';
import type { ScheduleDraft } from '../question.ts';
import { bySentence } from '../sentence.ts';
import { remembered, type Times } from '../times.ts';
import type { Built } from './build.ts';
import type { Whole } from './whole.ts';

export const everyExample = '/every friday 17:00 to Mum: hello';

/** What the grammar of a head takes for the when of an /every. */
export function rulesAt(reference: Omit<WhenInput, 'phrase'>): Times {
  const read = remembered((phrase) => readRule({ ...reference, phrase }));
  const isRule = (phrase: string): boolean => {
    const reading = read(phrase);
    return reading.kind !== 'refuse' || reading.reason !== 'unread';
  };
  return {
    readsAsTime: isRule,
    readsAsOneTime: isRule,
    readsAsMoment: (phrase) => read(phrase).kind === 'rule',
  };
}

/** The draft with what its rule turned out to be. */
export function withRule(
  { locale }: Pick<CommandContext, 'locale'>,
  draft: ScheduleDraft,
  phrase: string,
  zone: string,
): Built {
  const input = { now: draft.saidAt, zone, locale };
  const reading = readRule({ ...input, phrase });
  switch (reading.kind) {
    case 'rule': {
      const { first, rule, said } = reading;
      const notes = first.note === 'exact' ? [] : [first.note];
      const repeats = { rule, said: normalise(said), key: first.key };
      return {
        kind: 'draft',
        draft: { ...draft, when: { kind: 'at', at: first.at, zone: reading.zone, notes, repeats } },
      };
    }
    case 'ask': {
      const choices = reading.choices.map((choice) => {
        const next = readRule({ ...input, phrase: choice.phrase });
        const at = next.kind === 'rule' ? next.first.at : draft.saidAt;
        const first = next.kind === 'rule' ? `first ${dayHeading(at, next.zone)}` : 'then its hour';
        return { at, label: `${choice.label}, ${first}`, phrase: choice.phrase };
      });
      const when = { kind: 'choices' as const, text: reading.text, phrase: reading.phrase, zone, choices };
      return { kind: 'draft', draft: { ...draft, when } };
    }
    case 'refuse':
      return refuseRule(reading.text);
    default:
      return reading satisfies never;
  }
}

/** What an answer in words makes of a rule that was asked about; null where it makes none. */
export function completeRule(
  context: Pick<CommandContext, 'locale'>,
  draft: ScheduleDraft,
  words: string,
  zone: string,
): Built | null {
  const phrase = draft.when?.kind === 'choices' ? draft.when.phrase : null;
  const whole = phrase?.includes('…') ? phrase.replace('…', words) : `${phrase} ${words}`;
  const rule = [...(phrase === null ? [] : [whole]), words].find(
    (one) => readRule({ phrase: one, now: draft.saidAt, zone, locale: context.locale }).kind !== 'refuse',
  );
  return rule === undefined ? null : withRule(context, draft, rule, zone);
}

/** The draft with the first occurrence that is still to come; null where the rule is over by now. */
export function laterFirst(
  draft: ScheduleDraft,
  { at, zone, repeats }: Whole,
  now: number,
): ScheduleDraft | null {
  if (repeats === null || at > now) return draft;
  const next = nextOccurrence(repeats.rule, zone, { key: null, at: now });
  if (next === null) return null;
  const notes = next.note === 'exact' ? [] : [next.note];
  return {
    ...draft,
    when: { kind: 'at', at: next.at, zone, notes, repeats: { ...repeats, key: next.key } },
  };
}

export function refuseRule(text: string): Extract<Built, { kind: 'refuse' }> {
  return { kind: 'refuse', text: `${bySentence(`🚫 Nothing scheduled. ${text}`)}\nTry: ${everyExample}` };
}
