/**
 * Settings of features that this version does not have. Accepting one in silence would be a promise: somebody who sets
 * KEEP_BODIES relies on texts being erased.
 */
import type { Environment, Fault } from './config.ts';

const names = ['KEEP_BODIES'] as const;

export function unbuilt(env: Environment): readonly Fault[] {
  return names
    .filter((name) => (env[name] ?? '').trim() !== '')
    .map((name) => ({
      name,
      value: null,
      expected: 'it to be unset: this version of Sendonce does not have that feature yet',
      example: '',
    }));
}
