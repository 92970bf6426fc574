/** What the owner was asked about when arming and said yes to: kept with the message, so that nobody asks again. */
export const doubts = [
  'several_recipients',
  'several_parts',
  'group',
  'far',
  'same_text',
  'close_together',
  'caps',
  'quiet_hours',
] as const;
export type Doubt = (typeof doubts)[number];

export interface ConsentReads {
  /** In the order of `doubts`. */
  consents(messageId: number): readonly Doubt[];
}

export interface ConsentWrites {
  consent(messageId: number, to: readonly Doubt[]): void;
}
