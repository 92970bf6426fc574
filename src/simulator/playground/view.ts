/** All that the page shows at one moment, taken from the world's phones and the bot's own word. */
import type { World } from '../simulator.ts';
import type { PlaygroundClock } from './clock.ts';
import { type FaultGround, faults } from './faults.ts';
import { type GroupPhones, groupPhones, type Phone, phones, type ShownFile, shownFile } from './inboxes.ts';
import { type BotStatus, statusOf } from './status.ts';
import type { Story, StoryView } from './story.ts';

export interface View {
  readonly status: BotStatus;
  readonly network: 'up' | 'cut';
  readonly acks: 'normal' | 'lost' | 'slow';
  /** IANA zone in which times are shown: the one that the bot reads. */
  readonly zone: string;
  readonly clock: {
    /** Of the machine's, ms: the page's own clock goes on from there. */
    readonly aheadMs: number;
    /** Epoch ms; null while the clock only runs. */
    readonly target: number | null;
  };
  /** Null before it was first played. */
  readonly story: StoryView | null;
  readonly chat: readonly ChatLine[];
  /** Phones on which there is something to see, in the order of the address book. */
  readonly phones: readonly Phone[];
  readonly groups: readonly GroupPhones[];
  /** Who else could be written to. */
  readonly others: readonly string[];
  readonly buttons: readonly { readonly name: string; readonly label: string; readonly title: string }[];
}

export interface ChatLine {
  readonly waId: string;
  readonly from: 'owner' | 'bot';
  readonly text: string;
  readonly at: number;
  /** The quoted line's text. */
  readonly quoted: string | null;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** The bot's reaction, an emoji. */
  readonly reaction: string | null;
  /** The owner's own. */
  readonly reacted: string | null;
  readonly file: ShownFile | null;
}

export interface ViewGround {
  readonly world: World;
  readonly faults: FaultGround;
  readonly clock: Pick<PlaygroundClock, 'aheadMs' | 'target'>;
  readonly story: Pick<Story, 'view'>;
  readonly zone: string;
}

// A page is for looking at, not for keeping: the newest lines are sent, the world keeps all.
const maxLines = 300;

export function viewOf({ world, faults: ground, clock, story, zone }: ViewGround): View {
  const control = world.control();
  const textOf = new Map(control.map((line) => [line.waId, line.text]));
  const shown = phones(world);
  return {
    status: statusOf(ground.bot.state(), ground.state.network),
    network: ground.state.network,
    acks: ground.state.acks,
    zone,
    clock: { aheadMs: clock.aheadMs(), target: clock.target() },
    story: story.view(),
    chat: control.slice(-maxLines).map((line) => ({
      waId: line.waId,
      from: line.from === 'phone' ? 'owner' : 'bot',
      text: line.text,
      at: line.at,
      quoted: line.quotedWaId === null ? null : (textOf.get(line.quotedWaId) ?? null),
      edited: line.edited,
      deleted: line.deleted,
      reaction: line.reaction,
      reacted: line.reacted,
      file: line.file && shownFile(line.file),
    })),
    phones: shown,
    groups: world.groups
      .map((group) => groupPhones(world, group))
      .filter((group) => group.received.length > 0),
    others: [
      ...world.people
        .filter(
          ({ registered, inBook, name }) => registered && inBook && !shown.some((one) => one.name === name),
        )
        .map(({ name }) => name),
      ...world.groups.map(({ name }) => name),
    ],
    buttons: faults
      .filter((fault) => fault.offered(ground))
      .map(({ name, label, title }) => ({ name, label, title })),
  };
}
