/**
 * What every implementation of the WhatsApp port does, so that the one in memory, under which the deterministic
 * simulation runs, cannot drift from the real adapter in a real browser. Only what both can have is asked here.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { changesContract } from './changes.ts';
import { conflictContract } from './conflict.ts';
import { filesContract } from './files.ts';
import { type ContractSubject, layGround } from './ground.ts';
import { readingContract } from './reading.ts';
import { recipientsContract } from './recipients.ts';
import { sendingContract } from './sending.ts';

export type { ContractSubject, ContractWorld } from './ground.ts';

export function whatsappContract(name: string, make: () => Promise<ContractSubject>): void {
  describe(`the WhatsApp port: ${name}`, () => {
    let made: ContractSubject | null = null;
    const ground = layGround(() => {
      if (made === null) throw new Error('the subject of the contract is made before its first test');
      return made;
    });
    beforeAll(async () => {
      made = await make();
      made.whatsapp.start((event) => void ground.events.push(event));
      await ground.connected();
    });
    afterAll(async () => {
      await made?.whatsapp.stop();
      await made?.close();
    });
    sendingContract(ground);
    readingContract(ground);
    recipientsContract(ground);
    changesContract(ground);
    filesContract(ground);
    conflictContract(ground);
  });
}
