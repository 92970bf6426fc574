/** The buttons below the phones: what may be done to the world, as a list. */
import type { WorldFaults } from '../simulator.ts';
import type { Bot } from './bot.ts';

export interface FaultState {
  network: 'up' | 'cut';
  acks: 'normal' | 'lost' | 'slow';
}

export interface FaultGround {
  readonly faults: WorldFaults;
  readonly bot: Bot;
  readonly killBrowser: () => void;
  readonly state: FaultState;
}

export interface Fault {
  readonly name: string;
  readonly label: string;
  readonly title: string;
  /** Whether the button makes sense now; another one is not shown. */
  readonly offered: (ground: FaultGround) => boolean;
  readonly act: (ground: FaultGround) => void;
}

const slowAckMs = 8_000;

export const faults: readonly Fault[] = [
  {
    name: 'cut_network',
    label: 'Cut network',
    title: 'WhatsApp Web loses its connection and cannot come back',
    offered: ({ state }) => state.network === 'up',
    act({ faults, state }) {
      faults.cutNetwork();
      state.network = 'cut';
    },
  },
  {
    name: 'restore_network',
    label: 'Restore network',
    title: 'WhatsApp Web can connect again',
    offered: ({ state }) => state.network === 'cut',
    act({ faults, state }) {
      faults.restoreNetwork();
      state.network = 'up';
    },
  },
  {
    name: 'lose_acks',
    label: 'Lose acks',
    title: 'Messages arrive, but their confirmations are kept back',
    offered: ({ state }) => state.acks !== 'lost',
    act({ faults, state }) {
      faults.acks('lost');
      state.acks = 'lost';
    },
  },
  {
    name: 'slow_acks',
    label: 'Slow acks',
    title: `Every confirmation comes ${slowAckMs / 1000} seconds late`,
    offered: ({ state }) => state.acks !== 'slow',
    act({ faults, state }) {
      faults.acks({ delayMs: slowAckMs });
      state.acks = 'slow';
    },
  },
  {
    name: 'normal_acks',
    label: 'Normal acks',
    title: 'Confirmations come at once again, with those that were kept back',
    offered: ({ state }) => state.acks !== 'normal',
    act({ faults, state }) {
      faults.acks('normal');
      faults.releaseAcks();
      state.acks = 'normal';
    },
  },
  {
    name: 'kill_browser',
    label: 'Kill browser',
    title: 'SIGKILL to the bot’s Chromium',
    offered: ({ bot }) => bot.state().state !== 'down',
    act: ({ killBrowser }) => killBrowser(),
  },
  {
    name: 'kill_bot',
    label: 'Kill bot',
    title: 'SIGKILL to the bot, as a power cut would end it',
    offered: ({ bot }) => bot.state().state !== 'down',
    act: ({ bot }) => bot.kill(),
  },
  {
    name: 'start_bot',
    label: 'Start bot',
    title: 'Start it again on the same data folder',
    offered: ({ bot }) => bot.state().state === 'down',
    act: ({ bot }) => bot.start(),
  },
];
