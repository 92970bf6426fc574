/** The zone is asked for before anything is armed for the first time; the command waits, and is then read again. */
import { type CommandContext, type Decision, decide } from './command.ts';

export function askZone({ ground, command }: CommandContext): Decision {
  return decide(ground, () => ({
    text: '❓ Not scheduled yet.\nIn which time zone are you?\nAnswer with a city, like London.\nThen I read your command again.',
    ask: {
      kind: 'zone',
      draft: {
        ...{ kind: 'zone', text: command.text, waId: command.waId, saidAt: command.at },
        ...{ file: command.file, quotedWaId: command.quotedWaId },
      },
      lapses: true,
    },
  }));
}
