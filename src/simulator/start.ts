import { hostName, makeCertificate } from './certificate.ts';
import { makeServer } from './server.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { makeWorld } from './world.ts';

/**
 * Starts a world and the server in front of it. Rejects where the state file cannot be read. The browser must have a
 * profile folder of its own (`--user-data-dir`): without one Chromium ignores the flag that trusts the certificate.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const certificate = await makeCertificate();
  const { network, listen } = makeServer(certificate);
  const { world, now, leap, close, ...doors } = makeWorld(options, network);
  const server = await listen(doors);
  const chromiumArgs = [
    `--host-resolver-rules=MAP ${hostName} 127.0.0.1:${server.port}, MAP * ~NOTFOUND`,
    `--ignore-certificate-errors-spki-list=${certificate.spki}`,
  ];
  return {
    world,
    now,
    leap,
    chromiumArgs,
    // Neither holds a quote or a backslash.
    chromiumArgsText: chromiumArgs.map((arg) => `"${arg}"`).join(' '),
    async close() {
      await server.close();
      close();
    },
  };
}
