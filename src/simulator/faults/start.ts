import type { KeyBuild } from '../simulator.ts';

/**
 * Where in its life a page reloads by itself:
 * `program`: when its program is first used;
 * `synced`: in the moment of its synchronisation, while others attach to it;
 * `before_hand_over`: when it is asked for a new message's id, before it has the message;
 * `hand_over`: it has stored the message and sends nothing of it;
 * `in_flight`: the server has delivered the message, and the page does not hear of it.
 * The last two are met by messages to others alone.
 */
export type ReloadMoment = 'program' | 'synced' | 'before_hand_over' | 'hand_over' | 'in_flight';

/** What WhatsApp deploys: what is left out stays as it is. */
export interface Deployment {
  readonly version?: string;
  readonly keyBuild?: KeyBuild;
  /** `Module`, `Module.member`, `Module.member.member`: these are not there. */
  readonly lacking?: readonly string[];
}

/** How a page comes up and how it ends. A page that is loaded keeps what it was loaded with, unless a line says otherwise. */
export interface StartFaults {
  /** Pages loaded from now on show their program this late; null: never. */
  programLate(ms: number | null): void;
  /** Pages loaded from now on synchronise in the turn in which they connect, before anybody can listen for it. */
  syncedAtLoad(on: boolean): void;
  /**
   * Pages, living ones too, stay in it until null. `before_synced`: connected and never synchronised; `at_99`: the figure
   * of the offline delivery stands at 99 %, though everything was delivered; `stream`: the stream never says that it is
   * connected.
   */
  syncStops(where: 'before_synced' | 'at_99' | 'stream' | null): void;
  /** Pages loaded from now on are of another build. */
  deploy(build: Deployment): void;
  /** A frame within each page navigates to this address of the page's own server: `/frame` with any query is there. */
  navigateFrame(address?: string): void;
  /** Navigates each page anew, as WhatsApp Web does after its own updates. */
  reloadPages(): void;
  /** The first page that comes to this point reloads there, once; null takes it back. */
  reloadAt(moment: ReloadMoment | null): void;
  /** Each page asks for its own window to be closed, which a browser grants only to a window that a script has opened. */
  closePages(): void;
  /** Each page's only thread is busy for so long: nothing that is asked of it is answered. */
  hangPages(ms: number): void;
  /** Each page holds so many MB more until it ends; 0 lets go of them. */
  swell(mb: number): void;
}
