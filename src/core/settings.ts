import type { QuietHours } from './quiet-hours.ts';

/** What the owner's environment decides about sending; see the table of variables in the README. */
export interface Settings {
  readonly graceMs: number;
  readonly minGapMs: number;
  readonly jitterMs: { readonly from: number; readonly to: number };
  readonly typing: boolean;
  readonly maxPerMinute: number;
  readonly maxPerDay: number;
  readonly breakerAfter: number;
  readonly sendTimeoutMs: number;
  readonly dryRun: boolean;
  readonly quietHours: QuietHours | null;
}
