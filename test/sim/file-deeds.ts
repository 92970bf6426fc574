/** Files in a night: what the owner sends with a command, and what becomes of files on their way. */
import type { Message } from '../../src/core/message.ts';
import type { Night } from './night.ts';
import type { Deed } from './owner.ts';

/** Each with its own bytes, so that a phone which has them got this one. */
export function withFile(night: Night, text: string, command: string): void {
  const file = {
    ...{ mimetype: 'application/pdf', filename: 'plan.pdf' },
    base64: Buffer.from(`%PDF-1.7 ${text}`).toString('base64'),
  };
  night.says(command, { file });
}

export const fileWeather: readonly Deed[] = [
  {
    weight: 2,
    act: (night) => {
      const count = 1 + night.chance.below(20);
      night.note(`the next ${count} uploads fail`);
      night.world.faults.failUploads(count);
    },
  },
  {
    weight: 2,
    act: (night) => {
      if (!night.life().alive()) return;
      const [first, ...others] = night.ledger().messages({ withFile: true });
      if (first === undefined) return;
      const { id, file } = night.chance.pick([first, ...others]);
      night.note(`the file of #${id} is lost from the disk`);
      if (file !== null) night.media.lose(file.hash);
    },
  },
  {
    weight: 1,
    act: (night) => {
      const lost = night.chance.happens(40);
      night.note(`WhatsApp has ${lost ? 'lost' : 'kept'} the owner's files`);
      night.world.faults.loseFiles(lost);
    },
  },
];

/** 1: what left is what was armed, its file included: never the text alone, never another file. */
export function judgeFile(night: Night, message: Message): void {
  const armed = message.file?.hash ?? null;
  for (const { waId, file = null } of night.world.taken()) {
    if (waId === message.reservedId && file !== armed)
      night.wrong(1, `#${message.id} was armed with the file ${armed} and went with ${file}`);
  }
}
