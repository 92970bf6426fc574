/** How the process ends, for the shells and supervisors that look. */
export const exitCodes = {
  /** Asked to stop, or the question was answered. */
  asked: 0,
  fault: 1,
  badConfiguration: 2,
  /** Another process holds the ledger. */
  ledgerHeld: 3,
  /** Logged out under `start --no-link`. */
  loggedOut: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
