/** What can go wrong in a night, and does: the network, WhatsApp, its page, the machine, and the process itself. */
import { fileWeather } from './file-deeds.ts';
import type { Night } from './night.ts';
import type { Deed } from './owner.ts';
import { jumps } from './plots.ts';
import type { AckMode, HandOverMode } from './world.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A fault of a living process only. */
const living =
  (act: (night: Night) => void | Promise<void>) =>
  (night: Night): void | Promise<void> =>
    night.life().alive() ? act(night) : undefined;

export const weather: readonly Deed[] = [
  ...fileWeather,
  { weight: 4, act: living((night) => night.life().kill('killed')) },
  {
    weight: 14,
    act: living((night) => {
      const count = night.chance.below(night.chance.pick([4, 12, 40]));
      night.note(`to be killed at call ${count} from here`);
      night.life().killIn(count);
    }),
  },
  {
    weight: 2,
    act: living(async (night) => {
      night.note('the bot is asked to stop');
      let ended = false;
      void night
        .life()
        .stop()
        .then(() => {
          ended = true;
        });
      // As long as compose.yaml lets it have.
      for (let seconds = 0; seconds < 60 && !ended; seconds++) await night.pass(second);
      night.life().kill('it did not stop by itself');
      await night.boot();
    }),
  },
  { weight: 1, act: living((night) => night.usurp()) },
  {
    weight: 4,
    act: (night) => {
      night.note('the network is cut');
      night.world.faults.cutNetwork();
    },
  },
  {
    weight: 3,
    act: (night) => {
      night.note('the network swallows everything');
      night.world.faults.cutNetwork({ silently: true });
    },
  },
  {
    weight: 7,
    act: (night) => {
      night.note('the network is back');
      night.world.faults.restoreNetwork();
    },
  },
  {
    weight: 6,
    act: (night) => {
      const mode: AckMode = night.chance.pick([
        'normal',
        'lost',
        'twice',
        'out_of_order',
        { delayMs: (5 + night.chance.below(85)) * second },
      ]);
      night.note(`acks: ${JSON.stringify(mode)}`);
      night.world.faults.acks(mode);
    },
  },
  {
    weight: 3,
    act: (night) => {
      night.note('lost acks come');
      night.world.faults.releaseAcks();
    },
  },
  {
    weight: 2,
    act: (night) => {
      const count = night.chance.pick([1, 1, 4]);
      night.note(`WhatsApp refuses the next ${count}`);
      night.world.faults.nack(count);
    },
  },
  {
    weight: 2,
    act: (night) => {
      night.note('the page fails to send the next one, and says nothing');
      night.world.faults.failWithoutNack(1);
    },
  },
  {
    weight: 4,
    act: (night) => {
      const mode: HandOverMode = night.chance.pick([
        'throws_before',
        'throws_after',
        'hangs_before',
        'hangs_after',
      ]);
      night.note(`the next hand-over ${mode.replace('_', ' ')}`);
      night.world.faults.handOver(mode);
    },
  },
  {
    weight: 3,
    act: (night) => {
      const most = night.chance.pick([10, 200, 3_000]);
      night.note(`the page answers within ${most} ms`);
      night.world.faults.latency(() => night.chance.below(most));
    },
  },
  {
    // What the owner writes now is heard, and what came before it is not to be read.
    weight: 2,
    act: (night) => {
      const lastMs = night.chance.pick([0, 20 * second, 180 * second]);
      night.note(`the phone gives the last ${lastMs} ms of the chat`);
      night.world.faults.readBackOnly(lastMs);
    },
  },
  {
    weight: 3,
    act: (night) => {
      night.note('the phone gives all of the chat');
      night.world.faults.readBackOnly(Number.POSITIVE_INFINITY);
    },
  },
  {
    weight: 3,
    act: living((night) => {
      night.note('the page crashes');
      night.whatsapp().crashPage();
    }),
  },
  {
    weight: 1,
    act: living((night) => {
      night.note('WhatsApp Web is opened elsewhere');
      night.whatsapp().conflict();
    }),
  },
  {
    weight: 1,
    act: living((night) => {
      const forMs = night.chance.pick([30 * second, 4 * minute]);
      night.note(`WhatsApp refuses the account for ${forMs / second} s`);
      night.whatsapp().block(forMs);
    }),
  },
  {
    weight: 1,
    act: living(async (night) => {
      night.note('the page keeps what it is given, and says that it is connected');
      night.whatsapp().falselyConnected();
      if (night.chance.happens(50)) await night.pass(2 * minute);
    }),
  },
  {
    weight: 1,
    act: living((night) => {
      night.note('the phone unlinks the device');
      night.whatsapp().logOut();
    }),
  },
  {
    weight: 3,
    act: (night) => {
      const size = night.chance.pick([700, 5 * second, 90 * second, 10 * minute, hour, 24 * hour]);
      jumps(night, night.chance.happens(50) ? size : -size);
    },
  },
  {
    weight: 2,
    act: (night) => {
      const ms = night.chance.pick([30 * second, 5 * minute, 30 * minute]);
      night.note(`the machine sleeps for ${ms / second} s`);
      night.disturbed = true;
      night.clock.suspend(ms);
    },
  },
  {
    weight: 5,
    act: living((night) => {
      const kind = night.chance.pick(['full', 'busy', 'io']);
      const count = 1 + night.chance.below(6);
      night.note(`the next ${count} writes fail: ${kind}`);
      night.disturbed = true;
      night.life().failWrites(count, kind);
    }),
  },
  {
    weight: 2,
    act: (night) => {
      const mode = night.chance.pick(['accepts', 'accepts', 'refuses', 'hangs', 'gone']);
      if (night.receiver === null) return;
      night.note(`the receiver of alarms ${mode === 'gone' ? 'is gone' : mode}`);
      night.receiver.become(mode);
    },
  },
  { weight: 1, act: (night) => night.putStopFile() },
  {
    weight: 1,
    act: (night) => {
      const ids = night.chance.pick(['lid', 'phone', 'both']);
      night.note(`the chat with oneself is reported by ${ids}`);
      night.world.faults.reportSelfChatAs(ids);
    },
  },
];
