/** The verbs of this version with their aliases, for readers that need no definition behind them. */
import type { Verb } from './verb.ts';

export const verbs: readonly Verb[] = [
  { name: 'schedule', aliases: ['s'] },
  { name: 'list', aliases: ['ls'] },
  { name: 'show', aliases: [] },
  { name: 'why', aliases: [] },
  { name: 'cancel', aliases: ['rm', 'del', 'forget'] },
  { name: 'stop', aliases: [] },
  { name: 'resume', aliases: ['go'] },
  { name: 'status', aliases: [] },
  { name: 'resolve', aliases: [] },
  { name: 'attention', aliases: [] },
  { name: 'tz', aliases: [] },
  { name: 'locale', aliases: [] },
  { name: 'help', aliases: ['?'] },
];
