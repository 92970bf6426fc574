/** What becomes of deletions and edits of messages that have left. */
export interface ChangeFaults {
  /**
   * Deletions for everyone: `normal`: the page marks the message once the server took it; `optimistic`: it marks it
   * before it asks; `lost`: as `optimistic`, and the server never answers and no phone hears of it; `refused`: the server
   * refuses, and the page marks nothing.
   */
  revokes(how: 'normal' | 'optimistic' | 'lost' | 'refused'): void;
  /** After how many seconds WhatsApp no longer lets a message be edited or deleted for everyone. */
  ageLimits(limits: { readonly editSeconds?: number; readonly revokeSeconds?: number }): void;
}
