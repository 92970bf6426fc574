/** The build of WhatsApp Web's message keys for tests that name none: both are in use, and each must pass on both. */
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';

/** Of SENDONCE_KEY_BUILD, where it is set: `_serialized` or `$1`. */
export function askedBuild(): Pick<SimulatorOptions, 'keyBuild'> {
  const asked = process.env.SENDONCE_KEY_BUILD;
  if (asked === undefined || asked === '') return {};
  if (asked !== '_serialized' && asked !== '$1')
    throw new Error(`SENDONCE_KEY_BUILD wants _serialized or $1, found ${asked}`);
  return { keyBuild: asked };
}
