/**
 * Everything that is known to go wrong with WhatsApp Web, as things that happen for a while. Those of one `way` never
 * happen at once: two of them would be one that nobody has described.
 */
import type { Block } from '../../src/simulator/faults/link.ts';
import type { SendEnd } from '../../src/simulator/faults/sending.ts';
import type { ReloadMoment } from '../../src/simulator/faults/start.ts';
import type { WorldFaults } from '../../src/simulator/simulator.ts';
import { browserProcesses, killAll } from '../kills/browser.ts';
import type { Chance } from '../kills/chance.ts';

export interface Ground {
  readonly faults: WorldFaults;
  /** The bot's data folder. */
  readonly folder: string;
  readonly chance: Chance;
}

export interface Trouble {
  readonly name: string;
  readonly way: 'link' | 'acks' | 'sends' | 'hears' | 'keys';
  /** How long it lasts, seconds of the world, at least and at most. */
  readonly seconds: readonly [number, number];
  /** Begins it; what it returns ends it. */
  readonly begin: (ground: Ground) => () => void;
}

const over = (): void => undefined;
const blocks: readonly Block[] = ['TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION'];
const ends: readonly SendEnd[] = [
  'blocked_contact',
  'rejects',
  'ERROR_NETWORK',
  'ERROR_EXPIRED',
  'ERROR_CANCELLED',
  'ERROR_UPLOAD',
  'ERROR_UNKNOWN',
];
const moments: readonly ReloadMoment[] = ['program', 'synced', 'before_hand_over', 'hand_over', 'in_flight'];

export const troubles: readonly Trouble[] = [
  {
    name: 'the network is cut',
    way: 'link',
    seconds: [5, 60],
    begin: ({ faults }) => {
      faults.cutNetwork();
      return () => faults.restoreNetwork();
    },
  },
  {
    name: 'the network swallows everything',
    way: 'link',
    seconds: [20, 90],
    begin: ({ faults }) => {
      faults.cutNetwork({ silently: true });
      return () => faults.restoreNetwork();
    },
  },
  killed('the browser is killed', 'browser'),
  killed('the page crashes', 'renderer'),
  {
    name: 'the page hangs',
    way: 'link',
    seconds: [10, 60],
    begin: once(({ faults, chance }) => faults.hangPages(10_000 + chance.below(80_000))),
  },
  {
    name: 'the page reloads',
    way: 'link',
    seconds: [2, 10],
    begin: once(({ faults }) => faults.reloadPages()),
  },
  ...moments.map(
    (moment): Trouble => ({
      name: `the page reloads: ${moment}`,
      way: 'link',
      seconds: [20, 60],
      begin: ({ faults }) => {
        faults.reloadAt(moment);
        // These are places of a start, which somebody must begin.
        if (moment === 'program' || moment === 'synced') faults.reloadPages();
        return () => faults.reloadAt(null);
      },
    }),
  ),
  start('the program is late', [20, 40], ({ faults, chance }) => {
    faults.programLate(5_000 + chance.below(30_000));
    return () => faults.programLate(0);
  }),
  start('the program never comes', [30, 90], ({ faults }) => {
    faults.programLate(null);
    return () => faults.programLate(0);
  }),
  deployed('another build of keys', ({ faults, chance }) =>
    faults.deploy({ keyBuild: chance.pick(['_serialized', '$1']) }),
  ),
  deployed('a build that lacks what sending needs', ({ faults }) =>
    faults.deploy({ lacking: ['WAWebSendMsgChatAction.addAndSendMsgToChat'] }),
  ),
  start('synchronised before anybody listens', [10, 20], ({ faults }) => {
    faults.syncedAtLoad(true);
    return () => faults.syncedAtLoad(false);
  }),
  ...(['before_synced', 'at_99', 'stream'] as const).map((where) =>
    start(`synchronising stops: ${where}`, [20, 90], ({ faults }) => {
      faults.syncStops(where);
      return () => faults.syncStops(null);
    }),
  ),
  {
    name: 'a frame of the page navigates',
    way: 'link',
    seconds: [5, 20],
    begin: once(({ faults, chance }) =>
      faults.navigateFrame(chance.pick(['/frame', '/frame?post_logout=1'])),
    ),
  },
  {
    name: 'the socket shows another state',
    way: 'link',
    seconds: [3, 8],
    begin: ({ faults, chance }) => {
      faults.showState(chance.pick(['TIMEOUT', 'OPENING', 'UNPAIRED', 'UNPAIRED_IDLE', 'NEVER_HEARD_OF']));
      return () => faults.showState(null);
    },
  },
  { name: 'logged out', way: 'link', seconds: [5, 10], begin: once(({ faults }) => faults.logOut()) },
  {
    name: 'logged out, and no fresh QR code',
    way: 'link',
    seconds: [20, 60],
    begin: ({ faults, chance }) => {
      faults.idleQr(chance.pick(['on', 'deaf']));
      faults.logOut();
      return () => faults.idleQr('off');
    },
  },
  {
    name: 'opened elsewhere',
    way: 'link',
    seconds: [5, 20],
    begin: once(({ faults }) => faults.conflict()),
  },
  {
    name: 'WhatsApp refuses the account, the network or the version',
    way: 'link',
    seconds: [10, 60],
    begin: ({ faults, chance }) => {
      faults.block(chance.pick(blocks));
      return () => faults.block(null);
    },
  },
  {
    name: 'the server hears this page no more',
    way: 'link',
    seconds: [60, 120],
    begin: once(({ faults }) => faults.silentLoss()),
  },
  ...(['lost', 'twice', 'out_of_order', { delayMs: 20_000 }] as const).map(
    (mode): Trouble => ({
      name: `acks: ${typeof mode === 'string' ? mode : 'late'}`,
      way: 'acks',
      seconds: [60, 120],
      begin: ({ faults }) => {
        faults.acks(mode);
        return () => {
          faults.acks('normal');
          faults.releaseAcks();
        };
      },
    }),
  ),
  {
    name: 'acks: levels skipped',
    way: 'acks',
    seconds: [60, 120],
    begin: ({ faults, chance }) => {
      faults.acks({ levels: chance.pick([[1, 3], [2], [3], [4], [1, 5]]) });
      return () => faults.acks('normal');
    },
  },
  {
    name: 'refused by the server',
    way: 'sends',
    seconds: [30, 60],
    begin: ({ faults, chance }) => {
      faults.nack(1, chance.pick([463, 479, 400]), -1 - chance.below(7));
      return () => faults.nack(0);
    },
  },
  ...ends.map(
    (end): Trouble => ({
      name: `the page fails to send: ${end}`,
      way: 'sends',
      seconds: [30, 60],
      begin: ({ faults }) => {
        faults.sendEnds(end, 1);
        return () => faults.sendEnds(end, 0);
      },
    }),
  ),
  ...(['before', 'after'] as const).map(
    (how): Trouble => ({
      name: `no LID for the recipient, thrown ${how} it went`,
      way: 'sends',
      seconds: [10, 20],
      begin: ({ faults }) => {
        faults.handOverThrows(how);
        return () => faults.handOverThrows(null);
      },
    }),
  ),
  {
    name: 'marking as seen throws',
    way: 'sends',
    seconds: [30, 60],
    begin: ({ faults }) => {
      faults.sendSeenThrows(true);
      return () => faults.sendSeenThrows(false);
    },
  },
  {
    name: 'offline delivery does not end',
    way: 'sends',
    seconds: [20, 40],
    begin: ({ faults }) => {
      faults.holdDelivery(true);
      return () => faults.holdDelivery(false);
    },
  },
  ...(['other', 'both'] as const).map(
    (how): Trouble => ({
      name: `kept under ${how === 'both' ? 'both ids' : 'the other id'} of the chat`,
      way: 'keys',
      seconds: [60, 120],
      begin: ({ faults }) => {
        faults.sibling(how);
        return () => faults.sibling(null);
      },
    }),
  ),
  ...(['in', 'short'] as const).map(
    (shape): Trouble => ({
      name: `keys of another shape: ${shape}`,
      way: 'keys',
      seconds: [60, 120],
      begin: ({ faults }) => {
        faults.keyShape(shape);
        return () => faults.keyShape(null);
      },
    }),
  ),
  {
    name: "the owner's line is reported twice",
    way: 'hears',
    seconds: [20, 40],
    begin: once(({ faults }) => faults.repeatNextInbound()),
  },
  {
    name: "the owner's line is decrypted late",
    way: 'hears',
    seconds: [30, 60],
    begin: once(({ faults, chance }) => faults.decryptLate(1_000 + chance.below(25_000))),
  },
  {
    name: "the owner's line is never decrypted",
    way: 'hears',
    seconds: [30, 60],
    begin: ({ faults }) => {
      faults.neverDecrypt(1);
      return () => faults.neverDecrypt(0);
    },
  },
];

/** Of what happens in a moment. */
function once(act: (ground: Ground) => void): Trouble['begin'] {
  return (ground) => {
    act(ground);
    return over;
  };
}

function killed(name: string, kind: 'browser' | 'renderer'): Trouble {
  return {
    name,
    way: 'link',
    seconds: [2, 10],
    begin: once(({ folder }) => void killAll(browserProcesses(folder).filter((one) => one.kind === kind))),
  };
}

/** What is wrong with a page from its load on: the one that is there is loaded anew. */
function start(name: string, seconds: Trouble['seconds'], act: Trouble['begin']): Trouble {
  return {
    name,
    way: 'link',
    seconds,
    begin: (ground) => {
      const end = act(ground);
      ground.faults.reloadPages();
      return end;
    },
  };
}

/** WhatsApp deploys, and pages change over to it: to what comes next, and back. */
function deployed(name: string, act: (ground: Ground) => void): Trouble {
  return {
    name,
    way: 'link',
    seconds: [40, 80],
    begin: (ground) => {
      act(ground);
      ground.faults.reloadPages();
      return () => {
        ground.faults.deploy({ lacking: [] });
        ground.faults.reloadPages();
      };
    },
  };
}
