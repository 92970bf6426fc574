/** What WhatsApp may say to a page instead of admitting it. */
export type Block = 'TOS_BLOCK' | 'SMB_TOS_BLOCK' | 'PROXYBLOCK' | 'DEPRECATED_VERSION';

/** What the server makes of the linked device, and what a page shows of it. */
export interface LinkFaults {
  /** The server unlinks the device: the page shows LOGOUT. */
  logOut(): void;
  /** Another web client takes over: CONFLICT, with a dialog of two buttons. A page that is loaded anew takes over in its turn. */
  conflict(): void;
  /** The server ends every connection with this and admits none until null; then a page must be loaded anew. */
  block(state: Block | null): void;
  /** Pages that are linked from now on keep that only so late: a browser that is killed before has lost its session. */
  linkKeptLate(ms: number): void;
  /**
   * Pages that synchronise from now on show WhatsApp's news in a dialog; the server unlinks the device unless somebody
   * closes it within so long. Null: no news.
   */
  news(unlinkAfterMs: number | null): void;
  /** What the pages' sockets show, whatever is true; null: the truth again. Any word that WhatsApp uses, such as TIMEOUT. */
  showState(state: string | null): void;
  /**
   * Pages that are not linked stop showing fresh QR codes, at once and later each time their first one is old
   * (UNPAIRED_IDLE). `on`: until they are asked for one; `deaf`: also then; `off`: no more, and they show one again.
   */
  idleQr(how: 'on' | 'deaf' | 'off'): void;
}
