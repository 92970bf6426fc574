/** What the way between the pages and WhatsApp does. */
export interface NetworkFaults {
  /** Pages lose their sockets and cannot connect until `restoreNetwork`. `silently`: sockets stay open and swallow everything. */
  cutNetwork(how?: { readonly silently?: boolean }): void;
  restoreNetwork(): void;
}
