/** Any message as WhatsApp might report it, true or not: who sees it must judge by its ids alone. */
export interface Forgery {
  readonly text: string;
  /** The chat that it stands in, `<digits>@c.us`, `<digits>@lid` or a group's id. */
  readonly chat: string;
  /** Who is said to have written it; null: nobody is named. */
  readonly author: { readonly pn: string; readonly lid: string | null } | null;
  readonly pushname?: string;
  readonly fromMe?: boolean;
  readonly forwarded?: boolean;
}

/** Who may seem to be the owner. */
export interface OwnerFaults {
  /** The page is given this message; no phone has it. Returns its id. */
  forge(message: Forgery): string;
}
