/** What a look at the whole ledger found, in words. */
import type { Finding } from '../adapters/http/answers.ts';
import type { LedgerVerdict } from '../adapters/sqlite/examine.ts';
import { counted } from '../chat/naming.ts';
import { LedgerFault } from '../core/ledger.ts';

function erasedText(erased: number): string {
  return erased === 0 ? '' : ` The texts of ${erased} are erased, as KEEP_BODIES has it.`;
}

/** `look`: examines it; an operating fault that it throws is a finding too. */
export function examineLedger(look: () => LedgerVerdict): Finding {
  const about = 'ledger';
  const ill = (text: string): Finding => ({ about, verdict: 'ill', text });
  try {
    const found = look();
    switch (found.kind) {
      case 'whole':
        return {
          about,
          verdict: 'well',
          text: `whole: ${counted(found.messages, 'message')}, and ${counted(found.events, 'event')} that follow from one another.${erasedText(found.erased)}`,
        };
      case 'damaged':
        return ill(`${found.what}. Stop the bot, keep the file, and put back a backup: sendonce restore.`);
      case 'held':
        return ill('a bot holds it and does not answer: end that one, or start it anew.');
      default:
        return found satisfies never;
    }
  } catch (fault) {
    if (!(fault instanceof LedgerFault)) throw fault;
    return ill('it cannot be read: the disk fails.');
  }
}
