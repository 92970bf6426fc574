/**
 * A chat command is data: its name, how it is written, examples that tests run, and `plan`, which looks things up and
 * returns a decision. The decision is carried out by the conversation in one transaction: the effects, the command's
 * `done` and the reply are committed together, and the reply is then sent from the ledger.
 */
export interface CommandDefinition<Context, Decision> {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line each, as CHAT.md writes them. */
  readonly usage: readonly string[];
  /** What it does, one short sentence for /help. */
  readonly summary: string;
  /** Whole commands that work as they stand in the test world; every one is run by a test and shown by /help. */
  readonly examples: readonly string[];
  /** Commands that can lead to a send are not executed when older than a day. */
  readonly mayLeadToSend: boolean;
  plan(context: Context, input: CommandInput): Promise<Decision> | Decision;
}

export interface CommandInput {
  /** The rest of line 1 after the verb, trimmed of spaces at both ends. */
  readonly head: string;
  /** Everything below line 1, byte for byte; null where there is only one line. */
  readonly below: string | null;
  /** When the owner sent it, ms. */
  readonly at: number;
}
