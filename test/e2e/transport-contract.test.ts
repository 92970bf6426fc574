import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { whatsappContract } from '../contract/whatsapp.ts';
import { chance, openRig, realClock, until } from './transport-rig.ts';

const builds: readonly SimulatorOptions[] = [
  { keyBuild: '_serialized', selfChat: 'phone' },
  { keyBuild: '$1', selfChat: 'lid' },
];

for (const build of builds) {
  whatsappContract(
    `real library, keys in ${build.keyBuild}, own chat under the ${build.selfChat} id`,
    async () => {
      const rig = await openRig(build);
      return {
        whatsapp: rig.whatsapp(),
        world: rig.simulator.world,
        now: realClock.now,
        reservedId: chance.reservedId,
        // The server keeps each file under the hash of its bytes.
        fileReceived: (name, text) =>
          rig.simulator.world
            .inbox(name)
            .find((one) => one.text === text)
            ?.file?.path.slice(-64) ?? null,
        conflict: () => rig.simulator.world.faults.conflict(),
        until,
        close: rig.close,
      };
    },
  );
}
