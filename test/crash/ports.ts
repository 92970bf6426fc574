/**
 * The product's ports behind a switch: it counts every place where something outside has just changed or is about to, and
 * kills the process at the one that it was set to. Nothing of it is in the product.
 */
import { writeFileSync } from 'node:fs';
import type { openLedger } from '../../src/adapters/sqlite/open.ts';
import type { LedgerWrites, StopFile } from '../../src/core/ledger.ts';
import type { WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';

export interface KillSwitch {
  point(label: string): void;
  count(): number;
}

/** `killAt`: 1-based; 0 counts only. The label is written down before, since nothing can be afterwards. */
export function createKillSwitch(killAt: number, pointsFile: string): KillSwitch {
  let passed = 0;
  return {
    count: () => passed,
    point(label) {
      if (++passed !== killAt) return;
      writeFileSync(pointsFile, label);
      process.kill(process.pid, 'SIGKILL');
      // The signal comes with the return of the call; nothing may be done until it is there.
      for (;;);
    },
  };
}

/** Verbs that only look: a kill there is one at the point before. */
const looks = new Set<string | symbol>([
  'messages',
  'message',
  'latch',
  'setting',
  'count',
  'attempt',
  'then',
]);

export function ledgerBehind(kills: KillSwitch, open: typeof openLedger): typeof openLedger {
  return (options) => {
    kills.point('open the ledger: before');
    const ledger = open(options);
    kills.point('open the ledger: after');
    return {
      ...ledger,
      write(act) {
        const verbs: string[] = [];
        const named = (tx: LedgerWrites): LedgerWrites =>
          new Proxy(tx, {
            get(target, verb) {
              if (!looks.has(verb)) verbs.push(String(verb));
              return Reflect.get(target, verb);
            },
          });
        kills.point('write: before');
        const answer = ledger.write((tx) => {
          const result = act(named(tx));
          kills.point(`write ${verbs.join(' ')}: before the commit`);
          return result;
        });
        kills.point(`write ${verbs.join(' ')}: after the commit`);
        return answer;
      },
      backup(at) {
        kills.point('back up: before');
        const outcome = ledger.backup(at);
        kills.point('back up: after');
        return outcome;
      },
      close() {
        kills.point('close the ledger: before');
        ledger.close();
        kills.point('close the ledger: after');
      },
    };
  };
}

export function stopFileBehind(kills: KillSwitch, file: StopFile): StopFile {
  const around = <T>(verb: string, act: () => T): T => {
    kills.point(`STOP file, ${verb}: before`);
    const answer = act();
    kills.point(`STOP file, ${verb}: after`);
    return answer;
  };
  return {
    // A look at it changes nothing; that it is asked at all is what the claim's own points stand around.
    stands: file.stands,
    put: () => around('put', file.put),
    remove: () => around('remove', file.remove),
  };
}

export function whatsappBehind(kills: KillSwitch, inner: WhatsApp): WhatsApp {
  const around =
    <Args extends unknown[], T>(verb: string, call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      kills.point(`${verb}: before`);
      const answer = await call(...args);
      kills.point(`${verb}: after`);
      return answer;
    };
  return {
    link: inner.link,
    health: inner.health,
    start(listener) {
      kills.point('start WhatsApp: before');
      inner.start((event: WhatsAppEvent) => {
        const label = event.kind === 'link' ? `event link ${event.link.state}` : `event ${event.kind}`;
        kills.point(`${label}: before`);
        listener(event);
        kills.point(`${label}: after`);
      });
      kills.point('start WhatsApp: after');
    },
    stop: around('stop WhatsApp', inner.stop),
    handOver: around('handOver', inner.handOver),
    abort: around('abort', inner.abort),
    recycle: around('recycle', inner.recycle),
    lookUp: around('lookUp', inner.lookUp),
    readChat: around('readChat', inner.readChat),
    reread: around('reread', inner.reread),
    contacts: around('contacts', inner.contacts),
    recipient: around('recipient', inner.recipient),
    members: around('members', inner.members),
    number: around('number', inner.number),
    typing: around('typing', inner.typing),
    readFile: around('readFile', inner.readFile),
    prepareFile: around('prepareFile', inner.prepareFile),
    revoke: around('revoke', inner.revoke),
    edit: around('edit', inner.edit),
    react: around('react', inner.react),
  };
}
