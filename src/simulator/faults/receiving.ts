/** How what the owner writes reaches the page. */
export interface ReceiveFaults {
  /** Report the owner's next message twice to the page. */
  repeatNextInbound(): void;
  /** The owner's next message arrives as a ciphertext placeholder and is decrypted `delayMs` later. */
  decryptLate(delayMs: number): void;
  /** The owner's next `count` messages stay ciphertext placeholders. */
  neverDecrypt(count: number): void;
}
