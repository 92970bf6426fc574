/** The bot's state as a sentence for the strip above the phones. */
import type { BotState } from './bot.ts';

export interface BotStatus {
  /** Picks the colour. */
  readonly mood: 'good' | 'busy' | 'bad';
  readonly sentence: string;
}

const reasons: Readonly<Record<string, string>> = {
  starting: 'Starting its browser…',
  linking: 'Linking: the phone scans the QR code…',
  syncing: 'Connecting to WhatsApp…',
  catching_up: 'Reading what was written in the meantime…',
  offline: 'No connection to WhatsApp; it keeps trying…',
  recovering: 'Starting its browser anew…',
  blocked: 'WhatsApp lets it do nothing: another WhatsApp Web took over, or the account is refused.',
  cannot_send: 'WhatsApp Web lacks what sending needs.',
  logged_out: 'The phone has unlinked the bot.',
  stopped: 'Stopped: nothing leaves until /resume.',
  breaker: 'Stopped by itself after too much doubt: nothing leaves until /resume.',
};

// As the product's exit codes have them; the playground's page is where they are read by a person.
const exits: Readonly<Record<number, string>> = {
  0: 'it was asked to stop',
  1: 'it failed; the terminal says where to look',
  2: 'its configuration is wrong; the terminal says where to look',
  3: 'another process holds its ledger',
};

export function statusOf(bot: BotState, network: 'up' | 'cut'): BotStatus {
  switch (bot.state) {
    case 'down': {
      const why =
        bot.how === 'not_started'
          ? 'not started yet'
          : bot.how === 'killed'
            ? 'it was killed'
            : (exits[bot.code ?? 1] ?? `it ended with ${bot.code}`);
      return { mood: 'bad', sentence: `The bot is not running: ${why}.` };
    }
    case 'starting':
      return { mood: 'busy', sentence: 'Starting the bot…' };
    case 'ready':
      return { mood: 'good', sentence: 'Linked, caught up and ready.' };
    case 'not_ready': {
      if (bot.because === 'offline' && network === 'cut')
        return { mood: 'bad', sentence: 'No connection to WhatsApp: the network is cut.' };
      const bad = ['offline', 'blocked', 'cannot_send', 'logged_out', 'stopped', 'breaker'].includes(
        bot.because,
      );
      return { mood: bad ? 'bad' : 'busy', sentence: reasons[bot.because] ?? `Not ready: ${bot.because}.` };
    }
  }
}
