/** Lines of the owner's that could not be read back: what the bot has said of those hours is all that can be asked. */
import type { Night } from './night.ts';

const told = /I cannot read what you wrote to me\nbetween [^\n]*?(\d\d:\d\d)\nand [^\n]*?(\d\d:\d\d)\./;
const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Whether the owner was told that nothing written in that minute was read. `at`: by WhatsApp's clock, ms. */
export function wasToldUnread(night: Night, at: number): boolean {
  const minute = london.format(at);
  return night.world.control().some(({ from: writer, text }) => {
    const [, from, to] = (writer === 'page' && told.exec(text)) || [];
    if (from === undefined || to === undefined) return false;
    return from <= to ? from <= minute && minute <= to : from <= minute || minute <= to;
  });
}
