/** A question put to the owner; `draft` is the chat's own JSON. */
export interface Question {
  readonly id: number;
  readonly kind: string;
  readonly draft: string;
  readonly askedAt: number;
  /** Null: answers to it do not lapse. */
  readonly lapsesAt: number | null;
  readonly state: 'open' | 'answered' | 'dropped' | 'lapsed';
}
